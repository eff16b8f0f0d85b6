"""The processes of a watch: one at work, one that is ready to take its place."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from report.paths import PROJECT, REPORT, TEMPLATES
from report.watch.messages import PROGRAM, Answer, Task

# What a worker imports with its first task only, or reads anew with every one.
# Rooms that a worker imports only when it has a task, so that their changes are seen.
DRAWING_ROOMS = ("view.py", "text", "charts", "blocks", "management", "technical")
LATE = (*(REPORT / room for room in DRAWING_ROOMS), TEMPLATES)


@dataclass(slots=True)
class Worker:
    """One process that renders."""

    folder: Path  # for the worker's own files; whoever made it removes it
    process: subprocess.Popen[str] = field(init=False)

    def __post_init__(self) -> None:
        path = os.pathsep.join(filter(None, [str(PROJECT), os.environ.get("PYTHONPATH")]))
        workplace = tempfile.mkdtemp(dir=self.folder)
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "report.watch.worker", workplace],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": path},
            # Ctrl-C is for the watch, which then ends its workers.
            start_new_session=True,
        )

    def ask(self, task: Task) -> Answer | None:
        """The worker's answer; None where it ended instead, having said why."""
        stdin, stdout = self.process.stdin, self.process.stdout
        try:
            print(task.model_dump_json(), file=stdin, flush=True)
        except BrokenPipeError:
            return None
        line = stdout.readline() if stdout else ""
        return Answer.model_validate_json(line) if line else None

    def end(self) -> None:
        """Stop at once; what it was writing is a draft that the next run clears away."""
        self.process.terminate()
        self.process.wait()


@dataclass(slots=True)
class Workers:
    """Gives each task to a process that knows the present state of the program.

    While only documents and their look change it is the same one, which remembers what cells
    showed. Where code, words or fragments change it is the one held ready.
    """

    folder: Path
    _busy: Worker | None = None
    _ready: Worker | None = None

    def ask(self, task: Task, news: Collection[Path]) -> Answer:
        """The answer to the task; `news` is what changed since the task before."""
        if any(path.suffix in PROGRAM for path in news):
            self._retire(ready=not all(is_late(path) for path in news))
        self._busy = self._busy or self._ready or Worker(self.folder)
        if self._busy is self._ready:
            self._ready = None
        answer = self._busy.ask(task)
        if answer is None:
            self._retire(ready=False)
        # Only now: while a document is made, the processors are its.
        self._ready = self._ready or Worker(self.folder)
        return answer or Answer(made=(), whole=False)

    def _retire(self, *, ready: bool) -> None:
        """End the worker; `ready`: also the one that waits, which has loaded what changed."""
        if self._busy:
            self._busy.end()
            self._busy = None
        if ready and self._ready:
            self._ready.end()
            self._ready = None

    def close(self) -> None:
        """End both."""
        self._retire(ready=True)


def is_late(path: Path) -> bool:
    """Whether a worker that waits has not yet loaded the file."""
    return path.suffix not in PROGRAM or any(path.is_relative_to(folder) for folder in LATE)
