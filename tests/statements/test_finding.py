import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.models import load_reader
from onrecord.records import Document, Marked, Statement, cut, sha256_hex
from onrecord.statements import finding
from onrecord.statements.finding import find_statements


def read(text: str, boilerplate: tuple[Marked, ...] = ()) -> list[Statement]:
    key = sha256_hex(text.encode())
    document = Document(
        id=key[:20], sha256=key, text_sha256=key, media_type="text/plain", text=text, boilerplate=boilerplate
    )
    return list(find_statements(document, load_reader()))


def said(text: str) -> list[tuple[str, str, str]]:
    """Return source, cue and content of what others say, as words."""
    return [(cut(text, s.source), cut(text, s.cue), s.quote) for s in read(text) if s.voice == "attributed"]


CASES = [
    (
        "The minister said that the new law would be changed before the end of the year.",
        ("The minister", "said", "that the new law would be changed before the end of the year"),
    ),
    (
        "“Torture is still common in our prisons,” said Ana Belin, a lawyer.",
        ("Ana Belin, a lawyer", "said", "“Torture is still common in our prisons,”"),
    ),
    (
        "“We will close the camps,” the president said, “and free the prisoners.”",
        ("the president", "said", "“We will close the camps,” […] “and free the prisoners.”"),
    ),
    (
        "The draft code would restrict the freedom of assembly, according to the Helsinki Group.",
        ("the Helsinki Group", "according to", "The draft code would restrict the freedom of assembly"),
    ),
    (
        "He added: “Nobody has been punished for the killings.”",
        ("He", "added", "“Nobody has been punished for the killings.”"),
    ),
    (
        "The groups fear that journalists will be arrested under the new rules.",
        ("The groups", "fear", "that journalists will be arrested under the new rules"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_source_cue_and_content_are_found(text: str, expected: tuple[str, str, str]) -> None:
    assert [(s, c.rstrip(":"), q) for s, c, q in said(text)] == [expected]


@pytest.mark.parametrize("marks", ["“”", '""', "«»", "‘’"])
def test_the_style_of_quotation_marks_does_not_matter(marks: str) -> None:
    quote = f"{marks[0]}The court was not independent, and the trial was not fair,{marks[1]}"
    assert [q for _, _, q in said(f"{quote} said Josef Marn, who watched the trial.")] == [quote]


def test_an_unclosed_quotation_mark_switches_nothing_off_further_down() -> None:
    rest = "\n\nThe ombudsman said that prisons were overcrowded.\n\n“The law is unjust,” said Karla Voss."
    for opening in ("“", '"', "‘", "«", ""):
        found = said(f"The mayor called the plan {opening}a fresh start and went home.{rest}")
        assert ("The ombudsman", "said", "that prisons were overcrowded") in found
        assert ("Karla Voss", "said", "“The law is unjust,”") in found


def test_a_quotation_over_paragraphs_is_one_statement() -> None:
    text = (
        "The director said: “The law is bad.\n\n“It should be repealed at once.”\n\nThe minister said that he agreed."
    )
    first, second = [s for s in read(text) if s.voice == "attributed"]
    assert first.quote == "“The law is bad. […] “It should be repealed at once.”"
    assert first.mode == "direct"
    assert second.mode == "indirect"


def test_the_authors_claims_are_found_and_kept_apart() -> None:
    text = (
        "New law in Norland\n\nNorland last year adopted a law on assemblies, though permits are still refused."
        "\n\nThe ombudsman said that the law was a step forward.\n\nThe team won the cup on Sunday after extra time."
    )
    found = read(text)
    assert [s.voice for s in found] == ["author", "attributed"]
    assert found[0].quote.startswith("Norland last year adopted")
    assert found[0].source == found[0].cue == ()


def test_boilerplate_is_not_read() -> None:
    plea = "Our director said that your gift will save the lives of prisoners."
    text = f"The court freed the editor.\n{plea}"
    start = text.index(plea)
    boilerplate = (Marked(start=start, end=len(text), kind="donation"),)
    assert all(span[1] <= start for s in read(text, boilerplate) for span in (*s.source, *s.cue, *s.content))


@pytest.mark.parametrize("text", ["", "\n \n", "12 345 !?", "“”", "🙂 🙂", "a" * 3000, "He said\r\n\r\nthat"])
def test_odd_texts_are_read_without_fuss(text: str) -> None:
    for statement in read(text):
        assert statement.quote == cut(text, statement.content)


def test_a_very_long_paragraph_is_read_to_its_end() -> None:
    filler = "The road led through the hills to the sea and there was nobody to be seen. " * 80
    text = f"{filler}The minister said that the prison would be closed. {filler}"
    assert ("The minister", "said", "that the prison would be closed") in said(text)


def test_reading_in_blocks_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    line = "The minister of {0} said that the prison would be closed. {0} adopted a law on prisons last year.\n"
    text = "".join(line.format(place) for place in ("Norland", "Vestria", "Calderia", "Meridia") * 12) + "word " * 600
    whole = read(text)
    assert len(whole) > 80
    monkeypatch.setattr(finding, "_BLOCK", 2)
    assert read(text) == whole


WORDS = st.sampled_from(
    [
        "The minister",
        "said",
        "that",
        "“the law”",
        "“",
        "”",
        '"',
        "is bad",
        ".",
        ",",
        "\n",
        "\n\n",
        "she",
        "according to",
        "é",
        "«x»",
    ]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_every_statement_points_at_its_words(text: str) -> None:
    """Spans are in bounds, sorted, disjoint, not empty; the quote is what they cut; a second reading gives the same."""
    found = read(text)
    for statement in found:
        assert statement.quote == cut(text, statement.content)
        for spans in (statement.source, statement.cue, statement.content):
            flat = [x for span in spans for x in span]
            assert flat == sorted(flat)
            assert all(0 <= a < b <= len(text) for a, b in spans)
            assert all(text[a:b] == text[a:b].strip() for a, b in spans)
    assert len({s.id for s in found}) == len(found)
    assert read(text) == found
