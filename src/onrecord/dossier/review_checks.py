"""What a person can say of a statement, and what would be nonsense."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, TypedDict, get_args

from onrecord.dossier.effects import is_within
from onrecord.errors import SettingsError
from onrecord.records import (
    ACTS,
    CAMPS,
    RIGHTS,
    STANCES,
    Act,
    Basis,
    DeclaredCountry,
    Document,
    Instrument,
    InstrumentKind,
    Mode,
    Precision,
    Quantity,
    Right,
    Span,
    Speaker,
    Stance,
    Statement,
    Voice,
    When,
)
from onrecord.reference.countries import built_in

SPANS = ("source", "cue", "content")


class Changes(TypedDict, total=False):
    """The values that a person gives; those left out stay as they are. Spans are of the document's frozen text."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    speakers: tuple[Speaker, ...]
    rights: tuple[Right, ...]
    act: Act
    stance: Stance
    hedged: bool
    target: str | None
    time: When
    voice: Voice
    mode: Mode | None
    country: str | None
    instruments: tuple[Instrument, ...]
    figures: tuple[Quantity, ...]


def completed(statement: Statement, changes: Changes) -> dict[str, Any]:
    """Return *changes* with what follows from them: an author has no source, who has one is no author.

    Figures and instruments that the new content does not touch are not part of what is said any more.
    """
    out: dict[str, Any] = dict(changes)
    if changes.get("voice") == "author":
        out |= {"source": (), "cue": (), "speakers": (), "mode": None}
    elif statement.voice == "author" and "voice" not in changes and (changes.get("source") or changes.get("speakers")):
        out["voice"] = "attributed"
    if "content" in changes:
        out.setdefault("figures", tuple(f for f in statement.figures if is_within(f.span, changes["content"])))
        inside = (i for i in statement.instruments if any(is_within(span, changes["content"]) for span in i.spans))
        out.setdefault("instruments", tuple(inside))
    return out


def trimmed(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return stretches that a person selected, in order, without blanks at their ends; those that touch are one."""
    out: list[Span] = []
    for start, end in sorted(spans):
        words = text[max(start, 0) : end]
        begin = max(start, 0) + len(words) - len(words.lstrip())
        stop = begin + len(words.strip())
        if begin >= stop:
            continue
        if out and begin <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], stop))
        else:
            out.append((begin, stop))
    return tuple(out)


def check_changes(changes: Changes, document: Document, key: str, declared: Sequence[DeclaredCountry] = ()) -> None:
    """Check that *changes* can be said of the statement *key* of *document*.

    Raises:
        SettingsError: at the first that cannot.
    """
    given: Mapping[str, Any] = changes
    modes = (*get_args(Mode), None)
    for name, allowed in (("act", ACTS), ("stance", STANCES), ("voice", get_args(Voice)), ("mode", modes)):
        if name in given and given[name] not in allowed:
            raise _unknown(name, str(given[name]), [str(one or "none") for one in allowed], key)
    rights = changes.get("rights", ())
    for code in rights:
        if code not in RIGHTS or rights.count(code) > 1:
            raise _unknown("right", code, RIGHTS, key)
    for name in SPANS:
        if name in given:
            _check_spans(name, given[name], document.text, key)
    if "content" in changes and not trimmed(document.text, changes["content"]):
        raise SettingsError("a statement without content says nothing.", where=key, do="reject it instead")
    _check_voice(changes, key)
    _check_speakers(changes.get("speakers", ()), key)
    _check_where(changes, key, declared)
    _check_time(changes.get("time"), key)
    _check_mentions(changes, document.text, key)


def _check_voice(changes: Changes, key: str) -> None:
    if changes.get("voice") == "author" and any(changes.get(name) for name in ("source", "cue", "speakers", "mode")):
        what = "what the author says has no source, cue or speaker in the text."
        raise SettingsError(what, where=key, do="leave them out, or say that it is attributed")


def _check_speakers(speakers: Sequence[Speaker], key: str) -> None:
    for one in speakers:
        if one.camp not in CAMPS:
            raise _unknown("camp", one.camp, CAMPS, key)
        if one.named and not (one.name or "").strip():
            raise SettingsError("a named speaker has a name.", where=key, do="give it, or say the speaker is not named")
        if one.name is not None and not one.named:
            what = f"this speaker has a name and is said to have none: {one.name}"
            raise SettingsError(what, where=key, do="leave the name out for somebody who stays anonymous")
    if len(set(speakers)) < len(speakers):
        raise SettingsError("a speaker is given twice.", where=key, do="give each once")


def _check_where(changes: Changes, key: str, declared: Sequence[DeclaredCountry]) -> None:
    country = changes.get("country")
    if country is not None and country not in {c.code for c in built_in()} | {c.code for c in declared}:
        do = "give its ISO 3166-1 alpha-3 code, or declare it: onrecord countries add"
        raise SettingsError(f"no country has this code: {country}", where=key, do=do)
    if (target := changes.get("target")) is not None and not target.strip():
        raise SettingsError("a target without a name is none.", where=key, do="give its name, or none")


def _check_time(time: When | None, key: str) -> None:
    if time is None:
        return
    if time.precision not in get_args(Precision) or time.basis not in get_args(Basis):
        raise _unknown("precision or basis", f"{time.precision}, {time.basis}", get_args(Precision), key)
    days = [_day(day, key) for day in (time.start, time.end) if day is not None]
    if days != sorted(days) or (time.precision == "unknown") != (not days):
        do = "give a first and a last day, in this order, or unknown"
        raise SettingsError(f"this is no time: {time.start} to {time.end}, {time.precision}", where=key, do=do)


def _day(day: str, key: str) -> date:
    try:
        return date.fromisoformat(day)
    except ValueError as exc:
        raise SettingsError(f"this is no day: {day}", where=key, do="write YYYY-MM-DD") from exc


def _check_mentions(changes: Changes, text: str, key: str) -> None:
    for instrument in changes.get("instruments", ()):
        if instrument.kind not in get_args(InstrumentKind):
            raise _unknown("kind of instrument", instrument.kind, get_args(InstrumentKind), key)
        if not instrument.name.strip() or not instrument.spans:
            what = "an instrument has a name, and stands somewhere in the text."
            raise SettingsError(what, where=key, do="give its name and where it is mentioned")
        _check_spans("instrument", instrument.spans, text, key)
    for figure in changes.get("figures", ()):
        _check_spans("figure", [figure.span], text, key)


def _unknown(name: str, value: str, allowed: Iterable[str], key: str) -> SettingsError:
    return SettingsError(f"this is no {name}, or it is given twice: {value}", where=key, do=f"of {', '.join(allowed)}")


def _check_spans(name: str, spans: Sequence[Span], text: str, key: str) -> None:
    is_inside = all(0 <= start < end <= len(text) for start, end in spans)
    if not is_inside or any(first[1] > second[0] for first, second in pairwise(spans)):
        what = f"the {name} is not made of stretches of the text, in its order."
        raise SettingsError(what, where=key, do=f"give START-END of its {len(text)} characters")
