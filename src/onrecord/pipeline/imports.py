"""Take in files of commitments and of index series, and weigh anew what hangs on them."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.commitments import importing as commitments
from onrecord.dossier import Dossier
from onrecord.dossier.commitment_intake import take_imported
from onrecord.dossier.series import import_series
from onrecord.errors import Unsupported
from onrecord.figures import importing as series
from onrecord.figures.layouts import layouts
from onrecord.models import load_embedder
from onrecord.pipeline.weighing import check_figures
from onrecord.records import ImportReport
from onrecord.reference.countries import Gazetteer


def import_file(
    dossier: Dossier,
    name: str,
    data: bytes,
    form: str | None = None,
    country: str | None = None,
    *,
    tell: Callable[[str], None] = lambda _: None,
    note: Callable[[str], None] = lambda _: None,
) -> ImportReport:
    """Import a file of commitments or of an index: each row is added, updated, unchanged, or refused with its reason.

    Args:
        dossier: open for writing.
        name: the file's name.
        data: what it holds.
        form: its format; told by what it holds if None.
        country: code of the only country that is wanted, and of whose the rows are where they do not say.
        tell: told each commitment as it is settled, for a progress bar.
        note: told what was passed over.

    Raises:
        Refusal: nothing of it can be taken.
    """
    chosen = form or commitments.recognise(name, data) or series.recognise(name, data)
    gazetteer = Gazetteer(dossier.declared_countries())
    if chosen in commitments.FORMATS:
        parsed = commitments.parse(name, data, chosen, gazetteer, country)
        for reason, count in parsed.passed_over.items():
            note(f"{name}: {count} rows {reason} were passed over")
        return take_imported(dossier, name, parsed, load_embedder().embed, tell)
    if chosen not in layouts():
        do = f"say what it is: --as, one of {', '.join((*commitments.FORMATS, *layouts()))}"
        raise Unsupported("this is no file of commitments or of an index that is known.", where=name, do=do)
    found, issues, rows_in = series.parse(name, data, chosen, gazetteer=gazetteer)
    report = import_series(dossier, found, issues, rows_in, origin=name, format=chosen)
    check_figures(dossier)
    return report
