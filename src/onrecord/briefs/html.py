"""The brief as one self-contained HTML page: nothing is loaded, the script only helps, and no text becomes markup."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from onrecord.briefs import marks
from onrecord.briefs.billview import say_version
from onrecord.briefs.changes import MOST_SHOWN
from onrecord.briefs.chart import draw
from onrecord.briefs.citing import Piece, Reference, References
from onrecord.briefs.counts import Entry
from onrecord.briefs.earlier import ITEM_KINDS
from onrecord.briefs.held import held_meta
from onrecord.briefs.people import describe
from onrecord.briefs.promises import COLUMNS
from onrecord.briefs.rows import Row, Source, first_words, say_review, trim_marks
from onrecord.briefs.sureness import say_sureness
from onrecord.briefs.view import View
from onrecord.briefs.words import say_date, say_moment, sign, word
from onrecord.records import STANCES, Right, When
from onrecord.reference.rights import entries

COLOURS = {"progress": "#174f76", "regress": "#8a2f0a", "mixed": "#5a3a80", "neutral": "#4b5054"}
"""Colours of stances in a picture, where no stylesheet gives others."""
_WEB_ADDRESS = re.compile(r"https?://[\w.:\[\]-]+(?:[/?#][\w.~!$&'()*+,;=:@%/?#\[\]-]*)?", re.ASCII)


def render(view: View, references: References) -> str:
    """Return the page."""
    css, script = _packaged("brief.css"), _packaged("brief.js")
    return render_template(
        "brief.html.j2", "brief.css", view, references, csp=_policy(css, script), script=Markup(script)
    )


def render_template(
    template: str, style: str, view: View, references: References, again: str = "card", **more: Any
) -> str:
    """Return a page from a template, with a stylesheet in it: both are names of packaged files.

    *again* names the macro for a statement that stands on the page already.
    """
    made = _environment().get_template(template)
    return made.render(
        view=view,
        material=view.material,
        head=view.head,
        chart=draw(view.timeline),
        references=references,
        css=Markup(_packaged(style)),
        rows_of=_by_source(view),
        card=_cards(again),
        index=_grouped(view),
        **more,
    )


def _grouped(view: View) -> dict[str, list[tuple[str, Entry]]]:
    """Group the index by the first part of its labels, as the index of a book is."""
    groups: dict[str, list[tuple[str, Entry]]] = defaultdict(list)
    for entry in view.index:
        group, _, part = entry.label.partition(" · ")
        groups[group].append((part, entry))
    return groups


def _cards(again: str) -> Callable[..., Markup]:
    """Return what writes a statement; each is written once and then repeated wherever it stands.

    Where it comes again, print gives its number and its first words; *again* is the macro that writes it then.
    """
    macros: Any = _environment().get_template("macros.html.j2").make_module()
    written: dict[tuple[int, bool, bool], Markup] = {}
    printed: set[int] = set()

    def card(row: Row, is_short: bool = False) -> Markup:
        key = (row.number, is_short, row.is_provision or row.number in printed)
        printed.add(row.number)
        if key not in written:
            written[key] = (getattr(macros, again) if key[2] else macros.card)(row, *key[1:])
        return written[key]

    return card


def _policy(css: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src '{_digest(css)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(code: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()


def _packaged(name: str) -> str:
    text = resources.files(__package__).joinpath("templates", name).read_text(encoding="utf-8")
    return "\n" + text.strip() + "\n"


def _by_source(view: View) -> dict[int, list[Row]]:
    groups: dict[int, list[Row]] = defaultdict(list)
    for row in view.rows:
        groups[row.source.number].append(row)
    return groups


@cache
def _environment() -> Environment:
    env = Environment(
        loader=PackageLoader("onrecord.briefs"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    env.filters |= {
        "words": marks.words,
        "date": _date,
        "moment": say_moment,
        "review": say_review,
        "cited": _cited,
        "describe": describe,
        "first_words": first_words,
        "sureness": say_sureness,
        "sign": sign,
        "quotable": trim_marks,
        "word": _word,
        "picture": Markup,
    }
    env.globals |= {
        "STANCES": STANCES,
        "COLOURS": COLOURS,
        "COLUMNS": COLUMNS,
        "KINDS": ITEM_KINDS,
        "LONG": word("notes", "long"),
        "MOST": MOST_SHOWN,
        "articles": _articles,
        "by_source": _sources_of,
        "held_meta": held_meta,
        "say_version": say_version,
        "mark_up": _mark_up,
        "web_address": web_address,
    }
    return env


def _finalize(value: Any) -> Any:
    return marks.plain(value) if type(value) is str else value


def _date(when: When) -> str:
    """Return *when* in words that are not parted at line ends."""
    return say_date(when).replace(" ", "\u00a0").replace("\u00a0–\u00a0", " – ")


def _word(code: str, table: str) -> str:
    return word(table, code)


_TAGS = {"italic": "i", "bold": "b", "superscript": "sup"}


def _cited(one: Reference) -> Markup:
    """Write a reference as its list has it; its web address is a link."""
    return Markup("").join(_piece(piece, one.url) for piece in one.entry)


def _piece(piece: Piece, url: str | None) -> Markup:
    before, link, after = piece.text.partition(url) if url else (piece.text, "", "")
    inner = marks.words(before)
    if link:
        inner += Markup('<a class="out" rel="external noopener noreferrer nofollow" href="{0}">{0}</a>').format(link)
        inner += marks.words(after)
    if piece.face == "small-caps":
        return Markup('<span class="caps">{}</span>').format(inner)
    tag = _TAGS.get(piece.face)
    return Markup(f"<{tag}>{{}}</{tag}>").format(inner) if tag else inner


def _sources_of(rows: list[Row]) -> list[tuple[Source, list[Row]]]:
    """Group *rows* by document, in their order."""
    groups: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.source.number].append(row)
    return [(group[0].source, group) for group in groups.values()]


def _articles(code: Right) -> str:
    return " · ".join(
        f"{name} {re.sub(r'(?<=[0-9])-(?=[0-9])', '–', ', '.join(numbers))}"
        for name, numbers in entries()[code].articles.items()
    )


def _mark_up(source: Source, rows: list[Row]) -> Markup:
    return marks.mark_up(source.document, rows)


def web_address(where: str) -> str | None:
    """Return *where* if it is a plain web address that a reader may be offered as a link."""
    return where if _WEB_ADDRESS.fullmatch(where) else None
