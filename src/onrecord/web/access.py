"""The dossier as pages use it: many readers, one writer at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from onrecord.dossier import Dossier


class Access:
    """Opens one dossier for each thread that reads, and for one writer at a time.

    Raises:
        DossierError: the file is not a dossier, or of a later version.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._own = threading.local()
        self._writing = threading.Lock()
        Dossier.open(path, create=True).close()  # makes it, or brings an older one up to date

    @contextmanager
    def reading(self) -> Iterator[Dossier]:
        """Give the dossier as it stands now; all reads inside see one state of it."""
        dossier: Dossier | None = getattr(self._own, "dossier", None)
        if dossier is None:
            dossier = self._own.dossier = Dossier.open(self.path, create=False, read_only=True)
        with dossier.snapshot():
            yield dossier

    @contextmanager
    def writing(self) -> Iterator[Dossier]:
        """Give the dossier for writing; another program that writes is waited for."""
        with self._writing, Dossier.open(self.path, create=False) as dossier:
            yield dossier
