"""The watch loop: wait for files to change, then render what they concern, until Ctrl-C."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from watchfiles import Change, DefaultFilter, watch

from report.edition.document_list import QUARTO_PROJECT
from report.edition.request import EditionRequest
from report.paths import ANALYSIS, REPORT, TEMPLATES
from report.watch.messages import DOCUMENT, LOOKS, PROGRAM, Answer, Task
from report.watch.workers import Workers

# The analysis, too: labels stand there.
WATCHED = (REPORT, ANALYSIS, TEMPLATES)
SUFFIXES = {DOCUMENT, *LOOKS, *PROGRAM}
# Milliseconds after which the list of documents is looked at even where nothing changed.
POLL_INTERVAL = 200


class _Sources(DefaultFilter):
    """Lets through what documents are made of, and no editor's backup files."""

    def __call__(self, change: Change, path: str) -> bool:
        """Whether the change matters."""
        return Path(path).suffix in SUFFIXES and super().__call__(change, path)


def keep_rendering(request: EditionRequest) -> None:
    """Render everything asked for, then what changes concern, until Ctrl-C.

    Prints the paths of new files; errors and seconds go to the error stream.
    """
    with (
        suppress(KeyboardInterrupt),
        tempfile.TemporaryDirectory(prefix="retention-watch-") as folder,
        closing(Workers(Path(folder))) as workers,
    ):
        pending: set[Path] = set()
        for news in _changes():
            pending |= news
            begun = time.perf_counter()
            answer = workers.ask(Task(request=request, changed=tuple(sorted(pending))), news)
            _tell(answer, time.perf_counter() - begun)
            if answer.whole:
                pending.clear()


def _changes() -> Iterator[set[Path]]:
    """Everything at first, then the files of each change."""
    news, former = set(WATCHED), _stamp(QUARTO_PROJECT)
    found_changes = watch(
        *WATCHED,
        watch_filter=_Sources(),
        rust_timeout=POLL_INTERVAL,
        yield_on_timeout=True,
    )
    # The generator watches from its first value on and keeps what changes during a rendering.
    for found in found_changes:
        news |= {Path(path) for _, path in found}
        present = _stamp(QUARTO_PROJECT)
        if present not in (None, former):
            news, former = news | {QUARTO_PROJECT}, present
        if news:
            yield news
            news = set()


def _stamp(path: Path) -> tuple[int, int] | None:
    """Time and size of a file; None while an editor replaces it.

    For the list of documents, whose folder is too large to be watched.
    """
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size


def _tell(answer: Answer, seconds: float) -> None:
    """Print the new files, and on the error stream the time and that the watch goes on."""
    for path in answer.made:
        print(path, flush=True)
    state = f"{seconds:.1f} s" if answer.whole else "not everything could be made"
    print(f"{state}; watching, Ctrl-C ends", file=sys.stderr, flush=True)
