"""One program adds documents while others read pages: nobody waits, nobody sees half a document."""

import subprocess
import sys
import time
from pathlib import Path

from tests.dossier import samples

from onrecord.dossier import Dossier, StatementFilter, find, verify
from onrecord.dossier.overview import country_list
from onrecord.dossier.pages import document_page, statement_page

DOCUMENTS = 120
WRITER = """
import sys
sys.path.insert(0, sys.argv[2])
from onrecord.dossier import Dossier
from tests.dossier import samples
with Dossier.open(sys.argv[1], create=False) as dossier:
    for number in range(int(sys.argv[3])):
        blob, document = samples.make_document(f"No {number}: the courts are slow. The prisons are full.")
        said = [samples.make_statement(document, part, country="XEX") for part in ("the courts", "The prisons")]
        samples.add(dossier, (blob, document, said))
"""


def start_writer(path: Path, documents: int) -> "subprocess.Popen[bytes]":
    root = str(Path(__file__).parents[2])
    return subprocess.Popen([sys.executable, "-c", WRITER, str(path), root, str(documents)], cwd=root)


def test_pages_are_read_whole_while_another_program_adds(tmp_path: Path) -> None:
    path = tmp_path / "a.dossier"
    Dossier.open(path, create=True).close()
    writer = start_writer(path, DOCUMENTS)
    seen, query = set[int](), samples.vectors_of(samples.law()[2])[0]
    with Dossier.open(path, create=False, read_only=True, wait_s=0) as reader:
        while writer.poll() is None or not seen or max(seen) < 2 * DOCUMENTS:
            with reader.snapshot():
                page = statement_page(reader, StatementFilter(country="XEX"), order="newest", limit=5)
                total = sum(c.statements for c in country_list(reader))
                assert page.total == total == 2 * document_page(reader, limit=1).total
                assert len(find(reader, "prisons", query, limit=500)) in (total // 2, min(total // 2, 500))
            seen.add(page.total)
        assert writer.returncode == 0
        assert len(seen) > 3, "pages were read while documents came in"
        assert verify(reader) == []


def test_a_long_reader_holds_up_no_writer_and_the_log_is_folded_in_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "a.dossier"
    Dossier.open(path, create=True).close()
    log = path.with_name(path.name + "-wal")
    with Dossier.open(path, create=False) as keeper:
        with Dossier.open(path, create=False, read_only=True) as reader, reader.snapshot():
            assert statement_page(reader).total == 0
            assert start_writer(path, DOCUMENTS).wait(60) == 0
            assert statement_page(reader).total == 0
            grown = log.stat().st_size
        began = time.monotonic()
        assert start_writer(path, 3 * DOCUMENTS).wait(120) == 0  # the first 120 are there already
        assert time.monotonic() - began < 120
        assert log.stat().st_size < 2 * grown
        assert statement_page(keeper).total == 6 * DOCUMENTS
