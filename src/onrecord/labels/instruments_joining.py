"""Join the places that name one instrument.

Names are joined if they say the same (kind, country, words in any order), if a shorter name fits one fuller name alone,
or if the document introduces an abbreviation. "The Act", "the 2017 law", "the enhanced agreement" are joined to the
latest instrument before them that fits; without one they are dropped, but for a constitution, an ombudsperson and, in
capitals, a convention, a covenant or a committee. A bill and the law that it became are two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from onrecord.labels.instruments_entities import Entity, abbreviations, family, initials, is_fuller, years_agree
from onrecord.labels.instruments_shapes import Candidate
from onrecord.labels.instruments_words import is_global, kind_of_head, normal
from onrecord.labels.views import Page
from onrecord.records import Span
from onrecord.reference.instruments import KnownInstrument, known_instruments, protocols_of, treaty_of
from onrecord.text.spans import overlap

_FAR_CHARS = 1500
"""A bare lower-case "the law" reaches no farther back than this."""
_OF_COVENANT = re.compile(r"\b[Aa]rticles? [\d ,()a-z]{1,60}of the (?:International )?Covenant")
_LAST_SOCIAL_ARTICLE, _LAST_CIVIL_ARTICLE = 15, 27
"""The rights of the Covenant on economic, social and cultural rights end with article 15, of the other with 27."""
_HEAD_CHARS = 200
_TOPICS = ("bill", "law")
"""In a new paragraph "the draft" is the one that the document is about, not the last one that it touched on."""
_OMBUDS = ("ombudsman", "ombudswoman", "ombudsperson")
_ALONE = ("constitution", *_OMBUDS)
_CAPITAL_ALONE = ("convention", "covenant", "committee")


def join(page: Page, known: Sequence[tuple[Span, KnownInstrument]], found: Sequence[Candidate]) -> list[Entity]:
    """Return the instruments of *page* with all their places, in order of first mention.

    Args:
        page: the document.
        known: where it names instruments of the reference list.
        found: what else may name one; none of them overlaps *known*.
    """
    joiner = _Joiner(page)
    for span, one in known:
        joiner.add_known(span, one)
    named = [c for c in found if c.form in ("name", "number") and not _is_bare_protocol(c)]
    for candidate in sorted(named, key=_may_be_draft):
        joiner.add_named(candidate)
    joiner.merge_shorter()
    joiner.add_abbreviations()
    for candidate in found:
        if candidate.form not in ("name", "number") or _is_bare_protocol(candidate):
            joiner.add_bare(candidate)
    return joiner.result()


def _may_be_draft(c: Candidate) -> bool:
    """Tell "the new Criminal Code", which is the draft of it where the document speaks of one, before or after."""
    return c.is_new and (c.kind == "code" or c.head == "constitution")


def _is_bare_protocol(c: Candidate) -> bool:
    return c.head == "protocol" and not c.number and c.words <= {"optional", "first"}


class _Joiner:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.text = page.text
        self.main = page.document.countries[0].code if page.document.countries else ""
        self.entities: dict[str, Entity] = {}

    def add_known(self, span: Span, one: KnownInstrument) -> None:
        country = self.country_of(span, "") if one.per_country else ""
        key = f"known:{one.key}" + (f":{country}" if one.per_country else "")
        entity = self.entities.get(key)
        if entity is None:
            named = {w for name in (one.name, *one.names) for w in re.findall(r"\w+", name)}
            if "Council of Europe" in one.name:
                named -= {"Council"}
            heads = {w.lower() for w in named if kind_of_head(w) == one.kind}
            if "protocol" in heads:
                heads = {"protocol"}
            words = normal(re.findall(r"[\w’'-]+", one.name))
            entity = Entity(
                key=key, kind=one.kind, heads=heads, words=words, name=one.name, country=country, known=one,
                is_ruling=False,
            )  # fmt: skip
            self.entities[key] = entity
        entity.spans.append(span)

    def add_named(self, c: Candidate) -> None:
        country = self.country_of(c.span, c.kind)
        words = self.words_without_countries(c)
        if c.head == "code" and "penal" in words:
            words = words - {"penal"} | {"criminal"}
        head = family(c.head, c.kind)
        if c.kind == "code" and not words:
            return
        if c.head == "covenant" and words <= {"international"}:
            self.add_bare(c)
            return
        future = self.entities.get(f"bill:{' '.join(sorted(words))}:{country}")
        if _may_be_draft(c) and future is not None:
            self._add(future, c)
            return
        if (typed := _type_of(head, words)) is not None:
            self.add_known(c.span, typed)
            return
        base = f"{head}:{c.number or ' '.join(sorted(words)) or c.date}:{country}"
        if base == "resolution::":
            base = f"{base}@{self.page.document.id}:{c.span[0]}"
        if head == "law" and not c.capital and f"{base}" not in self.entities and f"bill:{base[4:]}" in self.entities:
            self._add(self.entities[f"bill:{base[4:]}"], c)
            return
        same = [e for k, e in self.entities.items() if k == base or k.startswith(f"{base}:")]
        entity = next((e for e in same if years_agree(e.year, c.year)), None)
        if entity is None:
            key = f"{base}:{c.year}" if same else base
            entity = Entity(
                key=key,
                kind=c.kind,
                heads={c.head, head},
                words=words,
                name=c.name,
                country=country,
                is_ruling=c.is_ruling,
            )
            self.entities[key] = entity
        self._add(entity, c)

    def _add(self, entity: Entity, c: Candidate) -> None:
        entity.spans.append(c.span)
        entity.heads.add(c.head)
        entity.year = entity.year or c.year
        entity.date = max(entity.date, c.date, key=len)
        if c.form in ("name", "number") and len(c.name) > len(entity.name) and entity.known is None:
            entity.name = c.name

    def country_of(self, span: Span, kind: str) -> str:
        """Return the country that a name belongs to: one inside or beside it, else the document's; "" if none."""
        if kind in ("treaty", "index", "resolution"):
            return ""
        inside = self.page.mentions_in([span])
        if inside:
            codes = [m.code for m in inside]
            return self.main if self.main in codes else codes[0]
        if is_global(tuple(self.text[slice(*span)].split())):
            return ""
        around = self.page.mentions_in([(max(0, span[0] - 30), span[0]), (span[1], span[1] + 20)])
        for mention in around:
            if mention.span[1] <= span[0] and self.text[mention.span[1] : span[0]] in ("'s ", "’s ", " ", "’ ", "' "):
                return mention.code
            if mention.span[0] >= span[1] and self.text[span[1] : mention.span[0]] in (" of ", " of the "):
                return mention.code
        return self.main

    def words_without_countries(self, c: Candidate) -> frozenset[str]:
        inside = self.page.mentions_in([c.span])
        if not inside:
            return c.words
        return c.words - normal([w for m in inside for w in re.findall(r"[\w’'-]+", _around(self.text, m.span))])

    def merge_shorter(self) -> None:
        """Join each shorter name to the one fuller name that holds its words."""
        for key, entity in sorted(self.entities.items(), key=lambda item: len(item[1].words)):
            if entity.known or any(ch.isdigit() for ch in key.split(":")[1]):
                continue
            fuller = [e for e in self.entities.values() if e is not entity and is_fuller(e, entity)]
            if len(fuller) == 1:
                self._merge(key, fuller[0])

    def _merge(self, key: str, into: Entity) -> None:
        gone = self.entities.pop(key)
        into.spans += gone.spans
        into.heads |= gone.heads
        into.year, into.date = into.year or gone.year, max(into.date, gone.date, key=len)

    def add_abbreviations(self) -> None:
        """Find every abbreviation that stands in brackets beside a name."""
        shorts = {i: e for e in self.entities.values() if (i := initials(e))}
        shorts |= {short: e for e in self.entities.values() for s in e.spans for short in abbreviations(self.text, s)}
        if not shorts:
            return
        taken = [s for e in self.entities.values() for s in e.spans]
        either = "|".join(re.escape(s) for s in sorted(shorts, key=lambda s: (-len(s), s)))
        for m in re.finditer(rf"(?<![\w-])(?:{either})(?![\w-])", self.text):
            if not any(overlap(m.span(), s) for s in taken):
                shorts[m.group()].spans.append(m.span())

    def add_bare(self, c: Candidate) -> None:
        if c.form == "new" or (c.form == "year" and not c.is_definite):
            self._add_alone(c)
            return
        fitting = self._fitting(c)
        if not fitting and c.head in ("convention", "charter") and (treaty := self._treaty_called(c.head)):
            self.add_known(c.span, treaty)
            return
        latest = max(fitting, key=lambda pair: (_rank(self.text, pair[1], c), pair[0]), default=None)
        if latest is not None and _is_near(c, latest[0]):
            self._add_to(latest[1], c)
        elif c.form == "year" or (c.head in _ALONE and not c.words) or self._stands_alone(c):
            self._add_alone(c)

    def _fitting(self, c: Candidate) -> list[tuple[int, Entity]]:
        """Return the instruments before *c* that it may mean, each with the start of its last place."""
        places = [(_last_before(e, c.span[0]), e) for e in self.entities.values() if self._fits(e, c)]
        fitting = [(at, e) for at, e in places if at >= 0]
        before = self.text[max(0, c.span[0] - 10) : c.span[0]]
        paragraph = self.text.rfind("\n", 0, c.span[0])
        if before[-5:].lower() == "this " or (c.kind in _TOPICS and not any(at > paragraph for at, _ in fitting)):
            fitting = self._own(fitting) or fitting
        return self._in_force(fitting) if c.head == "code" and _IN_FORCE.search(before) else fitting

    def _in_force(self, fitting: list[tuple[int, Entity]]) -> list[tuple[int, Entity]]:
        """Return the codes in force among *fitting*; "the present code" may be what a draft of that name replaces."""
        codes = [(at, e) for at, e in fitting if e.kind == "code"]
        drafts = [(at, e) for at, e in fitting if e.kind == "bill" and "code" in e.heads]
        at, draft = max(drafts, key=lambda pair: pair[0], default=(-1, None))
        if draft is None or any(e.words == draft.words for _, e in codes):
            return [(at, e) for at, e in codes if draft is None or e.words == draft.words]
        key = f"code:{' '.join(sorted(draft.words))}:{draft.country}"
        code = Entity(
            key=key, kind="code", heads={"code"}, words=draft.words, name=draft.name.removeprefix("draft "),
            country=draft.country,
        )  # fmt: skip
        return [(at, self.entities.setdefault(key, code))]

    def _treaty_called(self, head: str) -> KnownInstrument | None:
        """Return the one treaty whose protocol or body the document names, which "the Convention" then means."""
        named = [e.known for e in self.entities.values() if e.known]
        keys = {key for k in named for key in (k.protocol_to, treaty_of(k.key)) if key}
        treaties = [known_instruments()[key] for key in keys if head in known_instruments()[key].name.lower().split()]
        return treaties[0] if len(treaties) == 1 else None

    def _own(self, fitting: list[tuple[int, Entity]]) -> list[tuple[int, Entity]]:
        """Return what the document names at its head: its own text, which "this resolution" means."""
        return [
            (at, e) for at, e in fitting if min(e.spans)[0] < _HEAD_CHARS and e.kind in ("resolution", "law", "bill")
        ]

    def _add_to(self, entity: Entity, c: Candidate) -> None:
        if _is_bare_protocol(c) and entity.known and (keys := protocols_of(entity.known.key)):
            self.add_known(c.span, known_instruments()[keys[0]])
        else:
            self._add(entity, c)

    def _fits(self, e: Entity, c: Candidate) -> bool:
        if _is_bare_protocol(c):
            return bool(e.known and protocols_of(e.known.key)) or (e.known is not None and "protocol" in e.heads)
        if c.head == "drafts" or "drafts" in e.heads:
            return c.kind == e.kind == "bill" and "drafts" in e.heads
        if c.kind == "bill":
            return e.kind == "bill" and (c.head in ("draft", "law", "bill", "legislation") or c.head in e.heads)
        if e.kind == "bill" and not c.is_new and c.head != "code":
            return False
        if c.words and not c.words <= e.words:
            return False
        if e.country and c.head in _ALONE and e.country != self.country_of(c.span, c.kind):
            return False
        if c.head in _OMBUDS:
            return not e.heads.isdisjoint(_OMBUDS)
        heads = {c.head, family(c.head, c.kind)}
        return years_agree(e.year, c.year) and not heads.isdisjoint(e.heads) and (c.form != "year" or e.year == c.year)

    def _stands_alone(self, c: Candidate) -> bool:
        if _is_bare_protocol(c):
            return "optional" in c.words
        if (c.kind == "bill" and c.head != "draft") or c.head == "resolution":
            return True
        return c.capital and c.head in _CAPITAL_ALONE and c.is_definite and not c.name.isupper()

    def _add_alone(self, c: Candidate) -> None:
        if c.head == "covenant" and self._is_civil():
            self.add_known(c.span, known_instruments()["ICCPR"])
            return
        country = self.country_of(c.span, c.kind)
        if c.head in _ALONE:
            key = f"{'ombudsman' if c.head in _OMBUDS else c.head}::{country}"
        elif c.head in _CAPITAL_ALONE or c.head == "protocol":
            key = f"{c.head}:{' '.join(sorted(c.words))}:@{self.page.document.id}"
        else:
            key = f"{family(c.head, c.kind)}:{c.year}:{country}:@{self.page.document.id}:{c.span[0]}"
        entity = self.entities.get(key)
        if entity is None:
            heads = {c.head, family(c.head, c.kind)}
            entity = Entity(key=key, kind=c.kind, heads=heads, words=c.words, name=c.name, country=country)
            self.entities[key] = entity
        self._add(entity, c)

    def _is_civil(self) -> bool:
        """Tell whether "the Covenant" is that on civil rights: by its committee, or by an article the other lacks."""
        if "known:HRCTTEE" in self.entities:
            return True
        cited = (n for m in _OF_COVENANT.finditer(self.text) for n in re.findall(r"(?<![(\d])\d+", m.group()))
        return any(_LAST_SOCIAL_ARTICLE < int(n) <= _LAST_CIVIL_ARTICLE for n in cited)

    def result(self) -> list[Entity]:
        for entity in self.entities.values():
            entity.spans.sort()
        kept = [e for e in self.entities.values() if e.spans and not e.is_ruling]
        return sorted(kept, key=lambda e: e.spans[0])


@cache
def _types() -> dict[frozenset[str], KnownInstrument]:
    types = (k for k in known_instruments().values() if k.per_country)
    return {normal(re.findall(r"[\w’'-]+", k.name)[:-1]): k for k in types}


def _type_of(head: str, words: frozenset[str]) -> KnownInstrument | None:
    """Return the type of agreement that *words* name, in whatever order or case."""
    return _types().get(words) if head == "agreement" else None


_IN_FORCE = re.compile(r"\b(?:current|present|existing|old)\s$")
_REPLACED = re.compile(r"\b(?:replac|repeal|supersed)\w+ (?:the |its |an? )?$")


def _rank(text: str, e: Entity, c: Candidate) -> tuple[bool, bool, bool]:
    """Rank what fits: of the year that is said; the bill, for "the new code"; not what was only named as replaced."""
    is_replaced = len(e.spans) == 1 and bool(_REPLACED.search(text[max(0, e.spans[0][0] - 30) : e.spans[0][0]]))
    is_draft = (c.head == "draft" and e.name.lower().startswith("draft")) or (c.is_new and e.kind == "bill")
    return bool(c.year) and e.year == c.year, is_draft, not is_replaced


def _around(text: str, span: Span) -> str:
    """Return the word, with its hyphens, that holds *span* ("EU-Kazakhstan")."""
    start, end = span
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] == "-"):
        start -= 1
    while end < len(text) and (text[end].isalnum() or text[end] == "-"):
        end += 1
    return text[start:end]


def _is_near(c: Candidate, last: int) -> bool:
    return c.capital or c.kind != "law" or c.span[0] - last <= _FAR_CHARS


def _last_before(e: Entity, position: int) -> int:
    """Return where the last mention of *e* before *position* starts, or -1."""
    return max((s[0] for s in e.spans if s[1] <= position), default=-1)
