"""What stands around a statement: laws as sources, texts of laws, words that point back, offices that judge others."""

import pytest
from tests.labels.labelled import make_document, make_test_view
from tests.labels.test_decisions import label

from onrecord.labels.contexts import points_back, provision_of, rights_around, rights_near
from onrecord.labels.provisions import legal_text
from onrecord.records import Speaker

POLICE = Speaker(name=None, role="police", camp="government", collective=True)

CLAUSES = "".join(f"Article {n}\nThe organiser shall notify the council of rule {n}.\n" for n in range(1, 7))


@pytest.mark.parametrize(
    ("title", "body", "kind"),
    [
        ("Bill No. 7 on Peaceful Assemblies", CLAUSES, "measure-proposed"),
        ("Draft Law on Associations", CLAUSES, "measure-proposed"),
        ("Law on Associations", CLAUSES, "measure-adopted"),
        ("Bill on assemblies worries lawyers", "It has two articles. Article 1 is short.", None),
        ("Kenya changes its law", CLAUSES, None),
    ],
)
def test_the_text_of_a_law_is_told_from_news_about_it(title: str, body: str, kind: str | None) -> None:
    assert legal_text(make_document(f"{title}\n\n{body}")) == kind


@pytest.mark.parametrize(
    ("marked", "kind"),
    [
        ("⟦Article 7 of the draft⟧ ‹would oblige› «every charity to name its donors».", "measure-proposed"),
        ("⟦The new law⟧ ‹obliges› «every charity to name its donors».", "measure-adopted"),
        ("⟦The law professor⟧ ‹said› «charities must name their donors».", None),
        ("⟦The minister⟧ ‹said› «charities must name their donors».", None),
    ],
)
def test_a_law_that_speaks_is_a_measure(marked: str, kind: str | None) -> None:
    found = provision_of(make_test_view(marked))
    assert (found and found[0]) == kind


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("⟦The union⟧ ‹demanded› «their release».", True),
        ("⟦The council⟧ ‹asked› «that Article 12 be struck out».", True),
        ("⟦The firm⟧ ‹said› «it was looking for a buyer».", False),
        ("⟦The council⟧ ‹said› «journalists are free».", False),
    ],
)
def test_a_content_can_point_back(marked: str, expected: bool) -> None:
    assert points_back(make_test_view(marked)) is expected


def test_what_is_pointed_at_is_named_in_the_paragraph() -> None:
    view = make_test_view("Police in Kenya detained two journalists on Friday. ⟦The union⟧ ‹condemned› «the decision».")
    assert {code for code, _ in rights_around(view)} == {"expression", "liberty"}


@pytest.mark.parametrize(
    ("marked", "speaker", "act", "stance"),
    [
        ("⟦Police⟧ ‹said› «the woman was an alleged leader of rebels in Kenya».", POLICE, None, "neutral"),
        ("Kenya. ⟦The court⟧ ‹ordered› «the release of 40 demonstrators».", POLICE, "event", "progress"),
        ("Kenya. ⟦The guild⟧ ‹said› «“We condemn the arrest of the reporters.”»", None, None, "regress"),
        ("Kenya. ⟦Its friends⟧ ‹accused› «the protesters of serving foreign powers».", None, None, "neutral"),
        ("In Kenya, «the draft falls short of international standards».", None, None, "regress"),
        ("«She studied law in Kenya and finished in 1995.»", None, "other", "neutral"),
    ],
)
def test_who_speaks_and_of_whom(marked: str, speaker: Speaker | None, act: str | None, stance: str) -> None:
    statement = label(marked, speaker=speaker)
    assert statement.stance == stance
    assert act is None or statement.act == act


@pytest.mark.parametrize(
    ("marked", "start"),
    [
        ("«Kenya abolished prior censorship and will close two prisons by the end of 2031.»", None),
        ("«The former minister of Kenya was arrested on Friday last week.»", "2021-12-31"),
        ("⟦The council⟧ ‹called on› «Kenya to answer at the next dialogue in March».", "2022-03-01"),
    ],
)
def test_times_fit_the_deed(marked: str, start: str | None) -> None:
    assert label(marked, published="2022-01-07").time.start == start


def test_a_cue_reaches_to_the_content_that_follows_closely() -> None:
    marked = (
        "⟦The assembly⟧ ‹adopted a resolution› on 11 February 2021 calling on «Kenya to end its violations of rights»."
    )
    found = label(marked)
    assert found.act == "demand"
    assert found.time.start == "2021-02-11"


@pytest.mark.parametrize(
    ("marked", "named"),
    [
        ("The rally was banned. «It had been announced in March.»", {"assembly": "rally"}),
        ("«Nobody answered.» The newspaper was closed.", {"expression": "newspaper"}),
        ("The rally was banned.\n\n«Nobody answered.»", {}),
        ("«The rally was banned.»", {}),
    ],
)
def test_the_sentences_beside_a_statement_name_rights(marked: str, named: dict[str, str]) -> None:
    assert rights_near(make_test_view(marked)) == named
