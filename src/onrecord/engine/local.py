"""Map work over documents on this machine, in order, with a guard around each."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any, Generic, TypeVar, cast

from onrecord.errors import DossierError, ModelError, OnrecordError, Refusal, SettingsError
from onrecord.records import Issue, make_issue

T = TypeVar("T")
R = TypeVar("R")

AHEAD = 2
"""Items in flight for each worker: the next one waits at its door, and memory stays bounded."""

_FATAL = (ModelError, SettingsError, DossierError)
"""These are about the run, not about one document: the batch stops."""
_REPORT = "report this with the file, if you may share it; the other documents are not affected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Generic[T, R]):
    """What became of *item*: a *result*, or the *issue* that stands for it."""

    item: T
    result: R | None = None
    issue: Issue | None = None

    def settled(self) -> R | Issue:
        """Return the issue if there is one, else the result."""
        return self.issue or cast("R", self.result)


def map_documents(
    work: Callable[[T], R],
    items: Iterable[T],
    *,
    workers: int,
    name: Callable[[T], str],
    prepare: Callable[[], object] | None = None,
) -> Iterator[Outcome[T, R]]:
    """Do *work* on each item, and give the outcomes in the order of *items*.

    A refusal or an unexpected error on one item, even one that kills its process, becomes an issue; the rest goes on.
    A missing model, a wrong setting and the user's interruption end the batch. *items* is read only a few items ahead.

    Args:
        work: a function of a module (other processes find it by its name); its results must be picklable.
        items: what to work on, picklable.
        workers: how many processes; 1 works in this one.
        name: what to call an item in an issue.
        prepare: called once in each process before its first item, to load models.
    """
    if workers == 1:
        return _map_here(work, items, prepare, name)
    return _map_in_processes(work, items, workers, prepare, name)


def _map_here(
    work: Callable[[T], R], items: Iterable[T], prepare: Callable[[], object] | None, name: Callable[[T], str]
) -> Iterator[Outcome[T, R]]:
    if prepare:
        prepare()
    for item in items:
        yield _outcome(item, _guarded(work, item), name)


def _map_in_processes(
    work: Callable[[T], R],
    items: Iterable[T],
    workers: int,
    prepare: Callable[[], object] | None,
    name: Callable[[T], str],
) -> Iterator[Outcome[T, R]]:
    pool = _Pool(work, workers, prepare)
    try:
        source = iter(items)
        waiting = deque(pool.submit(item) for item in islice(source, workers * AHEAD))
        while waiting:
            item, future = waiting.popleft()
            done = pool.result(item, future, waiting)
            waiting.extend(pool.submit(following) for following in islice(source, 1))
            yield _outcome(item, done, name)
    finally:
        pool.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Failure:
    """What went wrong with one item, in words that can travel between processes."""

    kind: str
    stage: str
    what: str
    where: str
    do: str


def _guarded(work: Callable[[T], R], item: T) -> R | _Failure:
    """Do the work on one item; what goes wrong comes back as a value."""
    try:
        return work(item)
    except _FATAL:
        raise
    except OnrecordError as exc:
        kind, stage = (exc.reason, "documents") if isinstance(exc, Refusal) else ("internal", "engine")
        return _Failure(kind=kind, stage=stage, what=exc.what, where=exc.where, do=exc.do)
    except Exception as exc:  # noqa: BLE001  # the border where one document's unforeseen error becomes an issue
        what = f"An unexpected error: {type(exc).__name__}: {exc}"
        return _Failure(kind="internal", stage="engine", what=what, where="", do=_REPORT)


def _outcome(item: T, done: R | _Failure, name: Callable[[T], str]) -> Outcome[T, R]:
    if not isinstance(done, _Failure):
        return Outcome(item=item, result=done)
    issue = make_issue(done.kind, done.stage, done.what, done.where or name(item), done.do)
    return Outcome(item=item, issue=issue)


class _Pool(Generic[T, R]):
    """Processes that do the work; a process that dies takes down one item, not the batch."""

    def __init__(self, work: Callable[[T], R], workers: int, prepare: Callable[[], object] | None) -> None:
        self._work, self._workers, self._prepare = work, workers, prepare
        self._processes = self._start()

    def _start(self) -> ProcessPoolExecutor:
        spawn = multiprocessing.get_context("spawn")  # forking a process that runs ONNX threads can hang
        return ProcessPoolExecutor(self._workers, spawn, _begin)

    def submit(self, item: T) -> tuple[T, Future[bytes | _Failure]]:
        """Hand *item* to a worker; where a process has died meanwhile, it waits to be handed out again (`result`)."""
        try:
            return item, self._hand_out(item)
        except (OSError, RuntimeError) as exc:  # what a pool that breaks at this moment raises: its queue is closed
            unread: Future[bytes | _Failure] = Future()
            unread.set_exception(BrokenProcessPool(str(exc)))
            return item, unread

    def _hand_out(self, item: T) -> Future[bytes | _Failure]:
        return self._processes.submit(_in_worker, self._work, self._prepare, item)

    def result(
        self, item: T, future: Future[bytes | _Failure], waiting: deque[tuple[T, Future[bytes | _Failure]]]
    ) -> R | _Failure:
        """Wait for *item*; if a process died, find out whether it was this item's, and hand out the others again."""
        try:
            mine: R | _Failure = _unpacked(future.result())
        except BrokenProcessPool:
            done = self._alone(item)
            others = [other for other, _ in waiting]
            waiting.clear()
            waiting.extend(self.submit(other) for other in others)
            return done
        return mine

    def _alone(self, item: T) -> R | _Failure:
        self._restart()
        try:
            done: R | _Failure = _unpacked(self._hand_out(item).result())
        except BrokenProcessPool:
            self._restart()
            what = "The process that read this document died (out of memory, or a fault in a library)."
            return _Failure(kind="internal", stage="engine", what=what, where="", do=_REPORT)
        return done

    def _restart(self) -> None:
        self.close()
        self._processes = self._start()

    def close(self) -> None:
        """Let the workers go; what is not begun is dropped."""
        self._processes.shutdown(wait=True, cancel_futures=True)


def _begin() -> None:
    """Begin a worker: the parent alone answers to Ctrl-C, and when the parent is killed the worker goes too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _in_worker(work: Callable[[Any], Any], prepare: Callable[[], object] | None, item: Any) -> bytes | _Failure:
    """Do the work on one item in a worker; packing the result for the way back is part of what is guarded."""
    if prepare:
        _prepare_once(prepare)
    return _guarded(lambda it: pickle.dumps(work(it)), item)


@cache
def _prepare_once(prepare: Callable[[], object]) -> None:
    prepare()


def _unpacked(done: bytes | _Failure) -> Any:
    return pickle.loads(done) if isinstance(done, bytes) else done
