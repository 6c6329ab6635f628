"""What follows from a decision, done after the answer: findings are weighed again where statements changed."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterable

from onrecord.errors import OnrecordError
from onrecord.pipeline import weigh_again
from onrecord.web.access import Access

QUIET_S = 1.5
"""So long nothing more is decided before weighing begins: a person who reviews a list is not slowed down."""


class Afterwards:
    """Weighs the documents of changed statements again, in a thread of its own."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._waiting: set[str] = set()
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None
        self.idle = threading.Event()
        self.idle.set()

    def weigh(self, documents: Iterable[str]) -> None:
        """Have the statements of documents weighed again, once nothing more has been decided for a while."""
        with self._lock:
            self._waiting.update(documents)
            if self._timer:
                self._timer.cancel()
            self.idle.clear()
            self._timer = threading.Timer(QUIET_S, self._weigh)
            self._timer.daemon = True
            self._timer.start()

    def close(self) -> None:
        """Do at once what waits."""
        with self._lock:
            if self._timer:
                self._timer.cancel()
        self._weigh()

    def _weigh(self) -> None:
        with self._lock:
            documents, self._waiting, self._timer = sorted(self._waiting), set(), None
        if documents:
            try:
                with self._access.writing() as dossier:
                    weigh_again(dossier, documents)
            except OnrecordError as error:
                sys.stderr.write(f"Error: {error}\n")
        self.idle.set()
