"""Vary texts in training: other quotation marks, lost ones, commas outside them, paragraphs run together."""

import re

import numpy as np
from data import Gold

STYLES = {"straight": '""', "angle": "«»", "single": "‘’", "plain": "''", "same": "“”"}
CHANCES = {"same": 0.55, "straight": 0.25, "angle": 0.06, "single": 0.1, "plain": 0.04}


def vary(text: str, statements: list[Gold], rng: np.random.Generator) -> tuple[str, list[Gold]]:
    """Return *text* changed, no character more or less, and the statements with their spans."""
    style = STYLES[rng.choice(list(CHANCES), p=list(CHANCES.values()))]
    text = _restyle(text, style)
    if rng.random() < 0.12 and style[0] != style[1]:
        text, statements = _comma_outside(text, statements, style[1])
    if rng.random() < 0.15:
        text = _lose(text, style[1], 0.15, rng)
    if rng.random() < 0.05:
        text = re.sub(r"(?<=[.”\"])\n+(?=\S)", lambda m: " " * len(m[0]) if rng.random() < 0.3 else m[0], text)
    if rng.random() < 0.03:
        text = text.upper() if len(text.upper()) == len(text) else text
    return text, statements


def _restyle(text: str, style: str) -> str:
    if "“" in text:
        return text.replace("“", style[0]).replace("”", style[1])
    if style[0] == style[1]:
        return text.replace('"', style[0]) if "'" not in text else text
    return re.sub(r'"', lambda m: style[0] if m.start() == 0 or text[m.start() - 1] in " \n(—" else style[1], text)


def _lose(text: str, mark: str, share: float, rng: np.random.Generator) -> str:
    return re.sub(re.escape(mark), lambda m: " " if rng.random() < share else m[0], text)


def _comma_outside(text: str, statements: list[Gold], mark: str) -> tuple[str, list[Gold]]:
    """Write the comma after the closing mark, as British papers do; a span that ended there ends at the mark."""
    ends = {m.end() for m in re.finditer("," + re.escape(mark), text)}
    text = text.replace("," + mark, mark + ",")
    return text, [{role: [[a, b - (b in ends)] for a, b in spans] for role, spans in s.items()} for s in statements]
