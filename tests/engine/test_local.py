"""Work goes on whatever one document does, in order, with bounded memory, in one process or several."""

import os
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import count
from typing import Any

import pytest

from onrecord.engine import Outcome, map_documents
from onrecord.errors import IntegrityError, ModelError, NoText

WORKERS = pytest.mark.parametrize("workers", [1, 2])
_prepared: list[int] = []


@dataclass(frozen=True)
class Unpicklable:
    inner: object


def shout(word: str) -> str:
    match word:
        case "scan":
            raise NoText("this PDF has no text layer.", where="scan.pdf", do="run OCR first")
        case "bug":
            raise ZeroDivisionError("by zero, of all things")
        case "changed":
            raise IntegrityError("words changed.", where="here", do="look")
        case "no model":
            raise ModelError("the model is missing.", do="install again")
        case "stop":
            raise KeyboardInterrupt
        case "slow":
            time.sleep(0.2)
    return word.upper()


def die_or_shout(word: str) -> str:
    if word == "die":
        os._exit(9)
    return word.upper()


def wrap(word: str) -> object:
    return Unpicklable(lambda: word) if word == "lambda" else word


def prepare() -> None:
    _prepared.append(os.getpid())


def count_preparations(_: int) -> tuple[int, int]:
    return os.getpid(), len(_prepared)


def broken_preparation() -> None:
    raise ModelError("the model is missing.", do="install again")


def of(outcomes: Iterator[Outcome[str, str]]) -> list[str]:
    return [outcome.issue.kind if outcome.issue else str(outcome.result) for outcome in outcomes]


@WORKERS
def test_outcomes_come_in_the_order_of_the_items(workers: int) -> None:
    items = ["slow", "a", "b", "slow", "c"]
    done = list(map_documents(shout, items, workers=workers, name=str))
    assert [(o.item, o.result, o.issue) for o in done] == [(i, i.upper(), None) for i in items]


@WORKERS
def test_what_goes_wrong_with_one_is_an_issue_and_the_rest_goes_on(workers: int) -> None:
    done = list(map_documents(shout, ["a", "scan", "bug", "changed", "b"], workers=workers, name="file {}".format))
    assert [o.result for o in done] == ["A", None, None, None, "B"]
    scan, bug, changed = (o.issue for o in done if o.issue)
    assert (scan.stage, bug.stage) == ("documents", "engine")
    assert (scan.kind, scan.what, scan.where, scan.do) == (
        "no-text",
        "this PDF has no text layer.",
        "scan.pdf",
        "run OCR first",
    )
    assert (bug.kind, bug.where) == ("internal", "file bug")
    assert "ZeroDivisionError: by zero, of all things" in bug.what
    assert (changed.kind, changed.where) == ("internal", "here")
    assert done[1].settled() == scan
    assert done[0].settled() == "A"


@WORKERS
def test_what_concerns_the_whole_run_ends_it(workers: int) -> None:
    outcomes = map_documents(shout, ["a", "no model", "b"], workers=workers, name=str)
    assert next(outcomes).result == "A"
    with pytest.raises(ModelError, match="missing") as caught:
        next(outcomes)
    assert caught.value.do == "install again"


@WORKERS
def test_a_preparation_that_fails_ends_the_run(workers: int) -> None:
    with pytest.raises(ModelError, match="missing"):
        list(map_documents(shout, ["a", "b"], workers=workers, name=str, prepare=broken_preparation))


@WORKERS
def test_each_process_prepares_once(workers: int) -> None:
    _prepared.clear()
    done = [o.result for o in map_documents(count_preparations, range(8), workers=workers, name=str, prepare=prepare)]
    assert {count for _, count in filter(None, done)} == {1}
    assert (len(_prepared) == 1) == (workers == 1)


def test_an_interruption_passes() -> None:
    outcomes = map_documents(shout, ["a", "stop", "b"], workers=1, name=str)
    assert next(outcomes).result == "A"
    with pytest.raises(KeyboardInterrupt):
        next(outcomes)


@WORKERS
def test_items_are_read_only_a_few_ahead(workers: int) -> None:
    read: list[int] = []

    def items() -> Iterator[str]:
        for number in range(50):
            read.append(number)
            yield str(number)

    outcomes = map_documents(shout, items(), workers=workers, name=str)
    for done in range(1, 6):
        next(outcomes)
        assert len(read) <= done + 4
    outcomes.close()  # type: ignore[attr-defined]  # generators have it


def test_a_process_that_dies_takes_one_document_with_it() -> None:
    items = ["a", "die", "b", "c", "die", "d"]
    assert of(map_documents(die_or_shout, items, workers=2, name=str)) == ["A", "internal", "B", "C", "internal", "D"]


def test_a_pool_that_breaks_while_a_process_is_started_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its queue is closed at any moment after a death, also between a submission's check and its new process."""
    submit, calls = ProcessPoolExecutor.submit, count()

    def interrupted(self: ProcessPoolExecutor, *call: Any) -> Any:
        if next(calls) == 1:
            raise OSError("handle is closed")
        return submit(self, *call)

    monkeypatch.setattr(ProcessPoolExecutor, "submit", interrupted)
    assert of(map_documents(die_or_shout, ["a", "b", "die", "c"], workers=2, name=str)) == ["A", "B", "internal", "C"]


def test_a_process_that_dies_while_the_next_item_is_awaited_takes_one_document_with_it() -> None:
    def late() -> Iterator[str]:
        yield from ["a", "die", "b", "c"]
        time.sleep(1.0)
        yield from ["d", "e"]

    assert of(map_documents(die_or_shout, late(), workers=2, name=str)) == ["A", "internal", "B", "C", "D", "E"]


def test_a_result_that_cannot_come_back_is_an_issue() -> None:
    done = list(map_documents(wrap, ["a", "lambda", "b"], workers=2, name=str))
    assert [o.issue.kind if o.issue else o.result for o in done] == ["a", "internal", "b"]
