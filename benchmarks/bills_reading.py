"""Score the reading of bills: against provisions cut out by others, and text against XML.

    python benchmarks/bills_reading.py --data DATA

DATA holds ``raw/`` (bills in XML and XHTML, gzipped) and ``provisions/`` (the same in provisions, one JSON object a
line). Prints for every file how many provisions there are, how many were found with the same number and words (letters
and digits compared), and of how many the heading is the same. For files in XML also: how many of the numbered
provisions are found, with the same citation, when the frozen text is read without its marks, as from a text file.
"""

from __future__ import annotations

import argparse
import gzip
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.bills import read_pieces

from onrecord.bills.lines import read_lines
from onrecord.bills.pieces import Piece
from onrecord.bills.reading import freeze, read_version
from onrecord.bills.sheets import provisions
from onrecord.records import Blob, Document, Provision, Sighting

_WORD = re.compile(r"[^\W_]+")
Key = tuple[str, str]


def main() -> int:
    """Run the benchmark; return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    print(f"{'':42s} there  found  same words  same heading | in text: there  found  same citation  faults")
    total = Counter[str]()
    for path in sorted((data / "raw").glob("*.gz")):
        name = re.sub(r"(?:\.formex)?\.x(?:ht)?ml\.gz\Z", "", path.name)
        counts = _score(path, data / "provisions" / f"{name}.jsonl.gz")
        total.update(counts)
        print(f"{name[:42]:42s} {_line(counts)}")
    print(f"{'all':42s} {_line(total)}")
    return 0


def _score(path: Path, expected: Path) -> Counter[str]:
    blob = Blob(data=gzip.decompress(path.read_bytes()), name=path.name, sighting=Sighting(where=path.name))
    document = freeze(blob)
    found = read_version(document, bill="bill", name=path.name, data=blob.data).version.provisions
    counts = _against(document, found, expected) if expected.exists() else Counter[str]()
    if document.media_type == "application/xml":
        counts.update(_against_text(document, found))
    return counts


def _against(document: Document, found: Iterable[Provision], expected: Path) -> Counter[str]:
    """Compare with what others cut out: articles alone where they have articles alone."""
    theirs = [p for p in read_pieces(expected) if p.level != "schedules"]
    levels = {p.level for p in theirs}
    ours = [p for p in found if levels != {"article"} or p.level == "article"]
    words = [Counter(keys) for keys in (_theirs(theirs), ((_plain(p.number), _body(document, p)) for p in ours))]
    heads = [Counter((_plain(p.number), _plain(p.heading)) for p in side) for side in (theirs, ours)]
    same = {name: sum((a & b).values()) for name, (a, b) in (("words", words), ("heading", heads))}
    return Counter(there=len(theirs), found=len(ours), **same)


def _theirs(pieces: Iterable[Piece]) -> Iterable[Key]:
    return ((_plain(p.number), _plain(_without_head(p.whole, p.number, p.heading))) for p in pieces)


def _body(document: Document, p: Provision) -> str:
    return _plain(_without_head(document.text[slice(*p.span)], p.number, p.heading))


def _without_head(words: str, number: str, heading: str) -> str:
    """Drop the number and the heading: some files print them before the words, some do not."""
    words = re.sub(rf"\A\W*(?:\w+\W+)?{re.escape(number)}[\s.)]*", "", " ".join(words.split()))
    return words.removeprefix(" ".join(heading.split()))


def _plain(text: str) -> str:
    return "".join(_WORD.findall(text.lower()))


def _against_text(document: Document, found: Iterable[Provision]) -> Counter[str]:
    opened, faults = read_lines(document.text)
    numbered = {p.span[0]: _cited(p) for p in found if p.number}
    ours = {p.span[0]: _cited(p) for p in provisions(opened, document.text) if p.number}
    same = sum(ours.get(start) == cite for start, cite in numbered.items())
    return Counter(numbered=len(numbered), read=len(numbered.keys() & ours.keys()), cited=same, faults=len(faults))


def _cited(p: Provision) -> str:
    return re.sub(r"\A\w+ ", "", p.cite)


def _line(c: Counter[str]) -> str:
    first = f"{c['there']:5d}  {c['found']:5d}  {c['words']:10d}  {c['heading']:12d}" if c["there"] else f"{'-':>38s}"
    return f"{first} | {c['numbered']:14d}  {c['read']:5d}  {c['cited']:13d}  {c['faults']:6d}"


if __name__ == "__main__":
    raise SystemExit(main())
