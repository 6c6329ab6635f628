"""Issuers: who speaks in a document as a whole: its authors, its signatories, the body whose resolution it is.

"The Assembly of …, having regard to …, 1. Calls on …" names its subject once; "We" in an open letter are those who
signed it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.records import Camp, Document, Span, Speaker
from onrecord.reference import organisations
from onrecord.statements import roles
from onrecord.statements.cast import Body, Cast
from onrecord.statements.grammar import alternatives
from onrecord.statements.name_words import fold
from onrecord.statements.signatures import reporting_state, signers
from onrecord.text.quotes import find_quotations

_SUBJECT = re.compile(
    r"(?:^|\n)[^\S\n]*((?:The|Its)\s[A-Z][^,.;:\n]{2,110}|[A-Z][\w’' -]{2,80}),\s+(?:[–—•-]\s*)?(?=(?:[A-Z1]\.\s+)?"
    r"(?:having|recalling|considering|noting|mindful|guided|acting|bearing|reaffirming|taking|deeply|gravely|whereas|alarmed"
    r"|expressing|welcoming|stressing|concerned|convinced|conscious|in view|on the basis|meeting|deploring|condemning"
    r"|regretting|recognising|recognizing|aware|affirming|emphasising|emphasizing|underlining|pursuant|in accordance"
    r"|with reference|observing|determined|disturbed|shocked|dismayed)\b)",
    re.I,
)
_PERFORMED = re.compile(
    rf"\s*(?:[–—•-]\s*)?(?:\(?\w{{1,4}}[.)]\s*)*(?:(?:also|further|strongly|deeply|again|once again)\s)*"
    rf"(?:{alternatives('performatives')})\b",
    re.I,
)
_THIRD_PERSON = re.compile(
    rf"(?:\w+ly\s|also\s|further\s)*(?:{alternatives('performatives')}|asks|says|finds|adds)\b", re.I
)
_RECITAL = re.compile(rf"(?:\w+ly\s|also\s|further\s)*(?:{alternatives('recitals')})\b", re.I)
_SIGNED = re.compile(
    r"\n[^\S\n]*(?:(?:co-)?signed(?: by)?|(?:the )?(?:undersigned|signatories|signatory organi[sz]ations))"
    r"[^\n:]{0,30}:?[^\S\n]*(?:\n|(?<=:)\s)",
    re.I,
)
_NUMBER_BEFORE = re.compile(r"(?:^|\s)\(?(?:\d{1,3}|[a-z]{1,3})[.)]\s+(?:\w+ly\s|also\s|further\s)*$")
_BULLET = re.compile(r"^\s*(?:[–—•*-]|\d{1,2}[.)])\s*")
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
_MAX_SIGNATORIES = 60
_MAX_WORDS = 12
_MANY = 3


def _bodies(signed: tuple[Speaker, ...]) -> tuple[Speaker, ...]:
    """Return whom "we" means in a signed letter: of one person who writes for a body, that body."""
    if len(signed) == 1 and not signed[0].collective and signed[0].affiliation:
        name, camp = signed[0].affiliation, signed[0].camp
        return (Speaker(name=name, camp=camp, named=True, collective=True),)
    return signed


class Issuers:
    """Who speaks in a document as a whole.

    *authors* speak in the author's voice; *body* is the subject of a resolution's paragraphs; *we* are those whom
    "we" means outside what others say.
    """

    def __init__(self, document: Document, cast: Cast) -> None:
        """Read the signatures and the subject of *document*."""
        self._cast = cast
        self.body = _body(cast)
        signed = signatories(cast) or signers(cast)
        self.authors = authors(document, cast) if document.authors else ()
        one = self.body or reporting_state(cast)
        self.authors = self.authors or signed or ((one,) if one else authors(document, cast))
        self.we = _bodies(signed) or self._we(document)

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


def _body(cast: Cast) -> Speaker | None:
    """Return the body whose resolution the text is, or None."""
    text = cast.text
    for match in _SUBJECT.finditer(text, 0, max(4000, len(text) // 3)):
        name = re.sub(r"^(?:the|its)\s+", "", match.group(1).strip(), flags=re.I)
        name = _in_full(cast, match.span(1)) or name if " " not in name else name
        head = organisations.head_word(name)
        if organisations.has_organisation_word(head) or organisations.find(name):
            return Speaker(name=name, camp=_camp(cast, name), named=True, collective=True)
    return None


def _in_full(cast: Cast, span: Span) -> str | None:
    """Return the fuller name that the document gives a body elsewhere ("The Conference")."""
    bodies = [who for name in cast.names_in(span) if isinstance(who := cast.who(name), Body)]
    return bodies[0].name if len(bodies) == 1 else None


def _camp(cast: Cast, name: str) -> Camp:
    return cast.camp_called(name) or organisations.camp_of(name)


def signatories(cast: Cast) -> tuple[Speaker, ...]:
    """Return who signed the document, in order; empty if there is no list of signatures at its end."""
    text = cast.text
    match = next(iter(_SIGNED.finditer(text, len(text) // 3)), None)
    if match is None:
        return ()
    out: list[Speaker] = []
    for line in text[match.end() :].splitlines():
        items = [_BULLET.sub("", item).strip(" ,.") for item in line.split(";")]
        items = [item for item in items if item]
        if items and not all(_is_name(item) for item in items):
            break
        out += [_signatory(cast, item) for item in items]
    return tuple(dict.fromkeys(out))[:_MAX_SIGNATORIES]


def _is_name(item: str) -> bool:
    words = item.split()
    return len(words) <= _MAX_WORDS and item[0].isupper() and not re.search(r"[.!?:@]\s|https?:|\d{4}", item)


def _signatory(cast: Cast, item: str) -> Speaker:
    """Return a person with what follows the comma as affiliation, or a body."""
    name, _, rest = item.partition(", ")
    if any(fold(p.name) == fold(name) for p in cast.persons) and not organisations.has_organisation_word(
        organisations.head_word(name)
    ):
        camp = roles.camp_of(None, rest) if rest else "unknown"
        return Speaker(name=name, affiliation=rest or None, camp=camp, named=True)
    return Speaker(name=item, camp=_camp(cast, item), named=True, collective=True)


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
