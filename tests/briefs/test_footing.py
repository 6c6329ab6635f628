"""What stands on one word: words that documents share, what one speaker cites of another, what nobody says."""

from dataclasses import replace

from tests.briefs.marked import day, document, statement, strip

from onrecord.briefs import Material, render
from onrecord.briefs.view import look
from onrecord.records import Speaker, Stretch

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


def test_a_cited_statement_stands_on_the_word_of_who_cites_it() -> None:
    marked = "[s1 The bar] [u1 says] [c1 that [s2 the mayor] [u2 promised] [c2 better courts]]. "
    marked += "[s3 Hakk] [u3 sees] [c3 none]."
    of = document(marked, published=day("2022-03-02"))
    bar = Speaker(name="The bar", camp="NGO", named=True, collective=True)
    hakk, mayor = (
        Speaker(name="Hakk", camp="media", named=True),
        Speaker(name="the mayor", camp="government", named=True),
    )
    outer = statement(of, 1, (bar,), "justice", stance="regress")
    inner = replace(statement(of, 2, (mayor,), "justice", stance="progress"), within=outer.id)
    made = (outer, inner, statement(of, 3, (hakk,), "justice", stance="regress"))
    view = look(Material(country="XEX", country_name="Exempla", documents=(of[0],), statements=made))
    assert (view.people.total.all.n, view.people.cited.n, view.people.named.n) == (3, 1, 2)
    assert [camp.code for camp in view.people.camps] == ["NGO", "media"]
    assert view.disputed == ()
    cited = next(row for row in view.rows if row.is_cited)
    assert [voice.name for voice in cited.vouching] == ["The bar"]
    for page in (*map(bytes.decode, (render(view, "html"), render(view, "md"))),):
        assert "cited by" in page


def test_a_statement_whose_outer_one_is_not_in_the_brief_is_still_cited() -> None:
    of = document("[s1 The bar] [u1 says] [c1 that [s2 the mayor] [u2 promised] [c2 better courts]].")
    inner = replace(statement(of, 2, (), "justice"), within=statement(of, 1).id)
    view = look(Material(country="XEX", country_name="Exempla", documents=(of[0],), statements=(inner,)))
    assert view.rows[0].outer is None
    assert "cited by another speaker" in render(view, "md").decode()


def test_scare_quotes_are_marked_in_the_source_text() -> None:
    text, marks = strip("The [b:x “elections”] took place. [a1 The law is bad.]")
    ((start, end),) = marks["b", "x"]
    of = document("The “elections” took place. [a1 The law is bad.]")
    shown = (replace(of[0], scare_quotes=(Stretch(start=start, end=end),)), of[1])
    made = statement(shown, 1)
    view = look(Material(country="XEX", country_name="Exempla", documents=(shown[0],), statements=(made,)))
    assert 'data-k="scare quote: nobody’s words in the text">“elections”</span>' in render(view, "html").decode()
    assert text == of[0].text
