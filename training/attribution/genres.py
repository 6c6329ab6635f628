"""Invented texts of genres that PolNeAR lacks: resolutions, letters of NGOs, reports of committees, joint statements.

Every text is put together from parts at random; none is about a real case.
"""

import numpy as np
from data import Gold

PLACES = "Exempla Norland Vestria Calderia Ostmark Lindara Meridia Tessaly Karvonia Belmora Suthland Arkesh".split()
BODIES = [
    "European Parliament",
    "Human Rights Committee",
    "Committee against Torture",
    "General Assembly",
    "Council of Europe",
    "Committee on the Rights of the Child",
    "National Assembly",
    "Venice Commission",
    "Human Rights Council",
    "Senate",
]
GROUPS = [
    "Open Doors Watch",
    "the Freedom Line Foundation",
    "Lawyers for Fair Trials",
    "the Press Union",
    "six rights groups",
    "more than twenty civil society organisations",
    "the Association of Independent Judges",
    "the Helsinki Group",
    "a coalition of NGOs",
    "the national ombudsman",
    "families of the prisoners",
    "the bar association",
    "the opposition",
    "a government spokesperson",
]
PEOPLE = [
    "Ana Belin, director of Open Doors Watch,",
    "the Special Rapporteur on torture",
    "Foreign Minister Tomas Ruk",
    "the president",
    "Josef Marn, a lawyer for the detainees,",
    "the EU's High Representative",
    "a senior official",
    "the Prosecutor General",
    "MEP Karla Voss",
    "the Minister of Justice",
    "one former prisoner",
    "an official who asked not to be named",
]
CLAUSES = [
    "the new law on public assemblies falls short of international standards",
    "journalists continue to be detained for their work",
    "the death penalty has been abolished for all crimes",
    "prison conditions have improved since last year",
    "the amendments would further restrict freedom of association",
    "no official has been brought to justice",
    "domestic violence has not been made a separate offence",
    "the courts remain under the influence of the executive",
    "most of the recommendations have been carried out",
    "religious communities must register again by the end of the year",
    "the number of women in parliament has risen to 30 per cent",
    "trade union leaders have been charged with extremism",
    "torture in police custody is widespread and goes unpunished",
    "the draft code keeps prison terms for libel",
    "two newspapers were closed in March",
    "the investigation was neither prompt nor impartial",
]
DEEDS = [
    "release all political prisoners without delay",
    "bring the criminal code into line with the Covenant",
    "ratify the Optional Protocol",
    "repeal the provisions on insult of officials",
    "allow independent monitors into places of detention",
    "investigate all allegations of torture",
    "guarantee access to lawyers from the first hour",
    "adopt a law on domestic violence",
    "drop the charges against the three journalists",
    "ensure that peaceful assemblies need only be notified",
    "strengthen the independence of the judiciary",
    "reopen the newspaper",
]
MATTERS = [
    "the arrest of six trade unionists",
    "reports of torture in police custody",
    "the lack of independent media",
    "the slow pace of reform",
    "the adoption of the law on assemblies",
    "the conditions in pre-trial detention",
    "the steps taken to fight trafficking in human beings",
    "the restrictions placed on religious minorities",
    "the closure of the newspaper",
    "the release of two human rights defenders",
    "the rise in the minimum wage",
    "the impunity enjoyed by the security forces",
    "the moratorium on executions",
]
ON_MATTER = [
    "Welcomes",
    "Deplores",
    "Condemns",
    "Regrets",
    "Notes with concern",
    "Expresses its deep concern at",
    "Expresses concern about",
    "Strongly condemns",
    "Takes note of",
    "Is deeply concerned by",
    "Reiterates its concern about",
    "Commends",
    "Notes with satisfaction",
    "Is alarmed by",
]
ON_CLAUSE = [
    "Stresses",
    "Notes",
    "Regrets",
    "Considers",
    "Recalls",
    "Underlines",
    "Emphasises",
    "Points out",
    "Is concerned",
    "Notes with regret",
    "Takes the view",
]
TO_DO = [
    "Calls on",
    "Urges",
    "Strongly urges",
    "Calls upon",
    "Encourages",
    "Invites",
    "Asks",
    "Reiterates its call on",
    "Once again calls on",
]
SPEECH = [
    "concerned {that}",
    "noted {that}",
    "regretted {that}",
    "stressed {that}",
    "welcomed the fact {that}",
    "stated {that}",
    "said {that}",
    "warned {that}",
    "acknowledged {that}",
    "denied {that}",
    "found {that}",
    "concluded {that}",
    "observed {that}",
    "fears {that}",
    "believes {that}",
    "claims {that}",
]


class Text:
    """A text under construction, with the spans of its statements."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng, self.text, self.statements = rng, "", []

    def pick(self, options: list[str]) -> str:
        """Return one of *options*."""
        return str(options[int(self.rng.integers(len(options)))])

    def put(self, words: str) -> list[int]:
        """Append *words*; return their span, without white space at the ends."""
        start = len(self.text) + len(words) - len(words.lstrip())
        self.text += words
        return [start, len(self.text.rstrip())]

    def state(self, source: list[int] | None, cue: list[int], *content: list[int]) -> None:
        """Note a statement."""
        self.statements.append({"source": [source] if source else [], "cue": [cue], "content": list(content)})

    def clause(self) -> str:
        """Return something that can be said."""
        return self.pick(CLAUSES).replace(
            "the new law", f"the new law of {self.pick(PLACES)}", int(self.rng.random() < 0.1)
        )

    def chance(self, share: float) -> bool:
        """Return true in this share of cases."""
        return bool(self.rng.random() < share)


def upper(words: str) -> str:
    return words[0].upper() + words[1:]


def resolution(t: Text) -> None:
    """Numbered paragraphs that begin with their verb; the institution stands at the head."""
    body = t.pick(BODIES)
    source = t.put(f"The {body}")
    t.put(",\n")
    for number in range(1, int(t.rng.integers(4, 9))):
        t.put(f"{number}. " if t.chance(0.8) else "– ")
        _item(t, source)
        t.put(";\n" if t.chance(0.8) else ".\n")


def _item(t: Text, source: list[int] | None) -> None:
    kind = t.rng.integers(3)
    if kind == 0:
        cue = t.put(t.pick(ON_MATTER))
        t.state(source, cue, t.put(" " + t.pick(MATTERS) + (f" in {t.pick(PLACES)}" if t.chance(0.4) else "")))
    elif kind == 1:
        cue = t.put(t.pick(ON_CLAUSE))
        t.state(source, cue, t.put(" that " + t.clause()))
    else:
        cue = t.put(t.pick(TO_DO))
        target = t.pick(
            [
                "the authorities",
                "the Government",
                f"the Government of {t.pick(PLACES)}",
                "the State party",
                t.pick(PLACES),
                "the Council",
            ]
        )
        content = t.put(f" {target} to {t.pick(DEEDS)}" + (f" and to {t.pick(DEEDS)}" if t.chance(0.3) else ""))
        t.state(source, cue, content)
    if t.chance(0.35):
        t.put("; ")
        follow = t.put(t.pick(TO_DO).lower())
        t.state(source, follow, t.put(f" {t.pick(PLACES)} to {t.pick(DEEDS)}"))


def letter(t: Text) -> None:
    """A letter of an organisation to a government."""
    t.put(f"Dear {t.pick(['Minister', 'President', 'Mr President', 'Excellency', 'Prime Minister'])},\n\n")
    for _ in range(int(t.rng.integers(2, 5))):
        for _ in range(int(t.rng.integers(1, 4))):
            _sentence_of_we(t)
        t.put("\n\n")
    t.put(f"Yours sincerely,\n{upper(t.pick(GROUPS))}\n")


def _sentence_of_we(t: Text) -> None:
    who = t.put(t.pick(["We", "We", "Our organisations", "The undersigned organisations", "The signatories"]))
    kind = t.rng.integers(4)
    if kind == 0:
        verb = t.pick(
            [
                "are writing to express our concern about",
                "are deeply concerned by",
                "welcome",
                "condemn",
                "are alarmed at",
                "regret",
            ]
        )
        t.state(who, t.put(" " + verb), t.put(" " + t.pick(MATTERS)))
    elif kind == 1:
        verb = t.pick(["urge", "call on", "respectfully ask", "strongly urge", "therefore call upon", "also ask"])
        target = t.pick(["you", "your government", "the authorities", f"the government of {t.pick(PLACES)}"])
        t.state(who, t.put(" " + verb), t.put(f" {target} to {t.pick(DEEDS)}"))
    elif kind == 2:
        verb = t.pick(["note", "believe", "are concerned", "understand", "fear", "recall"])
        t.state(who, t.put(" " + verb), t.put(" that " + t.clause()))
    else:
        t.text = t.text[: who[0]]
        t.put(upper(t.clause()))
    t.put(". ")


def report(t: Text) -> None:
    """Conclusions of a committee, or a report of an organisation."""
    body = t.pick([*BODIES, "Committee", "Special Rapporteur", "Working Group", "delegation"])
    for number in range(int(t.rng.integers(3, 8))):
        if t.chance(0.5):
            t.put(f"{number + 7}. ")
        for _ in range(int(t.rng.integers(1, 4))):
            _sentence_of_report(t, body)
        t.put("\n\n")


def _sentence_of_report(t: Text, body: str) -> None:
    kind = t.rng.integers(5)
    if kind == 0:
        who = t.put(t.pick([f"The {body}", "It", upper(t.pick(GROUPS)), upper(t.pick(PEOPLE))]))
        cue, that = t.pick(SPEECH).split("{")[0].strip(), " that "
        t.state(who, t.put(f" {'is ' if cue == 'concerned' else ''}{cue}"), t.put(that + t.clause()))
    elif kind == 1:
        who = t.put(f"The {body}")
        verb = t.pick(["recommends", "recommended", "reiterates its recommendation"])
        t.state(who, t.put(" " + verb), t.put(f" that the State party {t.pick(DEEDS)}"))
    elif kind == 2:
        t.put(upper(t.clause()))
    elif kind == 3:
        _according(t)
    else:
        _quoted(t)
    t.put(". ")


def _according(t: Text) -> None:
    source = t.pick(
        [
            *GROUPS,
            "a report issued last week",
            f"an open statement by {t.pick(GROUPS)}",
            "its own action plan",
            "official figures",
        ]
    )
    if t.chance(0.5):
        cue = t.put("According to")
        who = t.put(" " + source)
        t.put(", ")
        t.state(who, cue, t.put(t.clause()))
    else:
        content = t.put(upper(t.clause()))
        t.put(",")
        cue = t.put(" according to")
        t.state(t.put(" " + source), cue, content)


def _quoted(t: Text) -> None:
    """Direct speech: before, after or around its cue."""
    kind, verb = t.rng.integers(3), t.pick(["said", "told reporters", "added", "warned", "wrote"])
    if kind == 0:
        who = t.put(upper(t.pick(PEOPLE)))
        cue = t.put(f" {verb}")
        t.put(t.pick([": ", ", "]))
        t.state(who, cue, t.put(f"“{upper(t.clause())}.”"))
        t.text = t.text[:-2] + "”"
        t.statements[-1]["content"][0][1] = len(t.text)
    elif kind == 1:
        content = t.put(f"“{upper(t.clause())},”")
        cue, who = None, None
        if t.chance(0.5):
            who, cue = t.put(" " + t.pick(PEOPLE).rstrip(",")), t.put(f" {verb}")
        else:
            cue, who = t.put(f" {verb}"), t.put(" " + t.pick(PEOPLE).rstrip(","))
        t.state(who, cue, content)
    else:
        first = t.put(f"“{upper(t.clause())},”")
        who, cue = t.put(" " + t.pick(PEOPLE).rstrip(",")), t.put(f" {verb}")
        t.put(t.pick([". ", ", "]))
        t.state(who, cue, first, t.put(f"“{upper(t.clause())}”"))


def make_articles(rng: np.random.Generator, n: int) -> list[tuple[str, list[Gold]]]:
    """Make *n* texts, some of several genres one after the other."""
    out = []
    for _ in range(n):
        t = Text(rng)
        for _ in range(int(rng.integers(1, 3))):
            [resolution, letter, report][int(rng.integers(3))](t)
        out.append((t.text, t.statements))
    return out
