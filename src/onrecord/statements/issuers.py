"""Issuers: who speaks in a document as a whole: its authors, its signatories, the body whose resolution it is.

"The Assembly of …, having regard to …, 1. Calls on …" names its subject once; "We" in an open letter are those who
signed it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.records import Camp, Document, Span, Speaker
from onrecord.reference import organisations
from onrecord.statements import roles
from onrecord.statements.cast import Cast
from onrecord.statements.grammar import alternatives, words
from onrecord.statements.name_words import fold
from onrecord.statements.resolutions import Head, find_heads
from onrecord.statements.signatures import reporting_state, signers, stating
from onrecord.text.quotes import find_quotations

_TITLED = (
    r"(?:^|\n|\b(?:[Aa]dopted|[Ii]ssued|[Aa]pproved|[Mm]ade)\s(?:\w+\s){{0,2}}(?:by|at)\s(?:the\s)?"
    r"|\b(?i:resolution|conclusions?|motion|declaration|statement|opinion|decision|recommendation|appeal|communiqué)\s"
    r"[^\n]{{0,40}}?\b(?:of|by)\s(?:the\s)?)(?P<name>{name})(?=$|[\s,.;:(])"
)
_OF_WHAT = r"(?:[ \t]+(?:of|for|on)[ \t]+(?:the[ \t]+)?[A-Z][\w’'-]+(?:[ \t]+(?:and[ \t]+|the[ \t]+)?[A-Z][\w’'-]+)*)+"
_WHAT_BEFORE = r"(?:[A-Z][\w’'-]+[ \t]+){1,5}"
_ISSUED_BY = re.compile(
    r"(?:\b(?:[Aa]dopted|[Ii]ssued|[Aa]pproved|[Pp]repared)\s(?:by|at)\s(?:the\s)?"
    r"|(?:^|\n)[^\S\n]*(?:(?:[Cc]oncluding|[Gg]eneral)\s)?(?:[Oo]pinion|[Cc]onclusions|[Oo]bservations|[Rr]ecommendations?"
    r"|[Dd]eclaration|[Ss]tatement|[Cc]omments?|[Vv]iews)\s(?:of|by)\s(?:the\s)?"
    r"|(?:^|\n)(?=[A-Z][^\n.,;:]{5,90}\n))"
    rf"(?P<name>{_WHAT_BEFORE}?[A-Z][\w’'-]+(?:{_OF_WHAT})?)"
)
_LEAST_CALLS = 2
_TITLE_REACH = 1500
_PERFORMED = re.compile(
    rf"\s*(?:[–—•-]\s*)?(?:\(?\w{{1,4}}[.)]\s*)*(?:(?:also|further|strongly|deeply|again|once again)\s)*"
    rf"(?:{alternatives('performatives')})\b",
    re.I,
)
_THIRD_PERSON = re.compile(
    rf"(?:\w+ly\s|also\s|further\s)*(?:{alternatives('performatives')}|asks|says|finds|adds)\b", re.I
)
_RECITAL = re.compile(rf"(?:\w+ly\s|also\s|further\s)*(?:{alternatives('recitals')})\b", re.I)
_NUMBER_BEFORE = re.compile(r"(?:^|\s)\(?(?:\d{1,3}|[a-z]{1,3})[.)]\s+(?:\w+ly\s|also\s|further\s)*$")
_WE_ARE = re.compile(r"\b[Ww]e, (?:the )?((?:[\w’'-]+ ){1,8}[\w’'-]+)(?:,| (?:call|urge|write|express|are writing)\b)")
_UNDERSIGNED = re.compile(
    r"\b[Tt]he (undersigned (?:[\w’'-]+ ){0,4}[\w’'-]+?)(?:,| (?:call|urge|write|express|are|have)\b)"
)
_OURS = re.compile(r"(?<![\w’'])(?:[Ww]e|[Oo]ur)(?![\w’'])")
_OWN_WORDS = re.compile(
    r"(?:(?:this|the present) (?:report|study|briefing|briefing paper|paper|submission|statement|document|survey"
    r"|publication)"
    r"|our (?:own )?(?:organi[sz]ation|cent(?:re|er)|group|association|union|foundation|network|institute|committee"
    r"|federation|coalition|report|research|findings|submission))",
    re.I,
)
_MANY = 3
_MOST_SHORT = 2
"""A name of more words is no short form of a longer one."""


def _bodies(signed: tuple[Speaker, ...]) -> tuple[Speaker, ...]:
    """Return whom "we" means in a signed letter: of one person who writes for a body, that body."""
    if len(signed) == 1 and not signed[0].collective and signed[0].affiliation:
        name, camp = signed[0].affiliation, signed[0].camp
        return (Speaker(name=name, camp=camp, named=True, collective=True),)
    return signed


def _short_forms(heads: Sequence[Head], body: Speaker | None) -> frozenset[str]:
    """Return what a resolution's only body is called there besides its name: "Assembly", "Congress of …", "NCU"."""
    names = {head.name for head in heads if head.name}
    if not names:
        return frozenset()
    if body is None or body.name is None or len({_before_of(name) for name in names}) != 1:
        return frozenset()
    aliases = [alias for head in heads for alias in head.aliases]
    forms = {body.name, *names, *aliases, *(f"{name} ({alias})" for name in names for alias in aliases)}
    kind = organisations.head_word(body.name)
    return frozenset(re.sub(r"^the ", "", fold(form)) for form in {*forms, _before_of(body.name), kind})


def _forms_of(body: Speaker) -> frozenset[str]:
    name = body.name or ""
    return frozenset(map(fold, (name, _before_of(name), organisations.head_word(name))))


def _titled(cast: Cast) -> Speaker | None:
    """Return the body that a title says adopted or issued the document, and that the text then calls by its kind."""
    found = {" ".join(m["name"].split()) for m in _ISSUED_BY.finditer(cast.text, 0, _TITLE_REACH)}
    names = [name for name in found if " " in name and _is_called_by_kind(cast.text, organisations.head_word(name))]
    if len(names) != 1:
        return None
    return Speaker(name=names[0], camp=_camp(cast, names[0]), named=True, collective=True)


def _is_called_by_kind(text: str, kind: str) -> bool:
    """Tell whether sentences begin with "The Conference", or "Conference", again and again."""
    if kind not in words("assemblies") and not organisations.has_organisation_word(kind):
        return False
    calls = re.findall(rf"(?:^|[.;]\s|\n|\d\.\s)(?:The )?{re.escape(kind.capitalize())}\s[a-z]", text)
    return len(calls) >= _LEAST_CALLS


class Issuers:
    """Who speaks in a document as a whole.

    *authors* speak in the author's voice; *body* is the subject of a resolution's paragraphs; *we* are those whom
    "we" means outside what others say.
    """

    def __init__(self, document: Document, cast: Cast) -> None:
        """Read the signatures and the subject of *document*."""
        self._cast = cast
        heads = find_heads(cast.text)
        self._bodies = _bodies_at(cast, heads)
        self.body = next((body for body in self._bodies.values() if body.named), None)
        titled = None if self.body or document.authors else _titled(cast)
        self.body = self.body or titled
        self._short = _short_forms(heads, self.body) or (_forms_of(titled) if titled else frozenset())
        signed = signers(cast)
        stated = () if document.authors or signed or self.body else stating(cast)
        self.authors = authors(document, cast) if document.authors else ()
        one = self.body or reporting_state(cast)
        self.authors = self.authors or signed or stated or ((one,) if one else authors(document, cast))
        self.we = _bodies(signed or tuple(s for s in stated if s.named or s.affiliation)) or self._we(document)

    def _we(self, document: Document) -> tuple[Speaker, ...]:
        if self.authors and self.authors[0].camp not in ("media", "unknown"):
            return self.authors
        if described := _described_we(self._cast):
            return (described,)
        is_own = not document.authors and bool(self.authors) and self.authors[0].camp != "media"
        return self.authors if is_own and self._count_ours() >= _MANY else ()

    def _count_ours(self) -> int:
        """Count "we" and "our" outside quotation marks."""
        quoted = [q.span for q in find_quotations(self._cast.text)]
        return sum(not any(s < m.start() < e for s, e in quoted) for m in _OURS.finditer(self._cast.text))

    def at_head(self, source: Sequence[Span]) -> Speaker | None:
        """Return the body whose name at the head of a resolution *source* is."""
        return self._bodies.get(source[0]) if len(source) == 1 else None

    def performs(self, cue: Span) -> bool:
        """Tell whether the cue is one of a resolution's verbs, in a paragraph that begins with one: "1. Calls on …"."""
        text = self._cast.text
        start = text.rfind("\n", 0, cue[0]) + 1
        if _RECITAL.match(text, *cue) and not text[start : cue[0]].strip(" \t–—•-()ABCDEFGHIJKLMNOPQRSTUVWXYZ."):
            return True
        is_numbered = bool(_NUMBER_BEFORE.search(text[max(start, cue[0] - 30) : cue[0]]))
        return (is_numbered or bool(_PERFORMED.match(text, start))) and bool(_THIRD_PERSON.match(text, *cue))

    def own(self, speaker: Speaker) -> Speaker:
        """Return the author whom *speaker* is, so that one person has one description; else *speaker*.

        "The spokesperson" and "our director" of a document that a body publishes are that body's.
        """
        if len(issuer := self.we or self.authors) == 1 and self._is_own_words(speaker):
            return issuer[0]
        if self.body and fold(speaker.name or speaker.role or "") in self._short:
            return self.body
        if self._is_staff(speaker):
            body = self.we[0] if self.we else self.authors[0]
            return replace(speaker, affiliation=body.name, camp=body.camp)
        if speaker.name is None or speaker.role or speaker.affiliation:
            return speaker
        return next((a for a in self.authors if a.name and fold(a.name) == fold(speaker.name)), speaker)

    def own_of(self, speaker: Speaker) -> tuple[Speaker, ...]:
        """Return those whom *speaker* is: the signatories for "we, the undersigned", else `own`."""
        if self.we and speaker.name is None and "undersigned" in (speaker.role or ""):
            return self.we
        return (self.own(speaker),)

    def _is_own_words(self, speaker: Speaker) -> bool:
        """Tell whether *speaker* is "this report" or "our organisation" of a document by a body."""
        issuer = (self.we or self.authors)[0]
        is_body = issuer.collective and issuer.named and issuer.camp != "media"
        return is_body and speaker.name is None and bool(_OWN_WORDS.fullmatch(speaker.role or ""))

    def _is_staff(self, speaker: Speaker) -> bool:
        issuer = self.we or self.authors
        if len(issuer) != 1 or not issuer[0].collective or not issuer[0].named or issuer[0].camp == "media":
            return False
        role = (speaker.role or "").lower()
        is_bare = speaker.named and not speaker.collective and not speaker.affiliation and " " not in role
        return is_bare and (
            role in ("spokesperson", "spokesman", "spokeswoman") or bool(role and f"our {role}" in self._cast.text)
        )


def _bodies_at(cast: Cast, heads: Sequence[Head]) -> dict[Span, Speaker]:
    """Return the bodies at the heads of resolutions, under the fuller name that a title or a head before gives."""
    out: dict[Span, Speaker] = {}
    names: list[str] = []
    for head in heads:
        if head.name is None:
            role = re.sub(r"^we, the ", "", cast.text[slice(*head.span)], flags=re.I)
            out[head.span] = Speaker(role=role, camp=roles.camp_of(role, None), collective=True)
            continue
        title = cast.text[max(0, head.span[0] - _TITLE_REACH) : head.span[0]]
        fuller = next((n for n in names if _before_of(n) == head.name), None)
        name = fuller or _in_title(title, head.name) or head.name
        names.append(name)
        out[head.span] = Speaker(name=name, camp=_camp(cast, name), named=True, collective=True)
    return out


def _before_of(name: str) -> str:
    return re.split(r"\s(?:of|for|on)\s", name)[0]


def _in_title(title: str, name: str) -> str | None:
    """Return the one longer name that begins with *name* ("Council of …") or, of one word, ends with it."""
    fuller = re.escape(name) + _OF_WHAT
    if " " not in name:
        fuller = f"{fuller}|(?!The |In |A )\\b{_WHAT_BEFORE}{re.escape(name)}"
    elif len(name.split()) > _MOST_SHORT:
        return None
    found = {" ".join(m["name"].split()) for m in re.finditer(_TITLED.format(name=fuller), title)}
    return found.pop() if len(found) == 1 else None


def _camp(cast: Cast, name: str) -> Camp:
    return cast.camp_called(name) or organisations.camp_of(name)


def _described_we(cast: Cast) -> Speaker | None:
    """Return the speaker of "We, seven independent organisations of X, …", without a name."""
    match = _WE_ARE.search(cast.text) or _UNDERSIGNED.search(cast.text)
    if match is None or not roles.is_plural(roles.head_of(match.group(1))):
        return None
    return Speaker(role=match.group(1), camp=roles.camp_of(match.group(1), None), collective=True)


def authors(document: Document, cast: Cast) -> tuple[Speaker, ...]:
    """Return who speaks in the author's voice: the authors, else the publisher, else nobody."""
    outside = any(d.kind in ("outside-contributor", "sponsored") for d in document.disclosures)
    publisher: Camp = _camp(cast, document.publisher) if document.publisher else "unknown"
    own_voice: Camp = "NGO" if _writes_from_ngo(cast.text) else publisher
    if document.authors:
        camp: Camp = own_voice if own_voice != "media" or not outside else "unknown"
        affiliation = None if outside else document.publisher
        return tuple(
            Speaker(name=a, role="author", affiliation=affiliation, camp=camp, named=True) for a in document.authors
        )
    if document.publisher:
        return (Speaker(name=document.publisher, camp=own_voice, named=True, collective=True),)
    return ()


_NGO_VOICE = re.compile(
    r"\b(?:my|our|fellow)\s+(?:NGO|non-?governmental|human rights|civil society)\s+"
    r"(?:colleagues|partners|organi[sz]ation|group)",
    re.I,
)


def _writes_from_ngo(text: str) -> bool:
    return bool(_NGO_VOICE.search(text))
