"""Commitments found in documents: pledges of a state, calls on it, clauses of agreements, treaties it is party to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from onrecord.commitments.asks import deadline_in
from onrecord.commitments.terms import terms_of
from onrecord.records import Commitment, CommitmentKind, Document, Speaker, Statement, When, content_id
from onrecord.reference.countries import Gazetteer
from onrecord.reference.treaties import Treaty, treaty_of

_ASKERS = frozenset({"parliament", "intergovernmental"})
_PLEDGERS = frozenset({"government", "judiciary"})
_CLAUSE = re.compile(r"(?:,\s*|\s+)and\s+(?=to\s+[a-z]+)|;\s+(?=(?:that|to)\s)")
_RATIFIED = re.compile(
    r"\b(?:ratifi(?:ed|es)|acced(?:ed|es)|(?:is|are|became|becoming) (?:now )?(?:a )?(?:state )?part(?:y|ies) to)\b"
)
_TO_OTHERS = re.compile(
    r"\bforward (?:this|the) resolution\b|\binstructs? its president\b"
    r"|^(?:on |that )?(?:the )?(?:\w+ )?(?:member states|union|eu|council|commission|european \w+)\b"
    r"|^(?:on |that )?(?:the )?(?:international community|partners|donors)\b"
)
"""Asked of the asker's own bodies, or of other states."""
_LEAD = re.compile(r"^[“\"‘'\s]*(?:[Ww]e (?:call|urge|ask|appeal) (?:on|upon|to)\s+)?")
_FEWEST_WORDS = 4
_ENOUGH = 8.0
"""Weight of the telling words without which a text does not say what it is about."""


def find(document: Document, statements: Sequence[Statement], gazetteer: Gazetteer) -> list[Commitment]:
    """Return the commitments that a document's statements hold, in their order; each names its statement as origin.

    What is told a second time in the same document by the same speaker is taken once; a promise that the document only
    recalls is none of its own, but is what others are matched with.
    """
    found: list[tuple[Statement, Commitment]] = []
    for statement in statements:
        if statement.review != "rejected":
            found += [(statement, one) for one in _of_statement(document, statement, gazetteer)]
    return list(_without_repeats(found))


def _of_statement(document: Document, statement: Statement, gazetteer: Gazetteer) -> Iterator[Commitment]:
    country = statement.country
    if country is None or statement.hedged:
        return
    if treaty := _ratified(statement):
        yield _treaty(statement, treaty, country)
    elif kind := _kind_of(document, statement, country, gazetteer):
        for number, clause in enumerate(_clauses(statement.quote)):
            if _says_what(clause):
                yield _commitment(document, statement, kind, clause, number)


def _kind_of(document: Document, statement: Statement, country: str, gazetteer: Gazetteer) -> CommitmentKind | None:
    camps = {speaker.camp for speaker in statement.speakers}
    if statement.target not in (country, None):
        return None
    if statement.act == "commitment":
        return "agreement" if any(one.kind == "agreement" for one in statement.instruments) else None
    if statement.act == "pledge" and camps & _PLEDGERS and not _is_recalled(document, statement):
        return "pledge" if all(_is_of(speaker, country, gazetteer) for speaker in statement.speakers) else None
    if statement.act == "demand" and camps and camps <= _ASKERS and statement.target == country:
        return None if _TO_OTHERS.search(statement.quote.lower()) else "call"
    return None


def _is_of(speaker: Speaker, country: str, gazetteer: Gazetteer) -> bool:
    """Tell whether nothing says that a speaker is of another country."""
    words = " ".join(filter(None, [speaker.role, speaker.affiliation]))
    return all(mention.code == country for mention in gazetteer.mentions(words))


def _is_recalled(document: Document, statement: Statement) -> bool:
    """Tell whether a promise is of an earlier time than its document, or told of by another in it."""
    if statement.within is not None:
        return True
    published, time = document.published.start, statement.time.end
    return bool(published and time and statement.time.basis == "stated" and time < published)


def _clauses(quote: str) -> list[str]:
    return [clause for part in _CLAUSE.split(quote) if (clause := _LEAD.sub("", part).strip(' “”"‘’,;'))]


def _says_what(clause: str) -> bool:
    terms = terms_of(clause)
    if len(clause.split()) < _FEWEST_WORDS:
        return False
    return any(term[0] in "=#" for term in terms) or sum(terms.values()) >= _ENOUGH


def _commitment(document: Document, statement: Statement, kind: CommitmentKind, clause: str, number: int) -> Commitment:
    made = made_on(document, statement)
    agreements = [one.name for one in statement.instruments if one.kind == "agreement"]
    askers = [speaker.name or speaker.role or "" for speaker in statement.speakers]
    to = ", ".join(filter(None, agreements[:1] if kind == "agreement" else askers if kind == "call" else [])) or None
    return Commitment(
        id=content_id("commitment", "found", statement.id, number),
        kind=kind,
        by=statement.country or "",
        to=to,
        text=clause,
        made=made,
        deadline=_deadline(statement, clause, made),
        rights=statement.rights,
        reference=", ".join(filter(None, askers)) or None if kind == "pledge" else None,
        origin=statement.id,
    )


def made_on(document: Document, statement: Statement) -> str | None:
    """Return when a commitment was made, as exact as known: when the text says that it was asked, else its document."""
    time = statement.time
    if statement.act == "demand" and time.start and time.start == time.end:
        return time.start
    return _as_known(document.published)


def _as_known(when: When) -> str | None:
    if when.start is None:
        return None
    return {"day": when.start, "month": when.start[:7], "year": when.start[:4]}.get(
        when.precision, when.end or when.start
    )


def _deadline(statement: Statement, clause: str, made: str | None) -> str | None:
    """Return the day that the words name, else the time of the statement where that lies in the future."""
    if named := deadline_in(clause, made):
        return named
    time = statement.time
    return time.end if made and time.end and time.start and time.start > made else None


def _ratified(statement: Statement) -> Treaty | None:
    if statement.act not in ("measure-adopted", "event") or not _RATIFIED.search(statement.quote.lower()):
        return None
    treaties = [treaty_of(one.name) for one in statement.instruments if one.kind == "treaty"]
    return treaties[0] if len(treaties) == 1 else None


def _treaty(statement: Statement, treaty: Treaty, country: str) -> Commitment:
    """Return the obligation under a treaty; its id is that of the same one in a list of treaties."""
    return Commitment(
        id=content_id("commitment", "treaty", country, treaty.key),
        kind="treaty",
        by=country,
        to=treaty.instrument.body,
        text=f"State party to the {treaty.instrument.name}",
        made=_as_known(statement.time),
        rights=treaty.rights,
        reference=treaty.key,
        origin=statement.id,
    )


def _without_repeats(found: Iterable[tuple[Statement, Commitment]]) -> Iterator[Commitment]:
    """Yield each commitment but for those that say again what the same speaker said before in the document."""
    seen: dict[tuple[object, ...], list[tuple[frozenset[str], str | None]]] = {}
    ids: set[str] = set()
    for statement, one in found:
        matters = frozenset(term for term in terms_of(one.text) if term[0] in "=#")
        told = seen.setdefault((one.kind, one.by, statement.speakers), [])
        repeats = bool(matters) and any(matters <= old and one.deadline in (None, due) for old, due in told)
        if one.id not in ids and not repeats:
            ids.add(one.id)
            told.append((matters, one.deadline))
            yield one
