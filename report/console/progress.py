"""How a run says what it is doing: a moving line on a terminal, plain lines elsewhere."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from report.engines.job import Say


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """What one step took, in seconds."""

    step: str
    wall: float
    cpu: float  # of this process and of the programs it started and waited for


@dataclass(slots=True)
class Stopwatch:
    """Measures the steps."""

    timings: list[Timing] = field(default_factory=list)
    _step: str | None = None
    _wall: float = 0.0
    _cpu: float = 0.0

    def __call__(self, step: str) -> None:
        """Close the step before and begin this one."""
        self.stop()
        self._step, self._wall, self._cpu = step, time.perf_counter(), _cpu_seconds()

    def stop(self) -> None:
        """Close the last step."""
        if self._step is not None:
            wall, cpu = time.perf_counter() - self._wall, _cpu_seconds() - self._cpu
            self.timings.append(Timing(step=self._step, wall=wall, cpu=cpu))
            self._step = None


def _cpu_seconds() -> float:
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


@contextmanager
def progress(*, quiet: bool) -> Iterator[Say]:
    """Something to call with each step: silent, a moving line on a terminal, else plain lines."""
    if quiet:
        yield lambda _: None
    elif sys.stderr.isatty():
        yield from _moving_line()
    else:
        # The output stream is for the edition's paths.
        yield lambda step: print(step, file=sys.stderr, flush=True)


def _moving_line() -> Iterator[Say]:
    """A spinner with the step; each ended step leaves a line with its seconds."""
    from rich.console import Console

    console = Console(stderr=True, highlight=False)
    watch = Stopwatch()

    def ended() -> None:
        for timing in watch.timings:
            console.print(f"[green]done[/] {timing.step} [dim]{timing.wall:.1f} s[/]")
        watch.timings.clear()

    with console.status("starting") as status:

        def say(step: str) -> None:
            watch(step)
            ended()
            status.update(f"{step} …")

        yield say
    watch.stop()
    ended()
