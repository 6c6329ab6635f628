"""A person who corrects consistently teaches the labels what they mean; the fit is undone without a trace."""

from collections.abc import Iterator

import pytest
from tests.dossier import samples

from onrecord import labels, pipeline
from onrecord.dossier import Dossier, fits, reviews, verify
from onrecord.dossier.reviews import Changes, Decision
from onrecord.dossier.vectors import quantise, restore
from onrecord.errors import SettingsError
from onrecord.labels.assigner import unlabelled
from onrecord.records import Fit, Statement
from onrecord.reference.countries import Gazetteer

NOW, LATER = "2024-06-01T10:00:00Z", "2024-06-02T10:00:00Z"
WHO = ("The herders", "Families of the valley", "Shepherds near the lake", "The mountain villages", "Nomads")
WHAT = ("lost their summer pastures", "were cut off from the grazing land", "may not water their flocks any more",
        "found the meadows fenced in", "had to sell their sheep and horses")  # fmt: skip
WHY = ("when the mine was opened", "after the dam was built", "because of the new road")
OTHERS = (
    "The court sentenced the editor to three years in prison.",
    "Police beat several protesters in the square.",
    "Parliament adopted a law on domestic violence.",
    "The price of cotton rose in spring.",
)
TAUGHT = 10
"""Documents that are reviewed, four statements on pastures each."""


def sentences() -> list[list[str]]:
    """Documents of five sentences: four on pastures, which the user holds to be about minorities, and another."""
    every = [f"{who} {what} {why}." for why in WHY for what in WHAT for who in WHO]
    return [[*every[n::15][:4], OTHERS[n % 4]] for n in range(15)]


def keep(dossier: Dossier, rows: list[str], name: str) -> list[Statement]:
    """Keep a document whose sentences are claims of its author, labelled by the heads in use."""
    blob, document = samples.make_document(" ".join(rows), name, title=name)
    bare = [samples.make_statement(document, row) for row in rows]
    heads = pipeline.load_tools((), pipeline.heads_in_use(dossier)).heads
    vectors = restore(quantise(pipeline.load_tools().embedder.embed(rows)))
    labelled = labels.assign(document, bare, vectors, heads, Gazetteer())
    dossier.keep(blob, document, labelled, vectors)
    return list(labelled)


def is_on_pastures(statement: Statement) -> bool:
    return statement.quote not in OTHERS


@pytest.fixture
def taught(dossier: Dossier) -> Iterator[Dossier]:
    for n, rows in enumerate(sentences()):
        found = keep(dossier, rows, f"{n:02}.txt")
        asked = [
            Decision(statement=s.id, decision="corrected", by="Ana", changes=Changes(rights=("equality",)))
            if is_on_pastures(s)
            else Decision(statement=s.id, decision="confirmed", by="Ana")
            for s in found
        ]
        if n < TAUGHT:
            reviews.review(dossier, asked, NOW)
    yield dossier


def figure(fit: Fit, label: str) -> tuple[float, float]:
    one = next(m for m in fit.measures if m.label == label)
    assert one.before is not None and one.after is not None
    return one.before, one.after


def test_forty_corrections_teach_a_rule_and_undoing_restores_every_label(taught: Dossier) -> None:
    before = list(taught.statements())
    new_ones = [s for s in before if s.review == "machine" and is_on_pastures(s)]
    assert sum(s.rights == ("equality",) for s in new_ones) < len(new_ones) / 2
    fit = pipeline.fit_labels(taught, now=LATER)
    was, becomes = figure(fit, "rights")
    assert becomes > was + 0.1
    after = list(taught.statements())
    learnt = [s for s in after if s.review == "machine" and is_on_pastures(s)]
    assert sum("equality" in s.rights for s in learnt) >= 0.8 * len(learnt)
    assert [s for s in after if s.review != "machine"] == [s for s in before if s.review != "machine"]
    others = [s for s in after if not is_on_pastures(s)]
    assert others and not any("equality" in s.rights for s in others)
    assert fit.relabelled == sum(
        (set(a.rights), a.act, a.stance) != (set(b.rights), b.act, b.stance) for a, b in zip(before, after, strict=True)
    )
    assert verify(taught) == []
    assert pipeline.undo_labels(taught, now=LATER).id == fit.id
    assert list(taught.statements()) == before
    assert fits.own_heads(taught) is None and fits.fits(taught)[0].undone_at == LATER
    assert verify(taught) == []


def test_the_same_reviews_give_the_same_heads(taught: Dossier) -> None:
    pipeline.fit_labels(taught, now=LATER)
    first = fits.own_heads(taught)
    pipeline.undo_labels(taught, now=LATER)
    pipeline.fit_labels(taught, now=LATER)
    again = fits.own_heads(taught)
    assert first and again and first.heads == again.heads


def test_what_is_read_after_a_fit_is_read_with_its_heads_and_relabelled_when_it_is_undone(taught: Dossier) -> None:
    fresh = ["Beekeepers lost the meadows of their hives when the quarry was opened."]
    shipped = keep(taught, fresh, "before.txt")[0]
    fit = pipeline.fit_labels(taught, now=LATER)
    fitted = taught.statement(shipped.id)
    late = keep(taught, [*fresh, "It rained."], "after.txt")[0]
    assert set(late.rights) == set(fitted.rights)
    pipeline.undo_labels(taught, now=LATER)
    assert taught.statement(shipped.id) == shipped
    assert taught.statement(late.id).rights == shipped.rights
    assert fit.parent is None


def test_a_review_taken_back_after_a_fit_shows_what_the_fitted_heads_say(taught: Dossier) -> None:
    one = next(s for s in taught.statements() if s.review == "corrected")
    pipeline.fit_labels(taught, now=LATER)
    reviews.review(taught, [Decision(statement=one.id, decision="undone", by="Ana")], LATER)
    assert taught.statement(one.id).review == "machine"
    assert "equality" in taught.statement(one.id).rights
    pipeline.undo_labels(taught, now=LATER)
    heads, stored = labels.load_heads(), fits.stored_statements(taught, one.document)
    at = [s.statement.id for s in stored[0]].index(one.id)
    bare = unlabelled(stored[0][at].statement)
    (expected,) = labels.assign(taught.document(one.document), [bare], stored[1][at : at + 1], heads, Gazetteer())
    assert taught.statement(one.id) == expected


def test_an_interrupted_fit_leaves_the_dossier_as_it_was(taught: Dossier) -> None:
    before = samples.contents(taught)
    seen: list[str] = []

    def stop(name: str) -> None:
        seen.append(name)
        if len(seen) == 8:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pipeline.fit_labels(taught, now=LATER, tell=stop)
    assert samples.contents(taught) == before
    assert fits.fits(taught) == [] and fits.own_heads(taught) is None
    assert verify(taught) == []


def test_too_few_reviews_and_no_fit_to_undo_are_said(dossier: Dossier) -> None:
    found = keep(dossier, sentences()[0], "one.txt")
    reviews.review(dossier, [Decision(statement=found[0].id, decision="confirmed", by="Ana")], NOW)
    with pytest.raises(SettingsError, match="a fit takes 5"):
        pipeline.fit_labels(dossier, now=LATER)
    with pytest.raises(SettingsError, match="no fit to undo"):
        pipeline.undo_labels(dossier, now=LATER)


def test_few_reviews_of_few_documents_are_warned_of(dossier: Dossier) -> None:
    for n, rows in enumerate(sentences()[:2]):
        asked = [Decision(statement=s.id, decision="confirmed", by="Ana") for s in keep(dossier, rows, f"{n}.txt")]
        reviews.review(dossier, asked, NOW)
    fit = pipeline.fit_labels(dossier, now=LATER)
    assert any(w.startswith("Only 10 reviews") for w in fit.warnings)
    assert any("of 2 documents" in w for w in fit.warnings)


def test_heads_fitted_from_other_shipped_heads_are_not_used(taught: Dossier) -> None:
    pipeline.fit_labels(taught, now=LATER)
    assert pipeline.heads_in_use(taught) is not None
    taught.connection.execute("UPDATE fits SET base = 'of an earlier version'")
    assert pipeline.heads_in_use(taught) is None
    assert fits.own_heads(taught) is not None
