"""Turn records into files of other programs: spreadsheets, archives, reference managers, programs for coding texts."""

from __future__ import annotations

from typing import IO

from onrecord.exports.forms import FORMS, TABLES, Form, form_of
from onrecord.exports.material import Account, LeftOut, Material, Source, Tally
from onrecord.exports.names import plural


def write(name: str, material: Material, out: IO[bytes], *, table: str | None = None) -> Account:
    """Write *material* in a form; the same material always gives the same bytes.

    Args:
        name: a key of `FORMS`.
        material: the records.
        out: where the bytes go; it must be seekable.
        table: the only table that is wanted, where the form has tables.

    Returns:
        How many records were written, and what was left out and why.

    Raises:
        SettingsError: there is no such form or table, or a package that it needs is not installed.
    """
    form = form_of(name, table)
    tally = Tally()
    form.load()(material, out, tally, table)
    return tally.account(form, material.left_out())


__all__ = ["FORMS", "TABLES", "Account", "Form", "LeftOut", "Material", "Source", "form_of", "plural", "write"]
