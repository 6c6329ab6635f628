"""Intakes that go on while pages are read: each is the command itself, run in a process of its own."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Any, Literal

from onrecord.settings import PROGRESS

State = Literal["running", "finished", "failed", "stopped"]
Command = Literal["add", "import", "bill add"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One run of a command over what a person gave.

    *asked* are the inputs, as they were named; *stage*, *done* and *total* (None: not known) tell how far it is; *name*
    is what was done last. *records* are what the command printed (intake or import reports, issues), *said* what it
    wrote for people.
    """

    id: int
    command: Command
    asked: tuple[str, ...]
    state: State = "running"
    stage: str = "starting"
    done: int = 0
    total: int | None = None
    name: str = ""
    records: tuple[dict[str, Any], ...] = ()
    said: tuple[str, ...] = ()


@dataclass(slots=True)
class _Running:
    job: Job
    process: subprocess.Popen[str] | None = None
    folder: Path | None = None
    ended: threading.Event = field(default_factory=threading.Event)


class Jobs:
    """The runs of this sitting; one goes on at a time, the others wait their turn."""

    def __init__(self, dossier: Path) -> None:
        self.dossier = dossier.absolute()
        self._numbers = count(1)
        self._runs: dict[int, _Running] = {}
        self._turn = threading.Lock()
        self._changing = threading.Lock()

    def list(self) -> list[Job]:
        """Return all jobs, the newest first."""
        return [run.job for run in reversed(self._runs.values())]

    def get(self, id: int) -> Job | None:
        """Return the job of this number."""
        run = self._runs.get(id)
        return run.job if run else None

    def start(
        self, command: Command, inputs: Sequence[str], options: Sequence[str] = (), folder: Path | None = None
    ) -> Job:
        """Begin a job.

        Args:
            command: what is run.
            inputs: addresses, and names of files below *folder*.
            options: further options of the command.
            folder: where the files lie; it is removed when the job ends.
        """
        run = _Running(Job(id=next(self._numbers), command=command, asked=tuple(inputs)), folder=folder)
        self._runs[run.job.id] = run
        threading.Thread(target=self._run, args=(run, [*options, "--", *inputs]), daemon=True).start()
        return run.job

    def stop(self, id: int) -> None:
        """Stop a job as Ctrl-C would: what was kept stays."""
        run = self._runs.get(id)
        if run and run.process and run.job.state == "running":
            self._change(run, state="stopped")
            run.process.send_signal(signal.SIGINT)

    def wait(self, id: int, timeout_s: float) -> bool:
        """Wait until a job has ended; tell whether it has."""
        return self._runs[id].ended.wait(timeout_s)

    def _change(self, run: _Running, **changes: Any) -> None:
        with self._changing:
            run.job = replace(run.job, **changes)

    def _run(self, run: _Running, arguments: Sequence[str]) -> None:
        program = [sys.executable, "-m", "onrecord", *run.job.command.split(), "--json", "--dossier", str(self.dossier)]
        with self._turn, self._begin(run, [*program, *arguments]) as process:
            run.process = process
            listener = threading.Thread(target=self._listen, args=(run, process), daemon=True)
            listener.start()
            records = tuple(json.loads(line) for line in process.stdout or () if line.startswith("{"))
            listener.join()
            status = process.wait()
        if run.folder:
            shutil.rmtree(run.folder, ignore_errors=True)
        stopped: State = "stopped" if run.job.state == "stopped" else "failed" if status not in (0, 1) else "finished"
        self._change(run, state=stopped, records=records)
        run.ended.set()

    def _begin(self, run: _Running, program: Sequence[str]) -> subprocess.Popen[str]:
        return subprocess.Popen(
            program,
            cwd=run.folder,
            env={**os.environ, PROGRESS: "lines"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
        )

    def _listen(self, run: _Running, process: subprocess.Popen[str]) -> None:
        for line in process.stderr or ():
            if line.startswith('{"type": "progress"'):
                step = json.loads(line)
                self._change(run, **{name: step[name] for name in ("stage", "done", "total", "name")})
            elif line.strip():
                self._change(run, said=(*run.job.said, line.rstrip()))


def new_folder() -> Path:
    """Return a folder of this job's own for what is uploaded."""
    return Path(tempfile.mkdtemp(prefix="onrecord-"))
