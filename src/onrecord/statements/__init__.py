"""Find who says what in a document, and what its author claims."""

from __future__ import annotations

from dataclasses import replace

from onrecord.models import Reader
from onrecord.records import Document, Statement
from onrecord.reference.countries import Gazetteer
from onrecord.statements.finding import MADE_BY, find_statements
from onrecord.statements.nesting import without_own
from onrecord.statements.scares import find_scare_quotes
from onrecord.statements.speakers import resolve
from onrecord.text.spans import unwrap

__all__ = ["MADE_BY", "find", "find_scare_quotes"]


def find(document: Document, reader: Reader, gazetteer: Gazetteer) -> tuple[Statement, ...]:
    """Find the statements of *document* and who makes them, in reading order; labels are left open.

    Args:
        document: in English; what is marked as boilerplate is not read.
        reader: the fine-tuned encoder.
        gazetteer: the countries that a speaker may speak for.
    """
    found = find_statements(document, reader)
    resolved = resolve(replace(document, text=unwrap(document.text)), found, gazetteer)
    return without_own(document.text, resolved)
