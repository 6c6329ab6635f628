"""Those who go on: "The Assembly welcomed the law. It asked for more" is all by the body that opens the paragraph."""

from __future__ import annotations

import re

from onrecord.records import Statement
from onrecord.reference import organisations
from onrecord.statements import roles
from onrecord.statements.antecedents import Referent, Scene, Turn
from onrecord.statements.grammar import words

_OPENING = re.compile(r"(?:\(?\d{1,3}[.)]\s+)?(?:(?:Finally|Furthermore|However|In addition|Lastly|Moreover),\s)?$")
_SUBJECT = re.compile(r"(?:\(?\d{1,3}[.)]\s+)?(?:[\w’' -]{1,40},\s)?(?:[Tt]he\s)?$")
_SECOND = re.compile(r"[,;]\s(?:and|but|while|whereas)\s(?:the\s)?[A-Z]")
_NUMBER = 6
"""No more characters than this make a paragraph's number, not a sentence."""


def goes_on(scene: Scene, at: int, statement: Statement) -> Referent | None:
    """Return the body or state whom "It" at *at*, at the head of its sentence, means; None if that is not safe.

    It is the only speaker of the sentence before, and its subject; across paragraphs, of all of the last three.
    """
    cast, text = scene.cast, scene.cast.text
    here = cast.sentence_index(at)
    before = _sentence_before(scene, here)
    if before is None or scene.enclosing(at, statement) is not None or scene.in_quotation(at):
        return None
    if not _OPENING.fullmatch(text[cast.sentences[here][0] : at]):
        return None
    is_new = "\n" in text[cast.sentences[before][0] : at]
    turns = [turn for turn in scene.last_turns(at, here - before + 2 * is_new) if not turn.aside]
    if not turns or turns[0].sentence != before:
        return None
    speakers = {turn.referents[0].speaker if len(turn.referents) == 1 else None for turn in turns}
    first = [turn for turn in turns if turn.sentence == before][-1]
    sentence = cast.sentences[before]
    is_subject = _SUBJECT.fullmatch(text[sentence[0] : first.at]) and not _SECOND.search(text, *sentence)
    return first.referents[0] if len(speakers) == 1 and is_subject and _is_one_body(first) else None


def _is_one_body(turn: Turn) -> bool:
    speaker = turn.referents[0].speaker if turn.referents else None
    if speaker is None:
        return False
    if speaker.name:
        return speaker.collective
    head = roles.head_of((speaker.role or "").lower())
    return organisations.has_organisation_word(head) or head in words("assemblies")


def _sentence_before(scene: Scene, here: int) -> int | None:
    """Return the number of the last sentence before *here* that is more than a paragraph's number."""
    cast = scene.cast
    before = (
        i for i in range(here - 1, max(-1, here - 3), -1) if cast.sentences[i][1] - cast.sentences[i][0] > _NUMBER
    )
    return next(before, None)
