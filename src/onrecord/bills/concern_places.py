"""Find the provisions of a version that a reference names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from onrecord.bills.concern_references import Reference, find_references
from onrecord.records import BillVersion, Provision

_TOPS = frozenset({"article", "section"})
_ARTICLES = frozenset({"article", "art", "статья", "бап", "rule", "regulation"})
_PLAIN = re.compile(r"[\s().\[\]“”\"'‘’]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The provisions of a version by number and by parent, for finding them."""

    version: BillVersion
    tops: dict[str, list[Provision]] = field(default_factory=lambda: defaultdict(list))
    below: dict[str, list[Provision]] = field(default_factory=lambda: defaultdict(list))
    by_cite: dict[str, Provision] = field(default_factory=dict)

    @classmethod
    def of(cls, version: BillVersion) -> Places:
        """Return those of a version."""
        places = cls(version=version)
        for provision in version.provisions:
            places.by_cite[provision.cite] = provision
            if provision.parent:
                places.below[provision.parent].append(provision)
            if provision.level in _TOPS:
                places.tops[_bare(provision.number)].append(provision)
        return places

    def find(self, reference: Reference) -> tuple[Provision, ...]:
        """Return the provisions that *reference* names; where a paragraph is not there, what is nearest above it."""
        if reference.unit == "schedule":
            found = [
                p for p in self.version.provisions if p.level == "schedule" and _bare(p.number) == reference.paths[0][0]
            ]
            return tuple(found[:1])
        return tuple(dict.fromkeys(p for path in reference.paths for p in self._of_path(reference.unit, path)))

    def above(self, provision: Provision) -> Iterator[Provision]:
        """Yield a provision and all that it is part of, from below."""
        by_id = {p.id: p for p in self.version.provisions}
        one: Provision | None = provision
        while one is not None:
            yield one
            one = by_id.get(one.parent or "")

    def _of_path(self, unit: str, path: tuple[str, ...]) -> Iterable[Provision]:
        number, *deeper = path
        tops = self.tops.get(_bare(number), [])
        if not tops and "." in number:
            number, *dotted = number.split(".")
            tops, deeper = self.tops.get(_bare(number), []), [*dotted, *deeper]
        fitting = [p for p in tops if (p.kind.lower().rstrip(".") in _ARTICLES) == (unit == "article")] or tops
        return [self._descend(fitting[0], deeper)] if fitting else []

    def _descend(self, provision: Provision, numbers: Iterable[str]) -> Provision:
        for number in numbers:
            found = next((p for p in self._numbered(provision) if _bare(p.number) == _bare(number)), None)
            if found is None:
                return provision
            provision = found
        return provision

    def _numbered(self, provision: Provision) -> Iterator[Provision]:
        """Yield the pieces below; where these have no number, what lies below them."""
        for piece in self.below.get(provision.id, ()):
            if piece.number:
                yield piece
            else:
                yield from self._numbered(piece)


def find_provisions(words: str, version: BillVersion) -> tuple[Provision, ...]:
    """Return the provisions that a person names: by citation as listed, or in words (`Articles 12 and 14`)."""
    places = Places.of(version)
    if words.strip() in places.by_cite:
        return (places.by_cite[words.strip()],)
    found = [p for reference in find_references(words) for p in places.find(reference)]
    return tuple(dict.fromkeys(found))


def headings(places: Places, found: Iterable[Provision]) -> str:
    """Return the headings nearest above the provisions, each once."""
    named = (next((p.heading for p in places.above(one) if p.heading), "") for one in found)
    return "; ".join(dict.fromkeys(heading for heading in named if heading))


def provision_texts(version: BillVersion, text: str) -> Mapping[str, str]:
    """Return the words of each provision with all below it, by citation; white space as single blanks."""
    return {p.cite: " ".join(text[slice(*p.span)].split()) for p in version.provisions}


def _bare(number: str) -> str:
    return _PLAIN.sub("", number).casefold()
