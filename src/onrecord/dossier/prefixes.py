"""Ids as people type them: the whole of one, or how the only one begins."""

from __future__ import annotations

from onrecord.dossier import connections
from onrecord.dossier.store import Dossier
from onrecord.errors import SettingsError

SHORTEST = 4


def find_id(dossier: Dossier, sql: str, id_or_prefix: str, *, what: str, none: str | None = None, do: str) -> str:
    """Return the only id that begins so.

    Args:
        dossier: where it is looked for.
        sql: gives, in its first column, the ids that begin with `?1`: at most two are needed.
        id_or_prefix: at least `SHORTEST` characters.
        what: what the ids are of, in the plural, for the error.
        none: what to say where there is none, if not "there is no such …".
        do: where the ids are listed.

    Raises:
        SettingsError: there is none, there are several, or too little of it is given.
    """
    found: list[tuple[str]] = []
    if len(id_or_prefix) >= SHORTEST:
        with connections.translated(dossier.path):
            found = dossier.connection.execute(sql, (id_or_prefix,)).fetchall()
    if len(found) == 1:
        return found[0][0]
    said = f"several {what} have ids that begin so." if found else none or f"there is no such {what.removesuffix('s')}."
    raise SettingsError(said, where=id_or_prefix or "(empty id)", do=do)
