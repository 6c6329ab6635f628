"""When a statement is about: the time that its words give, resolved against the day of publication."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.labels.instruments import Mention
from onrecord.labels.times import Moment, choose, find_times
from onrecord.labels.views import View
from onrecord.records import UNKNOWN_TIME, When

_DONE = ("measure-adopted", "event")
"""What has been done was done by the day of publication."""
_SPEECH_ACTS = ("demand", "pledge", "commitment")
_IN_FORCE = re.compile(r"\b(?:enters?|comes?) into force\b|\btakes? effect\b")
_NAMES = ("law", "bill", "code", "treaty", "agreement", "resolution")


def time_of(view: View, act: str, mentions: Sequence[Mention]) -> When:
    """Return when the statement is about: by its content; for what is said to be done by saying it, by its sentence.

    A year that belongs to a name ("the Assembly Act of 1999") does not count.
    """
    published = view.page.document.published
    inside = [t for t in find_times(view.text, view.statement.content, published) if not _is_in_name(view, t, mentions)]
    inside.sort(key=lambda t: _is_beside(view.text, t))
    if inside or act not in _SPEECH_ACTS:
        done = choose(inside, published.start) if act in _DONE else UNKNOWN_TIME
        is_dated = act not in _DONE or _IN_FORCE.search(view.statement.quote)
        return choose(inside) if done == UNKNOWN_TIME and is_dated else done
    around = find_times(view.text, [view.sentence], published)
    return choose([t for t in around if not _is_in_name(view, t, mentions)])


_BESIDE = re.compile(
    r"\b(?:than (?:in )?|compared (?:with|to) (?:in )?|(?:lowest|highest|worst|best|first)\b[^,.;]{0,20} "
    r"|up from[^,.;]* |of the |as in )$"
)


def _is_beside(text: str, moment: Moment) -> bool:
    """Tell a time that the statement's own is set against: "higher than in 2019", "the lowest since 1992"."""
    return bool(_BESIDE.search(text[max(0, moment.span[0] - 50) : moment.span[0]]))


def _is_in_name(view: View, moment: Moment, mentions: Sequence[Mention]) -> bool:
    start = moment.span[0]
    is_year = moment.when.precision == "year"
    return any(
        m.span[0] <= start < m.span[1]
        or (is_year and m.span[1] <= start and view.text[m.span[1] : start] in (" of ", " ", " ("))
        for m in mentions
        if m.kind in _NAMES
    )
