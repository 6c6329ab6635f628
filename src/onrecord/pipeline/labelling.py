"""Fit label heads to a dossier's reviews, and take that back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from onrecord import labels
from onrecord.dossier import Dossier, fits, reviews
from onrecord.errors import SettingsError
from onrecord.labels.assigner import look, unlabelled
from onrecord.labels.heads import read_heads, shipped_heads, write_heads
from onrecord.labels.refit import Example, refit
from onrecord.labels.samples import load_sample
from onrecord.pipeline.reading import heads_in_use
from onrecord.records import Fit, content_id, sha256_hex
from onrecord.reference.countries import Gazetteer

FEWEST_REVIEWS = 5
"""Labels of fewer reviewed statements teach nothing."""


def fit_labels(dossier: Dossier, *, now: str, tell: Callable[[str], None] = lambda _: None) -> Fit:
    """Fit the label heads to the dossier's reviews and label every statement anew: all of it, or nothing.

    Reviewed statements keep the labels that they show.

    Args:
        dossier: open for writing.
        now: ISO 8601 moment.
        tell: told the name of each document as it is labelled, for a progress bar.

    Raises:
        SettingsError: fewer than `FEWEST_REVIEWS` statements have a rights, act or stance that a person spoke for.
    """
    gazetteer = Gazetteer(dossier.declared_countries())
    parent, shipped = fits.own_heads(dossier), shipped_heads()
    with dossier.snapshot():
        examples = list(_examples(dossier, gazetteer))
    if len(examples) < FEWEST_REVIEWS:
        what = f"{len(examples)} statements have a reviewed right, act or stance; a fit takes {FEWEST_REVIEWS}."
        raise SettingsError(what, where=str(dossier.path), do="confirm or correct more: onrecord review")
    found = refit(labels.load_heads(), load_sample(), examples)
    data = write_heads(found.heads)
    fit = Fit(
        id=content_id("fit", len(fits.fits(dossier)), now, sha256_hex(data)),
        made_at=now,
        parent=parent.fit if parent else None,
        reviews=len(examples),
        documents=len({example.group for example in examples}),
        measures=found.measures,
        statements=0,
        relabelled=0,
        warnings=found.warnings,
    )
    with dossier.transaction() as db:
        number = fits.put_fit(db, fit, sha256_hex(shipped), data)
        counts = [
            (size, _label_again(dossier, document, read_heads(data), gazetteer, tell, fit=number))
            for document, size in fits.documents_with_statements(dossier)
        ]
        fit = replace(fit, statements=sum(size for size, _ in counts), relabelled=sum(n for _, n in counts))
        fits.finish_fit(db, number, fit)
    return fit


def undo_labels(dossier: Dossier, *, now: str, tell: Callable[[str], None] = lambda _: None) -> Fit:
    """Take the last fit back: every statement gets the labels that it had, those read since the heads' before it.

    Raises:
        SettingsError: there is none.
    """
    gazetteer = Gazetteer(dossier.declared_countries())
    with dossier.transaction():
        fit, last = fits.undo_fit(dossier, now)
        own = heads_in_use(dossier)
        heads = labels.load_heads() if own is None else read_heads(own)
        for document, _ in fits.documents_with_statements(dossier):
            _label_again(dossier, document, heads, gazetteer, tell, after=last)
    return fit


def _examples(dossier: Dossier, gazetteer: Gazetteer) -> Iterator[Example]:
    """Yield the reviewed statements whose rights, act or stance a person spoke for."""
    spoken = reviews.vouched(dossier)
    about = {s.review.statement: s.review.document for s in reviews.standing(dossier) if not s.is_conflict}
    for document in sorted({about[key] for key in spoken if key in about}):
        stored, vectors = fits.stored_statements(dossier, document)
        chosen = [n for n, one in enumerate(stored) if spoken.get(one.statement.id, frozenset()) & _LEARNT]
        seen = look(dossier.document(document), [stored[n].statement for n in chosen], gazetteer)
        for n, one in zip(chosen, seen, strict=True):
            said = {name: getattr(stored[n].statement, name) for name in spoken[stored[n].statement.id] & _LEARNT}
            yield Example(seen=one, vector=vectors[n], **said)


_LEARNT = frozenset({"rights", "act", "stance"})


def _label_again(
    dossier: Dossier,
    document_id: str,
    heads: labels.Heads,
    gazetteer: Gazetteer,
    tell: Callable[[str], None],
    *,
    fit: int | None = None,
    after: int = 0,
) -> int:
    """Label a document's statements in rows *after* one with *heads*; return how many look otherwise now."""
    stored, vectors = fits.stored_statements(dossier, document_id)
    chosen = [n for n, one in enumerate(stored) if one.number > after]
    document = dossier.document(document_id)
    bare = [unlabelled(stored[n].machine) for n in chosen]
    labelled = labels.assign(document, bare, vectors[chosen], heads, gazetteer)
    tell(document.title or document.id)
    return fits.relabel(dossier, fit, document, [stored[n] for n in chosen], labelled)
