"""The processes of a watch: one that renders, one that is ready to take its place.

A worker has imported what is slow to import and nothing that draws. What draws is imported with
the first task, as it then stands on the disk. A worker is kept while only documents and their
look change; then charts are not drawn again.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Collection
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

from report.paths import PROJECT, REPORT, TEMPLATES
from report.watch.messages import PROGRAM, Answer, Task

# Imported by documents and engines; together more than a second. None of it may import a file
# that `is_late`.
SLOW = (
    "analysis.intake.read",
    "analysis.results.store",
    "babel.numbers",
    "fontTools.ttLib",
    "jinja2",
    "matplotlib.backends.backend_svg",
    "matplotlib.pyplot",
    "pypandoc",
    "report.engines.web_fonts",
    "scipy.stats",
    "seaborn",
    "shap",
    "typst",
    "uharfbuzz",
)
# A worker imports or reads these with a task only, so a change of them leaves it usable.
LATE_ROOMS = ("view.py", "text", "charts", "blocks", "management", "technical")
LATE = (*(REPORT / room for room in LATE_ROOMS), TEMPLATES)


def is_late(path: Path) -> bool:
    """Whether a worker that waits for its first task has not yet loaded the file."""
    return path.suffix not in PROGRAM or any(path.is_relative_to(folder) for folder in LATE)


@dataclass(slots=True)
class _Worker:
    """One process that renders."""

    folder: Path  # for the worker's own files; the caller removes it
    process: subprocess.Popen[str] = field(init=False)

    def __post_init__(self) -> None:
        path = os.pathsep.join(filter(None, [str(PROJECT), os.environ.get("PYTHONPATH")]))
        workplace = tempfile.mkdtemp(dir=self.folder)
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "report.watch.workers", workplace],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": path},
            # Ctrl-C goes to the watch alone, which then ends its workers.
            start_new_session=True,
        )

    def ask(self, task: Task) -> Answer | None:
        """The worker's answer; None where it ended instead, having printed why."""
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
    """Gives each task to a process that has loaded the present state of the program.

    While only documents and their look change it is the same one, which remembers what cells
    showed. Where code, words or fragments change it is the one held ready.
    """

    folder: Path
    _busy: _Worker | None = None
    _ready: _Worker | None = None

    def ask(self, task: Task, news: Collection[Path]) -> Answer:
        """The answer to the task; `news` is what changed since the task before."""
        if any(path.suffix in PROGRAM for path in news):
            self._retire(ready=not all(is_late(path) for path in news))
        self._busy = self._busy or self._ready or _Worker(self.folder)
        if self._busy is self._ready:
            self._ready = None
        answer = self._busy.ask(task)
        if answer is None:
            self._retire(ready=False)
        # Started after the answer, so as not to slow the rendering.
        self._ready = self._ready or _Worker(self.folder)
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


def import_slow() -> None:
    """Load what takes long and does not change."""
    for name in SLOW:
        import_module(name)
    # Cached for the style sheet; takes more than a second.
    import_module("report.engines.web_fonts").embedded_fonts()


def work(workplace: Path) -> None:
    """Answer the tasks on the input stream, one a line, until the watch closes it."""
    import_slow()
    engine = None
    for line in sys.stdin:
        from report.engines.embedded import EmbeddedEngine
        from report.watch.rerender import answer

        engine = engine or EmbeddedEngine(workplace)
        print(answer(Task.model_validate_json(line), engine).model_dump_json(), flush=True)


if __name__ == "__main__":
    try:
        work(Path(sys.argv[1]))
    except BrokenPipeError:
        os._exit(0)  # the watch has ended and reads no answer
