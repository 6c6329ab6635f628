"""Which document is meant by an id, a hash, an address or a file's name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self
from urllib.parse import parse_qsl, urlencode, urlsplit

import msgspec

from onrecord.dossier import connections, descriptions, rows
from onrecord.dossier.store import Dossier

_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|mc_[ce]id)$")
_ID = re.compile(r"(?<![0-9a-f])[0-9a-f]{20}(?![0-9a-f])")
_SHA256 = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")


@dataclass(frozen=True, slots=True)
class Places:
    """The documents of a dossier by all their names; a name may be that of several."""

    by_hash: dict[str, str]
    by_address: dict[str, frozenset[str]]
    by_file: dict[str, frozenset[str]]

    @classmethod
    def load(cls, dossier: Dossier) -> Self:
        """Read them from a dossier."""
        hashes, addresses, files = dict[str, str](), dict[str, frozenset[str]](), dict[str, frozenset[str]]()
        with connections.translated(dossier.path), dossier.snapshot():
            db = dossier.connection
            for key, sha256 in db.execute("SELECT key, sha256 FROM documents"):
                hashes |= {key: key, sha256: key}
            texts = "SELECT d.key, t.sha256 FROM texts t JOIN documents d ON d.id = t.document"
            hashes |= {sha256: key for key, sha256 in db.execute(texts)}
            seen = "SELECT d.key, s.place, s.detail FROM sightings s JOIN documents d ON d.id = s.document"
            for key, place, detail in db.execute(seen).fetchall():
                passed = msgspec.json.decode(detail, type=rows.SightingDetail).redirects
                for where in (place, *passed):
                    _put(addresses if _is_address(where) else files, where, key)
            for said in descriptions.load(db):
                if said.address:
                    _put(addresses, said.address, said.document)
        return cls(hashes, addresses, files)

    def find(self, names: Iterable[str]) -> str | None:
        """Return the id of the document that the first of *names* means which means only one."""
        return next((found[0] for name in names if len(found := self._find(name.strip())) == 1), None)

    def candidates(self, names: Iterable[str]) -> list[str]:
        """Return the ids of all documents that one of *names* may mean, those of the first name first."""
        return list(dict.fromkeys(key for name in names for key in self._find(name.strip())))

    def _find(self, name: str) -> list[str]:
        for pattern in (_SHA256, _ID):
            if (match := pattern.search(name)) and match[0] in self.by_hash:
                return [self.by_hash[match[0]]]
        if _is_address(name):
            return sorted(self.by_address.get(folded(name), ()))
        return sorted(self.by_file.get(file_name(name), ()))


def _put(shelf: dict[str, frozenset[str]], where: str, key: str) -> None:
    name = folded(where) if _is_address(where) else file_name(where)
    shelf[name] = shelf.get(name, frozenset()) | {key}


def _is_address(name: str) -> bool:
    return "://" in name and not name.startswith("file:")


def file_name(path: str) -> str:
    """Return the name of a file without its folders."""
    return re.split(r"[\\/]", path)[-1].casefold()


def folded(address: str) -> str:
    """Return an address without what does not tell pages apart: scheme, www, fragment, tracking, last slash."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return address.strip()
    query = urlencode([pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(pair[0])])
    host = parts.netloc.lower().removeprefix("www.").removesuffix(":80").removesuffix(":443")
    return f"{host}{parts.path.rstrip('/')}" + (f"?{query}" if query else "")


def is_kept(dossier: Dossier, document: str) -> bool:
    """Tell whether the dossier has the document of this whole id."""
    with connections.translated(dossier.path):
        return dossier.connection.execute("SELECT 1 FROM documents WHERE key = ?", (document,)).fetchone() is not None
