"""What is known of a brief that was written before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.records import Span

ItemKind = Literal["document", "statement", "finding", "commitment", "figure"]
ITEM_KINDS: tuple[ItemKind, ...] = ("document", "statement", "finding", "commitment", "figure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A thing that a brief held.

    *digest* is of the whole record. *states* are the codes that a reader wants to know of when they change: stance,
    act and review of a statement; kind and review of a finding; of both, that they are rebutted; status and a person's
    verdict on a commitment; the verdict on a figure. *says* is the sentence that the brief printed of a finding, a
    commitment or a figure, and the title of a document; a statement has the *spans* of its content in its *document*
    instead.
    """

    kind: ItemKind
    id: str
    digest: str
    states: tuple[str, ...] = ()
    says: str = ""
    document: str | None = None
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A brief that was written before: its id in the dossier, when, and what it held."""

    id: str
    at: str
    items: tuple[Item, ...]
