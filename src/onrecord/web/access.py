"""The dossier as pages use it: many readers, one writer at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, LifoQueue

from onrecord.dossier import Dossier


class Access:
    """Hands out one dossier, opened to read, to each request; and to one writer at a time.

    Raises:
        DossierError: the file is not a dossier, or of a later version.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._idle: LifoQueue[Dossier] = LifoQueue()
        self._writing = threading.Lock()
        Dossier.open(path, create=True).close()  # makes it, or brings an older one up to date

    @contextmanager
    def reading(self) -> Iterator[Dossier]:
        """Give the dossier as it stands now; all reads inside see one state of it."""
        try:
            dossier = self._idle.get_nowait()
        except Empty:
            dossier = Dossier.open(self.path, create=False, read_only=True)
        try:
            with dossier.snapshot():
                yield dossier
        finally:
            self._idle.put(dossier)

    @contextmanager
    def writing(self) -> Iterator[Dossier]:
        """Give the dossier for writing; another program that writes is waited for."""
        with self._writing, Dossier.open(self.path, create=False) as dossier:
            yield dossier

    def close(self) -> None:
        """Close what is open and idle."""
        while not self._idle.empty():
            self._idle.get_nowait().close()
