"""The reliability curve as a small SVG that stands on its own, in light and dark."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

_SIZE, _LEFT, _TOP = 300, 56, 18
_STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#56534d}.a{stroke:#8a867d}.g{stroke:#8a867d;stroke-opacity:.25}"
    ".even{stroke:#8a867d;stroke-dasharray:4 4}.curve{stroke:#1b5c89;fill:none;stroke-width:2}.dot{fill:#1b5c89}"
    "@media(prefers-color-scheme:dark){text{fill:#aeaaa2}.curve{stroke:#85bbe6}.dot{fill:#85bbe6}}"
)


def draw(points: Sequence[tuple[float, float, int]]) -> str:
    """Return the picture.

    Args:
        points: mean probability, share right, and number of statements, of each bin.
    """
    total = sum(n for _, _, n in points)
    told = ", ".join(f"said {100 * a:.0f} %, right {100 * b:.0f} %" for a, b, _ in points)
    width, height = _LEFT + _SIZE + 16, _TOP + _SIZE + 52
    path = " ".join(f"{_x(a):.1f},{_y(b):.1f}" for a, b, _ in points)
    dots = "".join(f'<circle class="dot" cx="{_x(a):.1f}" cy="{_y(b):.1f}" r="4"/>' for a, b, _ in points)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-labelledby="t d"><title id="t">Reliability of {total} statements in {len(points)} groups of '
        f'equal size</title><desc id="d">{escape(told)}</desc><style>{_STYLE}</style>{_grid()}'
        f'<line class="even" x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}"/>'
        f'<polyline class="curve" points="{path}"/>{dots}'
        f'<text x="{_x(0.5)}" y="{height - 8}" text-anchor="middle">probability that onrecord gives</text>'
        f'<text transform="translate(14 {_y(0.5)}) rotate(-90)" text-anchor="middle">share that is right</text></svg>\n'
    )


def _grid() -> str:
    lines = []
    for tenth in range(0, 11, 2):
        at, kind = tenth / 10, "g" if tenth else "a"
        lines.append(f'<line class="{kind}" x1="{_x(at)}" y1="{_y(0)}" x2="{_x(at)}" y2="{_y(1)}"/>')
        lines.append(f'<line class="{kind}" x1="{_x(0)}" y1="{_y(at)}" x2="{_x(1)}" y2="{_y(at)}"/>')
        lines.append(f'<text x="{_x(at)}" y="{_y(0) + 18}" text-anchor="middle">{10 * tenth}</text>')
        lines.append(f'<text x="{_LEFT - 8}" y="{_y(at) + 4}" text-anchor="end">{10 * tenth} %</text>')
    return "".join(lines)


def _x(share: float) -> float:
    return round(_LEFT + _SIZE * share, 1)


def _y(share: float) -> float:
    return round(_TOP + _SIZE * (1 - share), 1)
