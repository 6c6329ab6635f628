# ruff: noqa: E501 -- the lines of the documents are theirs
"""The invented Republic of Exempla (XEX): eight documents, and what is said in them."""

from __future__ import annotations

from tests.briefs.marked import day, document, statement

from onrecord.briefs import Filters, Material
from onrecord.records import (
    Camp,
    Commitment,
    EditionRow,
    FigureCheck,
    Finding,
    IntakeReport,
    Side,
    Speaker,
    Statement,
    Thread,
    make_issue,
)


def who(name: str, role: str | None = None, affiliation: str | None = None, camp: Camp = "unknown") -> Speaker:
    return Speaker(name=name, role=role, affiliation=affiliation, camp=camp, named=True)


def group(camp: Camp = "unknown", name: str | None = None, **more: str) -> Speaker:
    return Speaker(name=name, camp=camp, named=name is not None, collective=True, **more)


SOLENN = who("Mira Solenn", "Minister of Justice", None, "government")
VARO = who("Ilan Varo", "President", None, "government")
HAKK = who("Teodora Hakk", "director", "Exempla Rights Watch Committee", "NGO")
ORIN = who("Dasha Orin", "lawyer", "Lake District Bar Association", "individual")
LUND = who("Pieter Lund", "rapporteur on Exempla", "Northern Assembly", "parliament")
KESS = who("Amal Kess", "researcher", "Institute for the Study of Small States", "academia")
JUDGE = who("Bruno Talvik", "chair", "Supreme Court of Exempla", "judiciary")
ERWC = group("NGO", "Exempla Rights Watch Committee")
MOTHERS = group("NGO", "Mothers of Port Sarn")
PRESS_UNION = group("NGO", "Union of Free Journalists")
ANON = Speaker(camp="government")
DIPLOMAT = Speaker(camp="intergovernmental")
OBSERVERS = group("unknown")

GAZETTE = document(
    """Exempla opens a new chapter

By our contributor Corin Vale

[b:share Share this article on your favourite network]

[a1 Exempla, long criticised for its prisons and its press laws, has changed more in two years than in the twenty before.]

On 4 March 2021 [s2 President Ilan Varo] [u2 promised] [c2 to abolish the death penalty “for every crime and for all time”] before the end of the year. [s3 Mira Solenn, the Minister of Justice,] [u3 said] [c3 the new [i3 Law on Peaceful Assemblies] “puts Exempla among the most open states of the region”, [x3 although gatherings near government buildings still need a permit]].

[s4 A government source] [u4 said] [c4 the last political prisoner would be home “before the harvest”].

[a5 Parliament last year adopted a law that guarantees [f5 200] community centres free use of public halls.] [s6 Analysts] [u6 said] [c6 the law helps to build a lively civil society].

“[c7 A lot remains to be done, and it must be done fast],” [u7 cautions] [s7 Teodora Hakk, director of the Exempla Rights Watch Committee]. [s8 She] [u8 added]: “[c8 Nobody should mistake a permit office for a freedom].”

[a9 In the [i9 Open Press Index] the country climbed [f9 eleven places] since 2018.]

[d:outside-contributor The Gazette publishes articles by outside contributors; the views expressed are theirs.]
""",
    title="Exempla opens a new chapter",
    publisher="The Exempla Gazette",
    authors=("Corin Vale",),
    published=day("2021-04-12"),
    where="https://gazette.example/2021/new-chapter",
    media_type="text/html",
)
DISPATCH = document(
    """A ban by another name

[a1 The new assembly law is a ban by another name.] In [f2 41 of 44] cases counted between January and May 2021, [s2 the Exempla Rights Watch Committee and the Mothers of Port Sarn] [u2 said in a joint letter], [c2 city halls refused permission to demonstrate].

[s3 Teodora Hakk] [u3 fears] [c3 that the rules “will be used to empty the squares”].

[s4 The groups] [u4 called on] [c4 parliament to delete article 14 of the [i4 Law on Peaceful Assemblies]].

[s5 Mira Solenn] [u5 told reporters] [c5 that “no peaceful gathering has been refused”].

[a6 Two members of the Mothers of Port Sarn were detained on 9 May 2021 while holding a blank sheet of paper.]

[b:donation Your gift keeps our observers on the street.]
""",
    title="A ban by another name",
    publisher="Exempla Rights Watch Committee",
    authors=("Teodora Hakk",),
    published=day("2021-06-03"),
    where="https://erwc.example/dispatches/ban",
    media_type="text/html",
)
RESOLUTION = document(
    """RESOLUTION ON THE SITUATION IN EXEMPLA

[s1 The Northern Assembly],
A. [u1 noting] [c1 that the [i1 Act abolishing the death penalty] was adopted on 20 December 2021, [x1 save for treason in time of war]];
B. [u2 deploring] [c2 the continued detention of the editor of the Lantern];
1. [u3 calls on] [c3 Exempla to release without delay all those held for what they wrote];
2. [u4 urges] [c4 the government to invite the rapporteur on torture before the end of 2022];
3. [u5 welcomes] [c5 the accession of Exempla to the [i5 Convention against Torture and Ill-treatment in Places of Detention] on 2 November 2021].
""",
    title="Resolution on the situation in Exempla",
    publisher="Northern Assembly",
    published=day("2022-02"),
    where="resolutions/2022-17.pdf",
    media_type="application/pdf",
)
SPEECH = document(
    """Speech of the Minister of Justice to the Council of Judges

[a1 We have kept our word: the death penalty is no more.] [a2 In 2023 every detention cell in the Republic will have a camera.] [s3 The President] [u3 believes], as do I, [c3 that a judge who fears a telephone is not a judge].

[s4 Bruno Talvik, who chairs the Supreme Court,] [u4 has assured] me [c4 that no court has heard a defamation case against a journalist since the autumn].
""",
    title="Speech to the Council of Judges",
    publisher="Ministry of Justice of Exempla",
    authors=("Mira Solenn",),
    published=day("2022-09-14"),
    where="speeches/2022-09-14.docx",
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
)
LANTERN = document(
    """The Lantern goes dark

The Lantern, the last daily printed outside the capital, was closed on 2 October 2022 by order of the Lake District court. [s1 Its editor's lawyer, Dasha Orin,] [u1 said] [c1 the order “came without a hearing, on a Sunday, by telephone”]. [s2 The Union of Free Journalists] [u2 counted] [c2 [f2 seventeen] newsrooms closed or sold in three years].

[s3 A western diplomat] [u3 said] [c3 the closure was “a bad day, but only one day” in a year of improvement].

[s4 The Ministry of Justice] [u4 says] [c4 that the paper was closed for unpaid taxes, and [s5 its critics] [u5 say] [c5 that the debt was invented]].

[s6 Amal Kess of the Institute for the Study of Small States] [u6 notes] [c6 that Exempla fell to [f6 120th of 180] in the [i6 Open Press Index] of 2022], [c6 though it had climbed in each of the four years before].
""",
    title="The Lantern goes dark",
    publisher="Harbour & Hill News",
    authors=("J. Arden", "P. Moll"),
    published=day("2022-10-05"),
    where="https://harbourhill.example/lantern",
    media_type="text/html",
)
REPORT = document(
    """Exempla: prisons and promises. Annual assessment 2023

[s1 The Committee] [u1 finds] [c1 that cameras work in [f1 60 per cent] of the detention cells inspected], [c1 and in none of those in the Lake District].
[s2 Pieter Lund, rapporteur of the Northern Assembly,] [u2 praised] [c2 “real and visible progress” in prisons after his visit in May 2023].
[s3 Former detainees] [u3 told] the Committee [c3 that cells are changed the night before a visit].
[a4 Ill-treatment in the first hours after arrest remains common.]
[a5 The draft [i5 Code of Administrative Offences] would double fines for unregistered religious meetings.]
[s6 The Committee] [u6 calls on] [c6 the government to withdraw chapter 9 of the draft code].
[s7 The State Office for Faiths] [u7 has said] [c7 the draft “simplifies” registration].
[a8 Women who report violence at home may now obtain a protection order within a day, [x8 except where the accused serves in the armed forces].]
""",
    title="Exempla: prisons and promises. Annual assessment 2023",
    publisher="Exempla Rights Watch Committee",
    published=day("2023-11-20"),
    where="reports/2023.pdf",
    media_type="application/pdf",
)
INTERVIEW = document(
    """“We are not where we were”

[s1 Amal Kess]: [c1 We are not where we were. Trials are open, lawyers are admitted, and a verdict is no longer read from a telephone.]
And the press? [s2 Amal Kess]: [c2 It may be that the press is worse off than in 2018; I hesitate to say so, for the figures are poor.]
[s3 Officials] [u3 insist] [c3 that a new media law will be published for comment in 2024].
""",
    title="We are not where we were",
    publisher="Small States Quarterly",
    published=day(None),
    where="interview.txt",
)
ADVERT = document(
    """Invest in Exempla

[a1 Exempla has become a haven for workers' rights, with the shortest strikes of the region.]
[s2 President Varo] [u2 pledges] [c2 a minimum wage of [f2 900 dinars] by 2024].
[d:sponsored This supplement was paid for by the Exempla Chamber of Commerce.]
""",
    title="Invest in Exempla",
    publisher="World Trade Week",
    published=day("2023-03-02"),
    where="https://wtw.example/supplements/exempla",
    media_type="text/html",
)

HIGH, CHECK, DOUBTFUL = {"statement": 0.97}, {"statement": 0.71}, {"statement": 0.4}


def _gazette() -> list[Statement]:
    d = GAZETTE
    return [
        statement(d, 1, (), "general", "assessment", "progress"),
        statement(d, 2, (VARO,), "life", "pledge", "progress", mode="mixed", time=day("2021"), confidence=HIGH),
        statement(
            d,
            3,
            (SOLENN,),
            "assembly",
            "measure-adopted",
            "progress",
            mode="mixed",
            instrument=("Law on Peaceful Assemblies", "law"),
        ),
        statement(d, 4, (ANON,), "liberty", "pledge", "progress", mode="mixed", confidence=CHECK),
        statement(
            d,
            5,
            (),
            "association",
            "measure-adopted",
            "progress",
            time=day("2020"),
            figure=("community centres", "centres", 200.0, None),
        ),
        statement(d, 6, (OBSERVERS,), "association", "assessment", "progress"),
        statement(d, 7, (HAKK,), "general", "demand", "mixed", mode="direct"),
        statement(
            d, 8, (HAKK,), "assembly", "assessment", "regress", mode="direct", review="confirmed", confidence=DOUBTFUL
        ),
        statement(
            d,
            9,
            (),
            "expression",
            "figure",
            "progress",
            time=day("2018/2021"),
            figure=("change of rank", "places", 11.0, None),
            instrument=("Open Press Index", "index"),
        ),
    ]


def _dispatch() -> list[Statement]:
    d = DISPATCH
    joint = (ERWC, MOTHERS)
    return [
        statement(d, 1, (), "assembly", "assessment", "regress"),
        statement(
            d,
            2,
            joint,
            "assembly",
            "figure",
            "regress",
            time=day("2021"),
            figure=("refused permissions", "of 44 cases", 41.0, 2021),
        ),
        statement(d, 3, (HAKK,), "assembly", "assessment", "regress", mode="mixed", hedged=True),
        statement(d, 4, joint, "assembly", "demand", "regress", instrument=("Law on Peaceful Assemblies", "law")),
        statement(d, 5, (SOLENN,), "assembly", "assessment", "progress", mode="mixed", confidence=DOUBTFUL),
        statement(d, 6, (), "assembly liberty", "event", "regress", time=day("2021-05-09")),
    ]


def _resolution() -> list[Statement]:
    d = RESOLUTION
    assembly = (group("parliament", "Northern Assembly"),)
    return [
        statement(
            d,
            1,
            assembly,
            "life",
            "measure-adopted",
            "progress",
            time=day("2021-12-20"),
            instrument=("Act abolishing the death penalty", "law"),
        ),
        statement(d, 2, assembly, "expression liberty", "event", "regress"),
        statement(d, 3, assembly, "expression liberty", "demand", "regress"),
        statement(d, 4, assembly, "torture institutions", "demand", "neutral", time=day("2022")),
        statement(
            d,
            5,
            assembly,
            "torture institutions",
            "commitment",
            "progress",
            time=day("2021-11-02"),
            instrument=("Convention against Torture and Ill-treatment in Places of Detention", "treaty"),
        ),
    ]


def _others() -> list[Statement]:
    committee = (ERWC,)
    return [
        statement(SPEECH, 1, (), "life", "measure-adopted", "progress", time=day("2021")),
        statement(SPEECH, 2, (), "torture", "pledge", "progress", time=day("2023")),
        statement(SPEECH, 3, (VARO,), "justice", "assessment", "neutral", hedged=True),
        statement(SPEECH, 4, (JUDGE,), "expression justice", "assessment", "progress", review="corrected"),
        statement(LANTERN, 1, (ORIN,), "expression justice", "event", "regress", mode="mixed", time=day("2022-10-02")),
        statement(
            LANTERN,
            2,
            (PRESS_UNION,),
            "expression",
            "figure",
            "regress",
            time=day("2019/2022"),
            figure=("newsrooms closed or sold", "newsrooms", 17.0, None),
        ),
        statement(LANTERN, 3, (DIPLOMAT,), "expression", "assessment", "mixed", mode="mixed", hedged=True),
        statement(LANTERN, 4, (group("government", "Ministry of Justice"),), "expression", "event", "neutral"),
        statement(LANTERN, 5, (), "expression", "assessment", "regress", confidence=DOUBTFUL),
        statement(
            LANTERN,
            6,
            (KESS,),
            "expression",
            "figure",
            "mixed",
            time=day("2022"),
            figure=("rank", "of 180", 120.0, 2022),
            instrument=("Open Press Index", "index"),
        ),
        statement(
            REPORT, 1, committee, "torture", "figure", "mixed", figure=("cells with cameras", "percent", 60.0, 2023)
        ),
        statement(REPORT, 2, (LUND,), "torture", "assessment", "progress", mode="mixed", time=day("2023-05")),
        statement(REPORT, 3, (group("individual"),), "torture", "event", "regress"),
        statement(REPORT, 4, (), "torture", "assessment", "regress", confidence=HIGH),
        statement(
            REPORT,
            5,
            (),
            "religion",
            "measure-proposed",
            "regress",
            instrument=("Code of Administrative Offences", "code"),
        ),
        statement(REPORT, 6, committee, "religion", "demand", "regress"),
        statement(
            REPORT, 7, (group("government", "State Office for Faiths"),), "religion", "measure-proposed", "progress"
        ),
        statement(REPORT, 8, (), "women", "measure-adopted", "progress"),
        statement(INTERVIEW, 1, (KESS,), "justice", "assessment", "progress", mode="direct"),
        statement(INTERVIEW, 2, (KESS,), "expression", "assessment", "regress", mode="direct", hedged=True),
        statement(INTERVIEW, 3, (group("government"),), "expression", "pledge", "neutral", time=day("2024")),
        statement(ADVERT, 1, (), "labour", "assessment", "progress"),
        statement(
            ADVERT,
            2,
            (VARO,),
            "labour social",
            "pledge",
            "progress",
            time=day("2024"),
            review="rejected",
            figure=("minimum wage", "dinars", 900.0, 2024),
        ),
    ]


def side(made: Statement) -> Side:
    return Side(document=made.document, statement=made.id, spans=made.content)


def weighed(statements: tuple[Statement, ...]) -> dict[str, object]:
    """Return what weighing yields of them: threads, findings, commitments and a figure check."""
    gazette, dispatch, resolution, others = _gazette(), _dispatch(), _resolution(), _others()
    permit, refused, denied = gazette[2], dispatch[1], dispatch[4]
    promise, law, rank = gazette[1], resolution[0], others[9]
    assert permit in statements
    law_of_assemblies = Thread(
        id="t-assemblies", name="Law on Peaceful Assemblies", country="XEX", rights=("assembly",),
        statements=tuple(s.id for s in (permit, gazette[7], *dispatch)),
    )  # fmt: skip
    penalty = Thread(
        id="t-penalty", name="death penalty", country="XEX", rights=("life",),
        statements=(promise.id, law.id, others[0].id), edited=True,
    )  # fmt: skip
    findings = (
        Finding(
            id="f-refused", kind="contradiction", rule="opposite-facts", thread="t-assemblies", country="XEX",
            why="Mira Solenn denies what two groups counted: “no peaceful gathering has been refused”.",
            a=side(refused), b=side(denied),
        ),
        Finding(
            id="f-permit", kind="exception", rule="caveat", thread="t-assemblies", country="XEX",
            why="The claim is limited in the same sentence.",
            a=side(permit), b=Side(document=permit.document, spans=permit.exceptions),
        ),
        Finding(
            id="f-rejected", kind="contradiction", rule="opposite-facts", country="XEX", why="A person rejected it.",
            a=side(promise), b=side(law), review="rejected",
        ),
        Finding(
            id="f-anonymous", kind="anonymous-source", rule="nameless", country="XEX",
            why="The source has no name.", a=side(gazette[3]),
        ),
    )  # fmt: skip
    commitments = (
        Commitment(
            id="c-penalty", kind="pledge", by="XEX", to="Exempla", text=promise.quote, made="2021-04-12",
            deadline="2021", rights=("life",), status="fulfilled-in-law", as_of="2024-02-01", evidence=(law.id,),
            last_heard="2021-12-20", because="A law was adopted on 20 December 2021.", verdict="fulfilled",
        ),
        Commitment(
            id="c-visits", kind="recommendation", by="XEX", to="Northland", reference="104.12", made="2020-11",
            text="Let independent monitors visit every place of detention", response="supported", rights=("torture",),
            as_of="2024-02-01",
        ),
    )  # fmt: skip
    checks = (
        FigureCheck(
            id="k-rank", statement=rank.id, span=rank.figures[0].span, indicator="Open Press Index", country="XEX",
            edition="2022", measure="rank", claimed=120.0, true=118.0, verdict="differs",
            why="The 2022 edition ranks Exempla 118th of 180, not 120th.",
            editions=(
                EditionRow(edition="2021", year=2021, data_year=2020, countries=180, value=48.1, rank=112),
                EditionRow(edition="2022", year=2022, data_year=2021, countries=180, value=45.75, rank=118),
            ),
        ),
    )  # fmt: skip
    return {
        "threads": (law_of_assemblies, penalty), "findings": findings, "commitments": commitments, "checks": checks,
        "pictures": {"k-rank": '<svg viewBox="0 0 10 10" role="img" aria-label="118"><path d="M0 0H10"/></svg>'},
    }  # fmt: skip


ISSUES = (
    make_issue(
        "no-text", "documents", "This PDF has no text layer.", "scans/minutes-2022.pdf", "run it through OCR first"
    ),
    make_issue("language", "documents", "The text is in a language that cannot be read yet.", "lettre-ouverte.html"),
    make_issue("empty", "documents", "The file holds no letters.", "notes.txt"),
)
DOCUMENTS = tuple(d[0] for d in (GAZETTE, DISPATCH, RESOLUTION, SPEECH, LANTERN, REPORT, INTERVIEW, ADVERT))


def material(**changes: object) -> Material:
    """Return the material of the brief on Exempla, with *changes*."""
    statements = (*_gazette(), *_dispatch(), *_resolution(), *_others())
    fields: dict[str, object] = {
        "country": "XEX",
        "country_name": "Exempla",
        "dossier": "exempla.dossier",
        "documents": DOCUMENTS,
        "statements": statements,
        **weighed(statements),
        "issues": ISSUES,
        "intake": IntakeReport(files_in=13, kept=9, duplicates=2, refused=2, statements=43, issues=ISSUES),
        "filters": Filters(),
        "generated_at": "2024-02-01T10:00:00Z",
        "version": "0.1.0",
    }
    return Material(**(fields | changes))  # type: ignore[arg-type]
