"""What `retention status` and `retention verify` print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from report.edition.status import MonthStatus, State
    from report.edition.verify import ComparedFile

STATES: Mapping[State, str] = {
    "up_to_date": "up to date",
    "out_of_date": "out of date",
    "forecast_only": "forecast only",
    "missing": "missing",
    "nothing_known": "nothing could be forecast with what was known then",
}
# Reasons named before the rest is counted.
SHOWN = 6


def status_lines(editions: Sequence[MonthStatus]) -> Iterator[str]:
    """A line a month, newest first, and what to do where the newest is not up to date."""
    for edition in editions:
        reasons = [str(change) for change in edition.changes]
        more = f"; and {len(reasons) - SHOWN} more" if len(reasons) > SHOWN else ""
        why = f": {'; '.join(reasons[:SHOWN])}{more}" if reasons else ""
        yield f"{edition.month}  {STATES[edition.state]}{why}"
    if editions[0].state != "up_to_date":
        yield "  Fix: make the newest edition with: retention report"


def verification_lines(files: Sequence[ComparedFile]) -> Iterator[str]:
    """A line a file, then how many are equal."""
    for file in files:
        yield f"{file.verdict:<12}{file.name}"
    equal = sum(file.verdict == "equal" for file in files)
    yield f"{equal} of {len(files)} files are equal"
