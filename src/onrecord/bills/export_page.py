"""What changed between two versions, as one page of HTML that stands alone: nothing in it runs, nothing is loaded."""

from __future__ import annotations

import base64
import hashlib
from html import escape

from onrecord.bills.export_compared import Compared, Row, rows
from onrecord.bills.redline import redline_html
from onrecord.bills.summaries import summarise

_CSS = """
body { font: 16px/1.5 Georgia, serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; }
h1 { font-size: 1.5rem; } .meta, .cite { font: .8rem/1.4 system-ui, sans-serif; color: #555; }
.row { margin: .6rem 0; padding-left: calc(var(--depth, 0) * 1.2rem); } .d1 { --depth: 1; } .d2 { --depth: 2; }
.d3 { --depth: 3; } .d4 { --depth: 4; } .d5 { --depth: 5; } p { margin: 0; }
del { color: #8a1f11; background: #fbe9e7; } ins { color: #0b5a2b; background: #e6f4ea; text-decoration: none;
border-bottom: 1px solid; } .renumbered { background: none; color: #555; } .note { font-weight: bold; }
table { border-collapse: collapse; } td, th { text-align: left; padding: .1rem .8rem .1rem 0; }
@media print { body { margin: 0; } }
"""
_DEEPEST = 5


def write_page(compared: Compared) -> str:
    """Write what changed as HTML: escaped, with a policy that lets a browser load and run nothing."""
    title = escape(f"{compared.bill.name}: {compared.a.version.name} to {compared.b.version.name}")
    digest = base64.b64encode(hashlib.sha256(_CSS.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    body = "\n".join(_row(row) for row in rows(compared))
    return (
        '<!DOCTYPE html>\n<html lang="und">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_CSS}</style>\n</head>\n<body>\n<h1>{title}</h1>\n{_head(compared)}\n{body}\n"
        "</body>\n</html>\n"
    )


def _head(compared: Compared) -> str:
    summary = summarise(compared.changes)
    cells = [*summary.by_relation.items(), ("words amended", summary.amended)]
    cells += [(f"penalty {way}", count) for way, count in summary.penalties.items()]
    counts = "".join(f"<tr><th>{escape(name)}</th><td>{count}</td></tr>" for name, count in cells)
    sides = "".join(
        f'<p class="meta">{escape(draft.version.name)}: {escape(draft.version.date or "no date")}, '
        f"document {escape(draft.version.document)}</p>"
        for draft in (compared.a, compared.b)
    )
    return f'{sides}<table class="meta">{counts}</table>'


def _row(row: Row) -> str:
    note = f' <span class="note">{escape(row.note)}</span>' if row.note else ""
    depth = f" d{min(row.depth, _DEEPEST)}" if row.depth else ""
    return (
        f'<div class="row{depth}"><p class="cite">{escape(row.cite)}{note}</p>'
        f"<p>{redline_html(row.before, row.after)}</p></div>"
    )
