"""What the months before, and their outcomes, gave the model to learn from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from analysis.intake.facts import InputFile

# "own_label": the label in a month's folder is the outcome of that month, blank until it is known.
# "later_label": a folder's label is the state at its export; the outcome of a month is the label
# of the same customer in the folder of as many months later as the horizon has.
OutcomeMeaning: TypeAlias = Literal["own_label", "later_label"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthOutcomes:
    """One month's customers, and how many of them have an outcome that is known."""

    month: str
    customers: int
    known: int
    dropped: int  # of those known
    contacted: int = 0  # whose outcome is left out, since an offer may have changed it
    files: tuple[InputFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryFacts:
    """The months that were read, oldest first; the last one is the month that is scored."""

    meaning: OutcomeMeaning
    horizon_months: int
    months: tuple[MonthOutcomes, ...]
    missing_months: tuple[str, ...] = ()  # between the first and the last

    @property
    def known_months(self) -> tuple[MonthOutcomes, ...]:
        """The months that can be learned from."""
        return tuple(month for month in self.months if month.known)

    @property
    def known(self) -> int:
        """Customers, month by month, whose outcome is known."""
        return sum(month.known for month in self.months)

    @property
    def dropped(self) -> int:
        """Of those, who dropped."""
        return sum(month.dropped for month in self.months)

    @property
    def scored_unknown(self) -> bool:
        """Whether the scored month's outcome is unknown for most: its risks are a forecast."""
        newest = self.months[-1]
        return newest.known < newest.customers / 2
