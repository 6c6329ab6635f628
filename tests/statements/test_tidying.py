"""Where a name ends: tables of invented texts, and what another place of the text shows about it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.records import DeclaredCountry
from onrecord.reference.countries import Gazetteer
from onrecord.statements.cast import Body, Cast, Person

EXEMPLA = Gazetteer([DeclaredCountry(code="XEX", name="Exempla", demonym="Exemplan")])

WHO = [
    # text, the mention that is asked for (its last occurrence), who it is
    ("Ann Roe was there. Sentencing Roe, the court was brief. Roe wept.", "Roe", "Ann Roe"),
    ("Will Ann Roe resign? Ann Roe said no. Mr Dash left.", "Ann Roe", "Ann Roe"),
    ("Ann Roe said no. Will Ann Roe resign? Ms Roe left.", "Roe", "Ann Roe"),
    ("MNA Maria Doe wept. Doe left.", "Doe", "Maria Doe"),
    ("Speaker of the House Maria Doe wept. Doe left.", "Doe", "Maria Doe"),
    ("Judge Hugo Roe (HJE) spoke. HJE Roe wept.", "Roe", "Hugo Roe"),
    ("A site called Harbour.org spoke. Harbour.org is new.", "Harbour.org", "Harbour.org"),
    # a surname of two: whose it was before the other came, unless the other was named just before
    ("Hugo Roe spoke. Roe wept. Maria Roe left. " + "It rained. " * 40 + "Roe slept.", "Roe", "Hugo Roe"),
    ("Hugo Roe spoke. Roe wept. Maria Roe left. Roe slept.", "Roe", None),
    ("Hugo Roe Jr. spoke of his father, Hugo Roe Sr. of Vessin.", "Hugo Roe Sr.", "Hugo Roe Sr."),
    # letters that begin a longer name, in brackets or not
    ("The Vessin City Appeals Court sat. The VCAC rose.", "VCAC", "Vessin City Appeals Court"),
    ("Hugo bin Roe spoke. Everybody calls him HBR.", "HBR", "Hugo bin Roe"),
    ("The U.S. Harbour Office spoke. The Harbour Office rose.", "Harbour Office", "U.S. Harbour Office"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "mention", "who"), WHO)
def test_a_name_is_known_by_the_rest_of_the_text(text: str, mention: str, who: str | None) -> None:
    cast = Cast(text, EXEMPLA)
    at = text.rindex(mention)
    found = next((n for n in cast.names if n.span[0] == at), None)
    meant = cast.who(found) if found else None
    assert (meant.name if isinstance(meant, Person | Body) else None) == who


@given(st.lists(st.sampled_from("Ann Roe Will MNA Doe Sentencing Hugo House the of . , said".split()), max_size=14))
def test_mentions_stay_inside_the_text_and_apart(words: list[str]) -> None:
    text = " ".join(words)
    names = Cast(text, EXEMPLA).names
    assert all(0 <= n.lead <= n.span[0] < n.span[1] <= len(text) for n in names)
    assert all(a.span[1] <= b.span[0] for a, b in pairwise(names))
