"""Words that several documents share are one witness."""

from tests.briefs.marked import day, document, statement

from onrecord.briefs import Material
from onrecord.briefs.view import look
from onrecord.records import Speaker

WORDS = "nobody was warned before the square was cleared by the police"


def test_the_same_words_in_two_documents_are_one_line_led_by_the_earlier_document() -> None:
    late = document(f"The Courier: [a1 {WORDS}] and more.", published=day("2022-03-02"))
    early = document(f"The Ledger: [a1 {WORDS.capitalize()}!]", published=day("2022-03-01"))
    other = document("The Herald: [a1 the law is as good as any other law in the world].", published=day("2022-03-03"))
    made = [statement(of, 1) for of in (late, early, other)]
    documents = tuple(of[0] for of in (late, early, other))
    view = look(
        Material(country="XEX", country_name="Exempla", documents=documents, statements=tuple(made), intake=None)
    )
    (line,) = view.footing.shared
    assert (line.rows.n, line.documents.n) == (2, 2)
    assert line.first.source.document is early[0]


def test_few_words_may_be_alike_by_chance() -> None:
    two = [document(f"{name}: [a1 The law is bad.]") for name in ("One", "Two")]
    made = tuple(statement(of, 1) for of in two)
    view = look(Material(country="XEX", country_name="Exempla", documents=tuple(d for d, _ in two), statements=made))
    assert view.footing.shared == ()


def test_what_nobody_is_known_to_say_disputes_nothing() -> None:
    marked = "[s1 The mayor] [u1 says] [c1 the courts are better]. [u2 It is said] that [c2 the courts are worse]."
    of = document(marked, published=day("2022-03-02"))
    mayor = Speaker(role="mayor", camp="government")
    made = (
        statement(of, 1, (mayor,), "justice", stance="progress"),
        statement(of, 2, (), "justice", stance="regress"),
    )
    view = look(Material(country="XEX", country_name="Exempla", documents=(of[0],), statements=made))
    assert view.disputed == ()
