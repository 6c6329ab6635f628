"""Whom a source refers to: tables of invented texts. `[[1 …]]` marks source 1, `<<1 …>>` what is said."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.records import CountryShare, DeclaredCountry, Document, Marked, Span, Speaker, Statement, When
from onrecord.reference.countries import Gazetteer
from onrecord.statements.speakers import resolve

EXEMPLA = Gazetteer([DeclaredCountry(code="XEX", name="Exempla", demonym="Exemplan")])
_TAG = re.compile(r"\[\[(\d) |\{\{(\d) |<<(\d) |\]\]|\}\}|>>")


def marked(markup: str, **fields: object) -> tuple[Document, list[Statement]]:
    """Return the document and the attributed statements that *markup* writes down."""
    text, at, stack = "", 0, []
    spans: dict[int, dict[str, list[Span]]] = {}
    for tag in _TAG.finditer(markup):
        text += markup[at : tag.start()]
        at = tag.end()
        number = next((g for g in tag.groups() if g), None)
        if number:
            stack.append(
                (int(number), "source cue content".split()[tag.lastindex - 1 if tag.lastindex else 0], len(text))
            )
        else:
            key, role, start = stack.pop()
            spans.setdefault(key, {}).setdefault(role, []).append((start, len(text)))
    text += markup[at:]
    made = {"id": "d", "sha256": "", "text_sha256": "", "media_type": "text/plain", "text": text, **fields}
    return Document(**made), [_statement(key, parts) for key, parts in sorted(spans.items())]  # type: ignore[arg-type]


def _statement(key: int, parts: dict[str, list[Span]]) -> Statement:
    return Statement(
        id=str(key), document="d", voice="attributed", quote="", source=tuple(parts.get("source", ())),
        cue=tuple(parts.get("cue", ())), content=tuple(parts.get("content", ((0, 1),))),
    )  # fmt: skip


def speakers_of(markup: str, **fields: object) -> list[tuple[Speaker, ...]]:
    document, statements = marked(markup, **fields)
    return [s.speakers for s in resolve(document, statements, EXEMPLA)]


def names_of(markup: str, **fields: object) -> list[str]:
    """Return the names of the last statement's speakers."""
    return [s.name or f"({s.role})" for s in speakers_of(markup, **fields)[-1]]


def the_one(markup: str, **fields: object) -> Speaker:
    (speaker,) = speakers_of(markup, **fields)[-1]
    return speaker


DESCRIBED = [
    ("[[1 Former Exemplan MEP Anders Holmqvist]] said <<1 so>>.", "Anders Holmqvist", "Former Exemplan MEP",
     None, "party"),
    ("[[1 Polish MEP Jan Wolny, who chairs the Steppe Friendship Committee,]] said <<1 so>>.", "Jan Wolny",
     "Polish MEP",
     "Steppe Friendship Committee", "parliament"),
    ("[[1 Marie Dufour, director of the Helsinki Rights Watch]], said <<1 so>>.", "Marie Dufour", "director",
     "Helsinki Rights Watch", "NGO"),
    ("[[1 Tomas Berg, of the Nordic Institute for Steppe Studies,]] says <<1 so>>.", "Tomas Berg", None,
     "Nordic Institute for Steppe Studies", "academia"),
    ("[[1 Ilse Brandt, EU spokesperson for Trade and Security Policy]], said <<1 so>>.", "Ilse Brandt",
     "EU spokesperson for Trade and Security Policy", "EU", "intergovernmental"),
    ("[[1 Exemplan foreign affairs minister Daulet Serikov]] said <<1 so>>.", "Daulet Serikov",
     "Exemplan foreign affairs minister", None, "government"),
    ("The EU waits, as its envoy, [[1 Carla Moretti]], has said <<1 so>>.", "Carla Moretti", "envoy", "EU",
     "intergovernmental"),
    ("[[1 The director of the Open Court Foundation, Li Wei]], said <<1 so>>.", "Li Wei", "director",
     "Open Court Foundation", "NGO"),
    ("[[1 Radio Exempla’s Omar Haddad]] reported <<1 so>>.", "Omar Haddad", None, "Radio Exempla", "media"),
    ("Omar Haddad, a lawyer for the family, came. [[1 Haddad]] said <<1 so>>.", "Omar Haddad", "lawyer for the family",
     None,
     "individual"),
    ("[[1 Supreme Court judge Ana María López Vidal]] ruled <<1 so>>.", "Ana María López Vidal", "Supreme Court judge",
     "Supreme Court", "judiciary"),
    ("[[1 opposition leader Petro Moroz]] said <<1 so>>.", "Petro Moroz", "opposition leader", None, "party"),
    ("[[1 Secretary of State Jane Roe]] said <<1 so>>.", "Jane Roe", "Secretary of State", None, "government"),
    ("[[1 ex-European council president Karl Lund]] praised <<1 it>>.", "Karl Lund", "ex-European council president",
     "European council", "party"),
    ("[[1 Exempla’s prime minister, Aigul Bekova,]] said <<1 so>>.", "Aigul Bekova", "prime minister", "Exempla",
     "government"),
    # posts whose body no list knows
    ("[[1 Irena Sollas, director of Open Quay,]] said <<1 so>>.", "Irena Sollas", "director", "Open Quay", "unknown"),
    ("Open Quay, an NGO, counts them. [[1 Irena Sollas, director of Open Quay,]] said <<1 so>>.", "Irena Sollas",
     "director", "Open Quay", "NGO"),
    ("[[1 Mimi Doran, national spokesperson of Kadama,]] said <<1 so>>.", "Mimi Doran", "national spokesperson",
     "Kadama", "unknown"),
    ("[[1 Tun Kayin, president of the Steppe Organisation,]] said <<1 so>>.", "Tun Kayin", "president",
     "Steppe Organisation", "NGO"),
    ("[[1 Rita Amandel, chair of the Journalists’ Union of Exempla,]] said <<1 so>>.", "Rita Amandel", "chair",
     "Journalists’ Union of Exempla", "NGO"),
    ("[[1 Lotte Brannigan, who heads the Harbour Project,]] said <<1 so>>.", "Lotte Brannigan",
     "heads the Harbour Project", "Harbour Project", "NGO"),
    # roles of several words
    ("[[1 Deputy Minister of Information Corin Velasz]] said <<1 so>>.", "Corin Velasz",
     "Deputy Minister of Information", None, "government"),
    ("[[1 Minister of Economy and Finance Adrian Maley]] said <<1 so>>.", "Adrian Maley",
     "Minister of Economy and Finance", None, "government"),
    ("[[1 Ann Roe, Exempla and Norvania researcher in the Steppe division at Amnesty International,]] said <<1 so>>.",
     "Ann Roe", "Exempla and Norvania researcher", "Amnesty International", "NGO"),
    ("[[1 Ann Roe, head of the department of peace and security at the Centre for Strategic Studies in Vessin,]] said "
     "<<1 so>>.", "Ann Roe", "head of the department of peace and security", "Centre for Strategic Studies",
     "academia"),
    ("[[1 Nina Casteel, a member of the Union’s Assembly who came,]] said <<1 so>>.", "Nina Casteel", "member",
     "Assembly", "parliament"),
    ("[[1 Exempla’s prosecutor-general Iryna Vened]] said <<1 so>>.", "Iryna Vened", "prosecutor-general", "Exempla",
     "government"),
    ("[[1 Christian Hoppe of Exempla’s Federal Criminal Police Office]] said <<1 so>>.", "Christian Hoppe", None,
     "Federal Criminal Police Office", "government"),
    # what is no affiliation
    ("[[1 Ann Roe, a prominent Kremlin critic,]] said <<1 so>>.", "Ann Roe", "prominent Kremlin critic", None,
     "unknown"),
    ("[[1 Ann Roe, a Tucson human rights activist,]] said <<1 so>>.", "Ann Roe", "Tucson human rights activist", None,
     "individual"),
    # camps that the head noun alone does not tell
    ("[[1 Nela Varrow, deputy leader of the Civic Union party,]] said <<1 so>>.", "Nela Varrow", "deputy leader",
     "Civic Union", "party"),
    ("[[1 Her deputy, Emil Dastur,]] said <<1 so>>.", "Emil Dastur", "deputy", None, "unknown"),
    ("[[1 Dr Amara Teyeh, Special Rapporteur on torture,]] said <<1 so>>.", "Amara Teyeh",
     "Special Rapporteur on torture", None, "intergovernmental"),
    ("[[1 RMT General Secretary Max Cash]] said <<1 so>>.", "Max Cash", "RMT General Secretary", "RMT", "unknown"),
]  # fmt: skip


@pytest.mark.parametrize(("markup", "name", "role", "affiliation", "camp"), DESCRIBED)
def test_role_and_affiliation_are_read(
    markup: str, name: str, role: str | None, affiliation: str | None, camp: str
) -> None:
    one = the_one(markup)
    assert (one.name, one.role, one.affiliation, one.camp) == (name, role, affiliation, camp)
    assert one.named and not one.collective


NAMED = [
    # later mentions lead to the full name, before or after it
    ("Alisher Karimov Jr. left. Then [[1 Karimov]] said <<1 so>>.", ["Alisher Karimov Jr."]),
    ("[[1 Mr. Holt]] said <<1 so>>. Brenda Holt-Lee was there, and so was Peter Holt.", ["Peter Holt"]),
    ("Viola von Arnim came. [[1 Von Arnim]] said <<1 so>>.", ["Viola von Arnim"]),
    ("Hassan al-Masri was freed. [[1 Al-Masri]] said <<1 so>>.", ["Hassan al-Masri"]),
    ("Juan Carlos Peña Rojas fled. [[1 Peña Rojas]] said <<1 so>>.", ["Juan Carlos Peña Rojas"]),
    ("Deputy minister Nurlan Zhaksybekov spoke. [[1 Jaksybekov]] said <<1 so>>.", ["Nurlan Zhaksybekov"]),
    # two bearers of a name are never swapped
    ("Ivan Petrov and Anna Petrova met. [[1 Petrova]] said <<1 so>>.", ["Anna Petrova"]),
    ("John Doe met James Doe. [[1 Doe]] said <<1 so>>.", ["Doe"]),
    ("John Doe met Mary Doe. [[1 Mrs. Doe]] said <<1 so>>.", ["Mary Doe"]),
    # the head of the phrase speaks, not a name that it mentions
    ("Ann Roe won. [[1 A spokesman for President Ann Roe]] said <<1 so>>.", ["(spokesman for President Ann Roe)"]),
    ("Ann Roe won. [[1 Roe allies]] said <<1 so>>.", ["(Roe allies)"]),
    ("Ann Roe won. [[1 Roe’s lawyer Max Weiss]] said <<1 so>>.", ["Max Weiss"]),
    ("[[1 Human Rights Watch researcher Mira Sato]] said <<1 so>>.", ["Mira Sato"]),
    ("[[1 candidates such as Ann Roe]] said <<1 so>>.", ["(candidates)"]),
    ("Gamal Eid was beaten in June. [[1 Eid]] said <<1 so>>.", ["Gamal Eid"]),
    ("Theresa May left in May. [[1 May]] said <<1 so>>.", ["Theresa May"]),
    ("[[1 the ILO Committee of Experts]] said <<1 so>>.", ["ILO Committee of Experts"]),
    ("[[1 International Commission of Jurists Secretary General Sam Zarif]] said <<1 so>>.", ["Sam Zarif"]),
    ("[[1 a spokesman for the opposition National Unity Government (NUG)]] said <<1 so>>.",
     ["(spokesman for the opposition National Unity Government (NUG)"]),
    ("King Omar ruled. [[1 Percy Simel, a spokesman for the government and the king,]] said <<1 so>>.",
     ["Percy Simel"]),
    ("Li Wei was freed. [[1 Li Wei’s TV ‘confession’]] shows <<1 so>>.", ["(Li Wei’s TV ‘confession’)"]),
    ("[[1 Neither the EU nor the authorities]] said <<1 so>>.", ["EU"]),
    ("[[1 CSP Adan Kuleba]] said <<1 so>>.", ["Adan Kuleba"]),
    ("[[1 Culture and Information Minister Ann Roe]] said <<1 so>>.", ["Ann Roe"]),
    ("[[1 VESSIN — A top official]] said <<1 so>>.", ["(top official)"]),
    ("[[1 Several PA and EU officials]] said <<1 so>>.", ["(Several PA and EU officials)"]),
    ("Ann Roe met a doctor in Vessin, [[1 who]] said <<1 so>>.", ["Ann Roe"]),
    ("[[1 Prosecutor Selm Harrad]] argued <<1 so>>. [[2 Harrad]] said <<2 more>>.", ["Selm Harrad"]),
    ("[[1 The Comptroller General, NIS, Mr Muhammad Babande,]] said <<1 so>>.", ["Muhammad Babande"]),
    ("It was Jan Vos/AP Tun Kayin who came. [[1 Kayin]] said <<1 so>>.", ["Tun Kayin"]),
    ("[[1 Twenty-two of them]] say <<1 so>>.", ["(Twenty-two of them)"]),
    ("[[1 Steppe Review: Critics]] say <<1 so>>.", ["(Critics)"]),
    ("whereas the family’s lawyer, Max Weiss, {{1 reported}} <<1 bruises>>;", ["Max Weiss"]),
    ("For Dina Orme, of the Baltic Institute, [[1 the index]] shows <<1 decline>>.", ["Dina Orme"]),
    # joint statements
    ("[[1 Ann Roe, a researcher at the Baltic Institute, and its CEO Max Weiss]] said <<1 so>>.", ["Ann Roe",
     "Max Weiss"]),
    ("Its envoy, [[1 Carla Moretti, and the European Parliament]] said <<1 so>>.", ["Carla Moretti",
     "European Parliament"]),
    ("[[1 Ann Roe, Max Weiss and Jan Wolny]] said <<1 so>> in a letter.", ["Ann Roe", "Max Weiss", "Jan Wolny"]),
    ("[[1 Ann Roe, head of research and policy at the Baltic Institute,]] said <<1 so>>.", ["Ann Roe"]),
    # organisations, in their longest form
    ("The Steppe Council for Civic Rights (SCCR) met. [[1 The SCCR]] said <<1 so>>.",
     ["Steppe Council for Civic Rights"]),
    ("[[1 The Committee to Protect Journalists]] said <<1 so>>.", ["Committee to Protect Journalists"]),
    ("[[1 the Ministry of Labour and Social Protection]] said <<1 so>>.", ["Ministry of Labour and Social Protection"]),
    ("The Union of Littoral States met. [[1 The Union]] said <<1 so>>.", ["Union of Littoral States"]),
    ("The Journalists’ Union and the Civic Union met. [[1 The Union]] said <<1 so>>.", ["Union"]),
    ("It was said by [[1 the Dorrin Miners’ Trade Union]] that <<1 so>>.", ["Dorrin Miners’ Trade Union"]),
    ("It was said by [[1 the Almery Women’s Network]] that <<1 so>>.", ["Almery Women’s Network"]),
    ("It was said by [[1 the People’s Democratic Movement]] that <<1 so>>.", ["People’s Democratic Movement"]),
    ("It was said by [[1 the Steppe Public Prosecutor’s Office]] that <<1 so>>.",
     ["Steppe Public Prosecutor’s Office"]),
    ("[[1 The Culture and Information Ministry]] said <<1 so>>.", ["Culture and Information Ministry"]),
    ("[[1 The Communist Party of Exempla]] said <<1 so>>.", ["Communist Party of Exempla"]),
    ("The Office of Public Information (OPI) opened. [[1 The OPI]] said <<1 so>>.", ["Office of Public Information"]),
    ("[[1 Exempla, which chairs the meeting,]] said <<1 so>>.", ["Exempla"]),
    ("[[1 the Assembly of the Union of Littoral States]] said <<1 so>>.", ["Assembly of the Union of Littoral States"]),
    ("Mill Coal, a mining company, closed. [[1 Mill Coal]] said <<1 so>>.", ["Mill Coal"]),
    ("[[1 Exempla]] says <<1 so>>.", ["Exempla"]),
    ("[[1 Exemplans]] say <<1 so>>.", ["(Exemplans)"]),
    ("[[1 Exempla and Kenya]] say <<1 so>>.", ["Exempla", "Kenya"]),
    # texts speak for who issued them
    ("[[1 a report by Amnesty International]] said <<1 so>>.", ["Amnesty International"]),
    ("[[1 a letter issued last week by Exempla’s leading rights groups]] said <<1 so>>.",
     ["(Exempla’s leading rights groups)"]),
    ("The EU claims to care, according to [[1 its action plan]]: <<1 so>>.", ["EU"]),
]  # fmt: skip


@pytest.mark.parametrize(("markup", "names"), NAMED)
def test_names_are_those_of_the_document(markup: str, names: list[str]) -> None:
    assert names_of(markup) == names


POINTING = [
    ("[[1 Ann Roe]] said <<1 so>>. [[2 She]] added <<2 more>>.", ["Ann Roe"]),
    ("[[1 Ann Roe]] said <<1 that Max Weiss lied>>. [[2 She]] added <<2 more>>.", ["Ann Roe"]),
    ("[[1 Max Weiss]] says: <<1 “President Omar Haddad should act.”>>\n\n[[2 He]] added: <<2 “Now.”>>", ["Max Weiss"]),
    ("[[1 Ann Roe]] said <<1 so>>. Max Weiss was arrested in May. [[2 He]] said <<2 no>>.", ["Max Weiss"]),
    ("[[1 Ann Roe]] said <<1 so>>. [[2 He]] said <<2 no>>.", []),
    ("Max Weiss met Omar Haddad in May. Both men, it seems, agreed. <<1 “No,”>> [[1 he]] said.", ["Max Weiss"]),
    ("After [[1 Omar Haddad]] announced <<1 a vote>>, men shot at Max Weiss’s home. [[2 He]] blamed <<2 them>>.", []),
    ("<<1 “Weiss is a liar,”>> [[1 he]] said.", []),
    ("[[1 Max Weiss]] said <<1 that [[2 he]] hoped <<2 to win>>>>.", ["Max Weiss"]),
    ("[[1 Max Weiss]] said: <<1 “As [[2 I]] see it, <<2 it is over>>.”>>", ["Max Weiss"]),
    ("[[1 Ann Roe and Max Weiss]] said <<1 so>>. But [[2 they]] caution: <<2 slowly>>.", ["Ann Roe", "Max Weiss"]),
    ("[[1 Ann Roe]] said <<1 so>>. [[2 They]] said <<2 no>>.", []),
    ("It comes from Ann Roe, a researcher, and her boss Max Weiss, [[1 who]] say <<1 so>>. [[2 They]] fear <<2 it>>.",
     ["Ann Roe", "Max Weiss"]),
    ("[[1 Analysts]] said <<1 so>>. It came from Max Weiss, [[2 who]] said <<2 no>>. [[3 They]] said <<3 so>>.", []),
    ("[[1 The Baltic Institute]] said <<1 so>>. [[2 It]] added <<2 more>>.", ["Baltic Institute"]),
    ("[[1 A ministry spokesman]] said <<1 so>>. [[2 He]] added <<2 more>>.", ["(ministry spokesman)"]),
    ("Take the EU, for example, [[1 which]] claims <<1 so>>.", ["EU"]),
    ("President Omar Haddad pledged reform. Later, Ann Roe said [[1 the president]] wants <<1 more>>.",
     ["Omar Haddad"]),
    ("Interior minister Omar Haddad spoke. [[1 The minister]] said <<1 so>>.", ["Omar Haddad"]),
    ("Ministers Omar Haddad and Max Weiss spoke. [[1 The minister]] said <<1 so>>.", ["(minister)"]),
    ("[[1 The authors of Steppe at Dawn, a long study,]] praise <<1 it>>. [[2 The authors]] add <<2 more>>.",
     ["(authors of Steppe at Dawn)"]),
    ("[[1 Exempla’s leading nongovernmental organizations]] said <<1 so>>. [[2 The groups]] fear <<2 more>>.",
     ["(Exempla’s leading nongovernmental organizations)"]),
    ("The authors of Steppe at Dawn, a study, pay tribute to the “effort” [[1 they]] say <<1 was made>>.",
     ["(authors of Steppe at Dawn)"]),
    ("The authors of Steppe at Dawn praise the “effort” [[1 they]] see <<1 made>>. [[2 The authors]] say <<2 yes>>.",
     ["(authors of Steppe at Dawn)"]),
    ("[[1 Ann Roe]] said <<1 so>>. The authors of the report praise the reform. [[2 They]] see <<2 progress>>.",
     ["(authors of the report)"]),
    ("Three local groups came to the capital. [[1 The groups]] fear <<1 arrests>>.", ["(Three local groups)"]),
    ("[[1 A UN expert]] said <<1 so>>. <<2 “No,”>> said [[2 Ann Roe, Special Rapporteur on torture]]. [[3 The expert]] "
     "noted <<3 it>>.", ["Ann Roe"]),
    ("[[1 An analyst]] said <<1 so>>. <<2 “No,”>> said [[2 interior minister Ann Roe]]. [[3 The analyst]] noted "
     "<<3 it>>.", ["(analyst)"]),
    ("[[1 Ann Roe]] clapped at <<1 it>>.\n\n<<2 “It is a good law,>> [[2 she]] {{2 went on}}. It frees many.",
     ["Ann Roe"]),
    ("Max Weiss met Omar Haddad. [[1 Zorik]] claims <<1 so>>. [[2 He]] told <<2 more>>.", []),
    ("[[1 Max Weiss]] left <<1 it>>. [[2 he’s]] of the view <<2 it is over>>.", ["Max Weiss"]),
    ("[[1 Mr. Max Weiss]] left <<1 it>>. If, as [[2 I]]’ve said, <<2 so>>, [[3 he]] has told <<3 all>>.",
     ["Max Weiss"]),
    ("President Omar Haddad spoke. [[1 The head of state]] announced <<1 it>>.", ["Omar Haddad"]),
    ("The Baltic Institute was founded in May. [[1 The institute]] said <<1 so>>.", ["Baltic Institute"]),
    ("[[1 Max Weiss]] said <<1 so>>, {{2 adding}} <<2 that it helps>>.", ["Max Weiss"]),
]  # fmt: skip


@pytest.mark.parametrize(("markup", "names"), POINTING)
def test_pronouns_and_descriptions_lead_to_who_is_safely_meant(markup: str, names: list[str]) -> None:
    assert names_of(markup) == names


UNNAMED = [
    ("[[1 analysts]] said <<1 so>>.", "analysts", "academia", True),
    ("[[1 A Exempla government source]] said <<1 so>>.", "Exempla government source", "government", False),
    (
        "[[1 An official who asked not to be named]] said <<1 so>>.",
        "official who asked not to be named",
        "government",
        False,
    ),
    ("[[1 rights groups]] said <<1 so>>.", "rights groups", "NGO", True),
    ("[[1 EU officials]] said <<1 so>>.", "EU officials", "intergovernmental", True),
    ("[[1 Even some of the harshest critics]] said <<1 so>>.", "Even some of the harshest critics", "unknown", True),
    ("[[1 a relative of the victim]] said <<1 so>>.", "relative of the victim", "individual", False),
    ("[[1 the index]] shows <<1 so>>.", "index", "unknown", True),
    ("[[1 the public]] fears <<1 so>>.", "public", "unknown", True),
    ("[[1 A deputy commander]] said <<1 so>>.", "deputy commander", "government", False),
    ("[[1 the media silence]] shows <<1 so>>.", "media silence", "unknown", False),
    ("[[1 Around 1,300 staff]] say <<1 so>>.", "Around 1,300 staff", "unknown", True),
    ("[[1 former ministers]] said <<1 so>>.", "former ministers", "party", True),
]


@pytest.mark.parametrize(("markup", "role", "camp", "collective"), UNNAMED, ids=[u[1] for u in UNNAMED])
def test_the_unnamed_stay_unnamed(markup: str, role: str, camp: str, collective: bool) -> None:
    one = the_one(markup)
    assert (one.name, one.named, one.camp, one.collective) == (None, False, camp, collective)
    assert one.role is not None and one.role.removeprefix("Even ") == role.removeprefix("Even ")


def test_an_office_leads_to_its_holder_on_the_day_of_publication() -> None:
    text = "The reforms go on in Kazakhstan. [[1 The president]] promised <<1 more>>."
    home = (CountryShare(code="KAZ", share=1.0),)
    day = When(start="2021-06-18", end="2021-06-18", precision="day", basis="stated")
    assert names_of(text, countries=home, published=day) == ["Kassym-Jomart Tokayev"]
    assert names_of(text, countries=home) == ["(president)"]
    assert names_of(text, countries=home, published=replace(day, basis="inferred")) == ["(president)"]
    year = When(start="2019-01-01", end="2019-12-31", precision="year", basis="stated")
    assert names_of(text, countries=home, published=year) == ["(president)"]


def author_of(**fields: object) -> tuple[Speaker, ...]:
    document, _ = marked(str(fields.pop("text", "A text.")), **fields)
    claim = Statement(id="1", document="d", voice="author", content=((0, 1),), quote="A")
    return resolve(document, [claim], EXEMPLA)[0].speakers


def test_author_statements_are_the_authors_or_the_publishers() -> None:
    assert author_of() == ()
    assert [s.name for s in author_of(authors=("Ann Roe", "Max Weiss"), publisher="Exempla Times")] == [
        "Ann Roe",
        "Max Weiss",
    ]
    assert author_of(authors=("Ann Roe",), publisher="Exempla Times")[0].camp == "media"
    (publisher,) = author_of(publisher="Baltic Rights Watch")
    assert (publisher.name, publisher.collective, publisher.camp) == ("Baltic Rights Watch", True, "NGO")
    outside = (Marked(start=0, end=1, kind="outside-contributor"),)
    assert author_of(authors=("Ann Roe",), publisher="Exempla Times", disclosures=outside)[0].camp == "unknown"
    assert author_of(text="The concerns of my NGO colleagues are valid.", authors=("Ann Roe",))[0].camp == "NGO"


RESOLUTION = """Resolution\n\nThe Assembly of the Union of Littoral States,\n\n– having regard to its rules,\n
1. {{1 Calls on}} <<1 Exempla to end torture>>;\n\n2. Condemns the raid and {{2 urges}} <<2 Exempla to explain it>>;"""
LETTER = """Open letter\n\nWe write to you. [[1 We]] call on <<1 you to act>>.\n
Signed by:\nOpen Quay; Baltic Rights Watch\nAnn Roe, Baltic Institute\n"""
DOCUMENTS = [
    (RESOLUTION, {}, ["Assembly of the Union of Littoral States"]),
    ("The European Parliament, – having regard to the treaties, 1. {{1 Urges}} <<1 Exempla to act>>;", {},
     ["European Parliament"]),
    ("The court sat. It rained. 1. {{1 Urges}} <<1 Exempla to act>>;", {}, []),
    (LETTER, {}, ["Open Quay", "Baltic Rights Watch", "Ann Roe"]),
    (LETTER, {"publisher": "Exempla Times"}, ["Open Quay", "Baltic Rights Watch", "Ann Roe"]),
    ("[[1 We]], seven local groups of Exempla, welcome <<1 it>>.", {}, ["(seven local groups of Exempla)"]),
    ("[[1 We]] call on <<1 Exempla to act>>.", {"publisher": "Baltic Rights Watch"}, ["Baltic Rights Watch"]),
    ("[[1 We]] call on <<1 Exempla to act>>.", {"publisher": "Exempla Times"}, []),
    ("[[1 I]] think <<1 it is>>.", {"publisher": "Exempla Times", "authors": ("Ann Roe",)}, ["Ann Roe"]),
    ("Ann Roe: It is over.\n\nMax Weiss: And [[1 I]] think <<1 not>>.", {"authors": ("Li Wei",)}, ["Max Weiss"]),
]  # fmt: skip


@pytest.mark.parametrize(("markup", "fields", "names"), DOCUMENTS)
def test_who_speaks_in_a_document_as_a_whole(markup: str, fields: dict[str, object], names: list[str]) -> None:
    """The subject above a resolution's paragraphs, the signatories of a letter, its author, who answers a question."""
    assert names_of(markup, **fields) == names


def test_an_author_is_described_alike_wherever_named() -> None:
    outside = (Marked(start=0, end=1, kind="outside-contributor"),)
    for fields in ({}, {"disclosures": outside}):
        described = author_of(authors=("Ann Roe",), publisher="Exempla Times", **fields)
        markup = "<<1 It is progress>>, writes [[1 Ann Roe]]."
        assert speakers_of(markup, authors=("Ann Roe",), publisher="Exempla Times", **fields)[-1] == described
    assert described[0].affiliation is None
    markup = "So said [[1 the spokesperson, Ann Roe]]: <<1 no>>."
    (staff,) = speakers_of(markup, publisher="Union of Littoral States")[-1]
    assert (staff.affiliation, staff.camp) == ("Union of Littoral States", "intergovernmental")


_WORDS = """he She they Ann Roe Max Weiss the minister President said of and , . Exempla EU Mr who (ABC) Institute
for its “ ” It""".split()


@given(st.lists(st.sampled_from(_WORDS), min_size=3, max_size=30), st.data())
def test_every_name_is_verbatim_in_the_text(words: list[str], data: st.DataObject) -> None:
    """Whatever the text: a name printed stands in it, and every statement comes back in its place."""
    text = " ".join(words)
    cuts = data.draw(st.lists(st.integers(0, len(text)), min_size=4, max_size=8).map(sorted))
    spans = [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False) if a < b]
    document, _ = marked("")
    statements = [_statement(i, {"source": [span], "content": [spans[-1]]}) for i, span in enumerate(spans)]
    resolved = resolve(replace(document, text=text), statements, EXEMPLA)
    assert [s.id for s in resolved] == [s.id for s in statements]
    assert all(speaker.name in text for s in resolved for speaker in s.speakers if speaker.name)
    assert all(speaker.named == (speaker.name is not None) for s in resolved for speaker in s.speakers)
