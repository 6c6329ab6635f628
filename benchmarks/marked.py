"""Texts with their statements marked in place, as our own training and evaluation texts are written.

    {1s:The minister} {1q:said} {1c:that {2s:the bar} {2q:wanted} {2c:a new law}}.

`1s` is the source of statement 1, `1q` its one cue, `1c` its content. Source and content may be marked several times (a
discontinuous content); a part may serve several statements (`{1s,2s:The minister}`), and may hold other parts. A line
that begins with `#` at the head of a file is a comment. Braces cannot stand in the text itself.
"""

import re
from pathlib import Path

Spans = list[list[int]]
Gold = dict[str, Spans]

_MARK = re.compile(r"\{(\d+[sqc](?:,\d+[sqc])*):|\}")
_ROLES = {"s": "source", "q": "cue", "c": "content"}


def parse(marked: str) -> tuple[str, list[Gold]]:
    """Return the text without marks, and its statements as spans `[start, end)` of that text.

    Raises:
        ValueError: marks that do not match, or a statement without exactly one cue and at least one content.
    """
    parts: list[str] = []
    statements: dict[int, Gold] = {}
    opened: list[tuple[int, str]] = []
    at = size = 0
    for mark in _MARK.finditer(marked):
        parts.append(marked[at : mark.start()])
        size, at = size + len(parts[-1]), mark.end()
        if mark[1]:
            opened.append((size, mark[1]))
            continue
        if not opened:
            raise ValueError(f"a mark is closed that was not opened, before {marked[at : at + 40]!r}")
        start, names = opened.pop()
        for name in names.split(","):
            gold = statements.setdefault(int(name[:-1]), {"source": [], "cue": [], "content": []})
            gold[_ROLES[name[-1]]].append([start, size])
    text = "".join([*parts, marked[at:]])
    if opened or "{" in text or "}" in text:
        raise ValueError(
            f"a mark is not closed, or not well written: {opened or text[max(0, text.find('{')) :][:40]!r}"
        )
    for number, gold in statements.items():
        if len(gold["cue"]) != 1 or not gold["content"]:
            raise ValueError(f"statement {number} has {len(gold['cue'])} cues and {len(gold['content'])} contents")
    return text, [{role: sorted(spans) for role, spans in gold.items()} for _, gold in sorted(statements.items())]


def read_folder(folder: Path) -> dict[str, tuple[str, list[Gold]]]:
    """Read all `.txt` files of *folder*, by name without ending.

    Raises:
        ValueError: a file is marked wrongly; the message names it.
    """
    out = {}
    for path in sorted(folder.glob("*.txt")):
        lines = path.read_text(encoding="utf-8").split("\n")
        while lines and lines[0].startswith("#"):
            lines.pop(0)
        try:
            out[path.stem] = parse("\n".join(lines).strip() + "\n")
        except ValueError as error:
            raise ValueError(f"{path}: {error}") from error
    return out
