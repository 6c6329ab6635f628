"""The order of work, and the only place that knows it: bytes in, an account out.

reading    a document is frozen, its statements found, their speakers resolved, labels assigned
intake     what was read is kept in a dossier, or refused with its reason
labelling  label heads are fitted to what people decided
rereading  kept originals are read again with today's models, and what persons said is laid over that
briefing   what a dossier says about a country is gathered for a brief
exporting  the records of a dossier, or of a part of it, are written for another program

Each is imported when it is first asked for: a command pays for what it uses.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.pipeline.briefing import Brief, brief_material, look_at, make_brief, note_brief
    from onrecord.pipeline.exporting import export
    from onrecord.pipeline.import_parts import Request, put_issues
    from onrecord.pipeline.imports import import_file
    from onrecord.pipeline.intake import add
    from onrecord.pipeline.labelling import FEWEST_REVIEWS, fit_labels, undo_labels
    from onrecord.pipeline.reading import (
        READABLE_LANGUAGES,
        Reading,
        Tools,
        heads_in_use,
        is_readable,
        load_tools,
        read,
    )
    from onrecord.pipeline.rereading import Reread, reread
    from onrecord.pipeline.weighing import check_figures, weigh, weigh_again

__all__ = [
    "FEWEST_REVIEWS", "READABLE_LANGUAGES", "Brief", "Reading", "Request", "Reread", "Tools", "add", "brief_material",
    "check_figures", "export", "fit_labels", "heads_in_use", "import_file", "is_readable", "load_tools", "look_at",
    "make_brief", "note_brief", "put_issues", "read", "reread", "undo_labels", "weigh", "weigh_again",
]  # fmt: skip

_HOME = {
    "briefing": "Brief brief_material look_at make_brief note_brief",
    "exporting": "export",
    "import_parts": "Request put_issues",
    "imports": "import_file",
    "intake": "add",
    "labelling": "FEWEST_REVIEWS fit_labels undo_labels",
    "reading": "READABLE_LANGUAGES Reading Tools heads_in_use is_readable load_tools read",
    "rereading": "Reread reread",
    "weighing": "check_figures weigh weigh_again",
}
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names.split()}


def __getattr__(name: str) -> object:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
