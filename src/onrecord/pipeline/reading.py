"""Read one input: bytes, text, statements, speakers, labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from onrecord import documents, labels, statements
from onrecord.dossier import Dossier, fits
from onrecord.dossier.descriptions import filled
from onrecord.dossier.vectors import quantise, restore
from onrecord.labels.heads import read_heads, shipped_heads
from onrecord.models import Embedder, Reader, load_embedder, load_reader
from onrecord.records import Blob, DeclaredCountry, Document, Issue, Statement, content_id, make_issue, sha256_hex
from onrecord.reference.countries import Gazetteer

READABLE_LANGUAGES = frozenset({"en"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What reading needs besides the bytes: the models, and the countries it may find."""

    reader: Reader
    embedder: Embedder
    heads: labels.Heads
    gazetteer: Gazetteer


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One document and what was found in it; *vectors* is `(n_statements, 384) float32`, rows of length 1."""

    blob: Blob
    document: Document
    statements: tuple[Statement, ...]
    vectors: NDArray[np.float32]
    issues: tuple[Issue, ...]


@cache
def load_tools(declared: tuple[DeclaredCountry, ...] = (), own_heads: bytes | None = None) -> Tools:
    """Load the models and the gazetteer; the second call in a process costs nothing.

    Args:
        declared: a dossier's own countries.
        own_heads: a dossier's own label heads; None for the shipped ones.

    Raises:
        ModelError: a model file is missing or damaged.
    """
    heads = labels.load_heads() if own_heads is None else read_heads(own_heads)
    return Tools(reader=load_reader(), embedder=load_embedder(), heads=heads, gazetteer=Gazetteer(declared))


def read(blob: Blob, tools: Tools) -> Reading:
    """Read one input: freeze its text, find its statements, resolve speakers, assign labels.

    Raises:
        Refusal: the input is not taken in; the error says why.
    """
    taken = documents.read(blob, tools.gazetteer)
    document = taken.document
    if not is_readable(document):
        return Reading(blob=blob, document=document, statements=(), vectors=_no_vectors(), issues=taken.issues)
    known = filled(document, (blob.described,) if blob.described else ())
    found = statements.find(known, tools.reader, tools.gazetteer)
    document = replace(document, scare_quotes=statements.find_scare_quotes(document, found))
    # Labels are given from the vectors as a dossier keeps them, so that they can be given again from there.
    vectors = restore(quantise(tools.embedder.embed([statement.quote for statement in found])))
    labelled = labels.assign(known, found, vectors, tools.heads, tools.gazetteer)
    issues = (*taken.issues, *_silence(blob, document, labelled))
    return Reading(blob=blob, document=document, statements=labelled, vectors=vectors, issues=issues)


def is_readable(document: Document) -> bool:
    """Tell whether the models know the document's language; an undetermined one is tried."""
    return document.language in READABLE_LANGUAGES | {"und"}


def reader_of(document: Document, declared: tuple[DeclaredCountry, ...]) -> str:
    """Return the name of a reading of *document*: what reads, its version and, by their hash, the declared countries.

    Another reader, or a country declared since, gives another name: what stands under the old one can be read again.
    """
    if not is_readable(document):
        return ""
    return statements.MADE_BY + (f" @{content_id(declared)[:8]}" if declared else "")


def _no_vectors() -> NDArray[np.float32]:
    return np.zeros((0, 384), dtype=np.float32)


def _silence(blob: Blob, document: Document, found: Sequence[Statement]) -> tuple[Issue, ...]:
    if found:
        return ()
    what = "Nothing that anybody says about rights was found in this document."
    do = "look at its text: it may be a list, a form or a table"
    return (make_issue("no-statements", "statements", what, blob.name, do, document.id),)


def heads_in_use(dossier: Dossier) -> bytes | None:
    """Return the dossier's own label heads; None where the shipped ones are in use.

    Heads that were fitted from other shipped heads than these are of an earlier version, which saw texts otherwise:
    they are not used until they are fitted again.
    """
    own = fits.own_heads(dossier)
    return own.heads if own and own.base == sha256_hex(shipped_heads()) else None
