"""Waiting for files to change, and rendering what they concern, until Ctrl-C."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from watchfiles import Change, DefaultFilter, watch

from report.edition.document_list import QUARTO_PROJECT
from report.edition.request import Wanted
from report.paths import ANALYSIS, REPORT, TEMPLATES
from report.watch.messages import DOCUMENT, LOOKS, PROGRAM, Answer, Task
from report.watch.pool import Workers

# The analysis, too: its files do not only compute, they also label.
WATCHED = (REPORT, ANALYSIS, TEMPLATES)
SUFFIXES = {DOCUMENT, *LOOKS, *PROGRAM}
# Milliseconds after which the loop looks up even where nothing changed.
LOOK_UP = 200


class Sources(DefaultFilter):
    """Lets through what documents are made of, and no editor's spare copies."""

    def __call__(self, change: Change, path: str) -> bool:
        """Whether the change matters."""
        return Path(path).suffix in SUFFIXES and super().__call__(change, path)


def keep_rendering(wanted: Wanted) -> None:
    """Render everything asked for, then what changes concern, until Ctrl-C.

    Prints the paths of new files; errors and seconds go to the error stream.
    """
    with (
        suppress(KeyboardInterrupt),
        tempfile.TemporaryDirectory(prefix="retention-watch-") as folder,
        closing(Workers(Path(folder))) as workers,
    ):
        pending: set[Path] = set()
        for news in changes():
            pending |= news
            begun = time.perf_counter()
            answer = workers.ask(Task(wanted=wanted, changed=tuple(sorted(pending))), news)
            tell(answer, time.perf_counter() - begun)
            if answer.whole:
                pending.clear()


def changes() -> Iterator[set[Path]]:
    """Everything at first, then the files of each change."""
    news, former = set(WATCHED), stamp(QUARTO_PROJECT)
    looks = watch(
        *WATCHED,
        watch_filter=Sources(),
        rust_timeout=LOOK_UP,
        yield_on_timeout=True,
    )
    # It listens from its first look on, so nothing that changes meanwhile is missed.
    for found in looks:
        news |= {Path(path) for _, path in found}
        present = stamp(QUARTO_PROJECT)
        if present not in (None, former):
            news, former = news | {QUARTO_PROJECT}, present
        if news:
            yield news
            news = set()


def stamp(path: Path) -> tuple[int, int] | None:
    """What a changed file has another of; None while an editor puts a new one in its place.

    The list of documents stands beside folders that are too large to be watched.
    """
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size


def tell(answer: Answer, seconds: float) -> None:
    """What was made and how long it took, then that the watch goes on."""
    for path in answer.made:
        print(path, flush=True)
    state = f"{seconds:.1f} s" if answer.whole else "not everything could be made"
    print(f"{state}; watching, Ctrl-C ends", file=sys.stderr, flush=True)
