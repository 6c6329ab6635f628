"""Resolutions: one subject, named once at the head, and a verb at the beginning of each paragraph, or several in it.

"The Assembly of …, recalling …, 1. Welcomes the release of …, but regrets that …; 2. Calls on …" makes a statement of
each verb, whose source is the body at the head.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.records import Span
from onrecord.reference import organisations
from onrecord.statements import roles
from onrecord.statements.grammar import alternatives, phrases, words
from onrecord.text.spans import paragraphs, trim

_ADVERBS = (
    r"(?:(?:also|further|furthermore|moreover|likewise|once again|once more|again|therefore|however|\w+ly)\s){0,3}"
)
_VERBS = rf"(?:{'|'.join(phrases('performative_phrases'))}|{alternatives('performatives')})\b"
VERB_FIRST = re.compile(rf"{_ADVERBS}{_VERBS}(?=\s)", re.I)
"""The verb with which a resolution's paragraph begins, and what belongs to it."""


def _plain(verb: str) -> str:
    """Return a verb of the third person, or the first word of a pattern, without its ending ("denies": "deny")."""
    if verb in ("is", "are"):
        return "are"
    if verb.endswith("ies"):
        return f"{verb[:-3]}y"
    return verb[:-2] if re.search(r"(?:ss|sh|ch|x)es$", verb) else verb.removesuffix("s")


def _plain_pattern(pattern: str) -> str:
    first, space, rest = pattern.partition(" ")
    return re.sub(r"[a-z]+s\b", lambda verb: _plain(verb.group()), first) + space + rest


_PLAIN_VERBS = "|".join(
    [*map(_plain_pattern, phrases("performative_phrases")), *sorted(map(_plain, words("performatives")), reverse=True)]
)
PLAIN_FIRST = re.compile(rf"{_ADVERBS}(?:{_PLAIN_VERBS})\b(?=\s)", re.I)
"""The same after "We, the delegates of …," or "Decides to:" ("1. Condemn …")."""
_NEXT_PLAIN = re.compile(
    rf"(?P<joint>;\s+(?:(?:and|but)\s)?|,\s+(?:and|but)\s)(?:we\s)?(?P<cue>{_ADVERBS}(?:{_PLAIN_VERBS})\b)(?=\s)"
)
RECITAL = re.compile(
    rf"{_ADVERBS}(?:{alternatives('recitals')})\b"
    r"(?:\swith\s(?:\w+\s)?(?:alarm|appreciation|approval|concern|grief|interest|regret|satisfaction|sorrow))?"
    r"(?:\s(?:by|at|about|of|over))?(?=\s)",
    re.I,
)
"""The participle with which a recital begins ("Deeply concerned at")."""
_NEXT_VERB = re.compile(
    rf"(?P<joint>;\s+(?:(?:and|but|yet|while)\s)?|,\s+(?:(?:and|but|yet|while|as well as)\s)?|\s(?:and|but)\s)(?:it\s)?"
    rf"(?P<cue>{_ADVERBS}{_VERBS})(?=\s)"
)
_NEXT_PARTICIPLE = re.compile(
    rf"(?P<joint>;\s+(?:and\s)?|,?\sand\s)(?P<cue>{_ADVERBS}(?:{alternatives('recitals')})\b"
    r"(?:\s(?:by|at|about|of|over))?)(?=\s)"
)
_NOUN_TOO = re.compile(rf"{_ADVERBS}(?:{'|'.join(phrases('performative_nouns'))})\b")
_AMBIGUOUS = re.compile(
    rf"{_ADVERBS}(?:demands|orders|proposes|requests|appeals|notes|fears|hopes|promises|wishes|supports|questions|objects"
    r"|challenges|offers|charges|protests|remarks|addresses|tasks|joins|signals|shares|finds|points|mandates|trusts"
    r"|calls|intends|presses|takes|draws|asks)\b"
)
_OTHER_CLAUSE = re.compile(r"\b(?:that|who|which|whose|whom|what|how|why|where)\b")
_OPENING = re.compile(
    r"(?P<we>(?i:we),?\s+(?:the\s+)?(?:(?:delegates|members|participants|representatives|parliamentarians)\s+(?:of|to|at|in)\s+)?)?"
    r"(?P<name>(?P<article>(?i:the|its)\s)?[A-Z])"
)
_WE_WHO = re.compile(r"(?P<we>W[eE], the (?:[\w’'-]+ ){0,7}?[\w’'-]+)(?=,)")
_RESOLVED = re.compile(
    r"\b(?i:resolved)[^\n]{0,60}?[Tt]hat (?P<name>the (?P<bare>(?:Senate|House of [A-Z]\w+|(?:[A-Z][\w’'-]+ ){0,3}"
    r"(?:Assembly|Council|Parliament|Congress|Conference|Union))))\s?[—–:-]"
)
_MARKER = re.compile(r"(?:[–—•▪*-]|\(?(?:\d{1,3}|[ivx]+|[A-Za-z])[.)])\s+")
_PREAMBLE = re.compile(rf"(?:(?:[A-Z]|[ivx]+|\d{{1,2}})\.\s+)?(?:{alternatives('preambles')})\b", re.I)
_RESUMED = re.compile(
    rf",\s+(?:[–—•-]\s*)?(?:1\.\s|(?!(?:after|following|given|in|on|with)\b)(?:{alternatives('preambles')})\b)", re.I
)
_PIECE = re.compile(r",\s+")
_NAME_END = re.compile(r"\s*[(;:]|,?\s*$|,\s+(?=[\d–—•-])|\s+[–—]\s")
_ABBREVIATED = re.compile(r"\s*\(([^)\n]{2,60})\)")
_CITED = re.compile(
    r"(?:(?:all|also|the|its|their|his|her|in mind|regard to|by|to|of|on|for|both|further|and)\s"
    r"|[\w-]+(?:al|ant|ary|ed|ent|er|est|ic|ing|ive|ous)\s|(?-i:[A-Z\d])[\w./’'-]*,?\s)*?"
    rf"(?:{alternatives('cited')})\b(?P<rest>.*)",
    re.I | re.S,
)
_MOST_NAME_WORDS = 18
_REACH = 3
"""So many lines may stand between the name of the body and the first recital or verb."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Where the body stands that all paragraphs after it speak for, and its name without article and brackets.

    *is_plural*: they say "we", and their verbs have no ending; without a name if they have none ("We, the delegates").
    """

    span: Span
    name: str | None
    aliases: tuple[str, ...] = ()
    is_plural: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A verb of a paragraph, with what it says."""

    cue: Span
    content: Span


def find_heads(text: str) -> tuple[Head, ...]:
    """Return the heads of the resolutions in *text*, in order."""
    spans = paragraphs(text)
    found = (_head(text, spans, number) or _we_who(text, spans, number) for number in range(len(spans)))
    return tuple(head for head in found if head)


def _head(text: str, spans: Sequence[Span], number: int) -> Head | None:
    start, end = spans[number]
    if resolved := _RESOLVED.search(text, start, end):
        return Head(span=resolved.span("name"), name=resolved["bare"])
    opening = _OPENING.match(text, start, end)
    if opening is None or (not opening["article"] and _begins_item(text, spans[number])):
        return None
    name = _name(text, (opening.start("name"), end))
    if name is None or not _leads(text, spans, number, name[1]):
        return None
    is_plural = opening["we"] is not None
    bare = " ".join(text[opening.end("article") if opening["article"] else name[0] : name[1]].split())
    if _is_body(bare, has_article=bool(opening["article"])):
        brackets = _ABBREVIATED.match(text, name[1])
        return Head(span=name, name=bare, aliases=(brackets[1],) if brackets else (), is_plural=is_plural)
    return None


def _we_who(text: str, spans: Sequence[Span], number: int) -> Head | None:
    """Return "We, the representatives of …" as a head without a name."""
    start, end = spans[number]
    we = _WE_WHO.match(text, start, end)
    return Head(span=we.span("we"), name=None, is_plural=True) if we and _leads(text, spans, number, we.end()) else None


def _name(text: str, span: Span) -> Span | None:
    """Return the name at the beginning of *span*: up to a bracket or a part that begins without a capital."""
    stop = next(_NAME_END.finditer(text, *span))
    last = stop.start()
    for piece in _PIECE.finditer(text, span[0], last):
        if not re.match(r"(?:and\s)?[A-Z]", text[piece.end() :][:6]):
            last = piece.start()
            break
    name = trim(text, (span[0], last))
    return name if 0 < len(text[slice(*name)].split()) <= _MOST_NAME_WORDS else None


def _leads(text: str, spans: Sequence[Span], number: int, after: int) -> bool:
    """Tell whether recitals or verbs follow a name that ends at *after*: in its paragraph, or in the next ones."""
    end = spans[number][1]
    if _RESUMED.search(text, after, min(end, after + 200)):
        return True
    if text[end - 1] not in ",:;":
        return False
    following = spans[number + 1 : number + 1 + _REACH]
    return any(_begins_item(text, span) for span in following)


def _begins_item(text: str, span: Span) -> bool:
    marker = _MARKER.match(text, *span)
    at = marker.end() if marker else span[0]
    return bool(_PREAMBLE.match(text, *span) or _PREAMBLE.match(text, at) or VERB_FIRST.match(text, at))


def _is_body(name: str, *, has_article: bool) -> bool:
    head = organisations.head_word(name)
    if organisations.has_organisation_word(head) or head in words("assemblies") or organisations.find(name):
        return True
    return (
        has_article and name[0].isupper() and not roles.is_role_word(head) and len(name.split()) <= 3 and name.istitle()
    )


def clauses(text: str, span: Span, *, is_plural: bool = False) -> list[Clause]:
    """Return what each verb of a paragraph says; empty if it does not begin with one.

    Args:
        text: the frozen text.
        span: the paragraph after its number.
        is_plural: verbs without an ending count, too ("We, the delegates: 1. Condemn …").
    """
    rules = (
        (VERB_FIRST, _NEXT_VERB),
        (RECITAL, _NEXT_PARTICIPLE),
        *([(PLAIN_FIRST, _NEXT_PLAIN)] if is_plural else []),
    )
    first, following = next(((m, after) for rule, after in rules if (m := rule.match(text, *span))), (None, _NEXT_VERB))
    if first is None:
        return []
    cues = [(first.start(), first.span())]
    for match in following.finditer(text, first.end(), span[1]):
        if _goes_back(text, (cues[-1][1][1], match.start()), match) and not _is_enclosed(text, span[0], match.start()):
            cues.append((match.start(), match.span("cue")))
    ends = [start for start, _ in cues[1:]] + [span[1]]
    return [Clause(cue=cue, content=(cue[1], end)) for (_, cue), end in zip(cues, ends, strict=True)]


def _goes_back(text: str, said: Span, match: re.Match[str]) -> bool:
    """Tell whether a later verb has the head as subject, not somebody within what the verb before says."""
    if _AMBIGUOUS.fullmatch(match["cue"]) and not _NOUN_TOO.match(text, match.start("cue")):
        return False
    joint = match["joint"].strip()
    if joint.startswith(";") or joint in (", but", ", and", ", while", ", yet", ", as well as"):
        return True
    return not _OTHER_CLAUSE.search(text, *said)


def _is_enclosed(text: str, start: int, at: int) -> bool:
    before = text[start:at]
    return before.count("“") > before.count("”") or before.count("(") > before.count(")")


def only_cites(text: str, clause: Clause) -> bool:
    """Tell whether a recital names a document and says nothing of its own ("Recalling its resolution of …")."""
    opening = text[slice(*clause.cue)].split()
    if not {word.lower() for word in opening} & words("citing") or "with" in opening:
        return False
    cited = _CITED.match(text[slice(*trim(text, clause.content))])
    return cited is not None and not re.search(r"\b(?:that|which|according to)\b", cited["rest"])
