"""The months of a store, read together: what can be learned from, and whom to score."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

import pandas as pd

from analysis.drift.check import check_against
from analysis.errors import DataFileError, InputProblemsError
from analysis.history.facts import HistoryFacts, MonthOutcomes, OutcomeMeaning
from analysis.history.outcome import attach_later_labels, find_contacted, find_meaning, forget_later
from analysis.history.people import join_people
from analysis.history.reach import oldest_month, recent_months
from analysis.intake.base import Base
from analysis.intake.months import MonthFolder
from analysis.intake.read import find_too_few, read_base
from analysis.intake.sent import without_record
from analysis.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The months of one store, oldest first; the last is scored, whatever is known of it.

    months: `dropped` is the month's outcome (NaN while unknown), `groups` the person in all of
    them; under later labels the table has the state at the export as a further feature.
    """

    months: tuple[Base, ...]
    facts: HistoryFacts

    @property
    def scored(self) -> Base:
        """The newest month."""
        return self.months[-1]

    @property
    def newest_known(self) -> int:
        """Position of the newest month whose outcome is known for at least some customers."""
        return max(n for n, base in enumerate(self.months) if base.dropped.notna().any())


def read_history(
    folders: Sequence[MonthFolder], settings: Settings, month: str | None = None
) -> History:
    """The months up to the one that is scored, the last by default.

    folders: oldest first. Later months only tell how the store exports its labels. Raises
    InputProblemsError as `read_base` does, or where too few outcomes are known to learn from, and
    DataFileError where the tables are those of the month before.
    """
    scored = month or folders[-1].name
    recent = recent_months(folders, settings, scored)
    if len(recent) == 1:
        return compose_history([read_base(recent[0], settings)], "own_label", settings)
    bases = _read_all(recent, settings)
    meaning = find_meaning(bases, settings.months, settings.economics.horizon_months)
    known = [base for base in bases if base.facts.month <= scored]
    if len(known) > 1:
        notices = check_against(known[-2], known[-1], settings.drift)
        facts = replace(known[-1].facts, notices=(*known[-1].facts.notices, *notices))
        known[-1] = replace(known[-1], facts=facts)
    try:
        return compose_history(known, meaning, settings)
    except NothingKnownError:
        # A store's first months, before any outcome could be found in a later folder.
        if meaning == "own_label":
            raise
        return compose_history(known, "own_label", settings)


def read_past(
    folders: Sequence[MonthFolder], settings: Settings, months: Collection[str]
) -> Iterator[History]:
    """Each of these months with the months before it, as they were known when it was new.

    Months of which nothing could be said then, since too few outcomes were known, are left out.
    Raises InputProblemsError as `read_base` does.
    """
    bases = _read_all(folders, settings)
    horizon = settings.economics.horizon_months
    meaning = find_meaning(bases, settings.months, horizon)
    for number, base in enumerate(bases):
        if base.facts.month in months:
            oldest = oldest_month(base.facts.month, settings)
            known = [each for each in bases[: number + 1] if each.facts.month >= oldest]
            with suppress(NothingKnownError):
                yield compose_history(known, meaning, settings, as_known_then=True)


def _read_all(folders: Sequence[MonthFolder], settings: Settings) -> list[Base]:
    """Every month. Raises InputProblemsError with the problems of all, each with its month."""
    bases: list[Base] = []
    problems: list[DataFileError] = []
    for folder in folders:
        try:
            bases.append(read_base(folder, settings, learned=False))
        except InputProblemsError as found:
            problems += [_in_month(folder, problem) for problem in found.problems]
    if problems:
        raise InputProblemsError(problems)
    return bases


def _in_month(folder: MonthFolder, problem: DataFileError) -> DataFileError:
    """The problem, its file named with the month's folder."""
    place = replace(problem.place, file=f"{folder.name}/{problem.place.file}")
    return DataFileError(place, problem.problem, fix=problem.fix)


class NothingKnownError(InputProblemsError):
    """Too few outcomes are known in all months together to learn from."""


def compose_history(
    bases: Sequence[Base],
    meaning: OutcomeMeaning,
    settings: Settings,
    *,
    as_known_then: bool = False,
) -> History:
    """The months, oldest first, with their outcomes and people.

    The last one is without what was sent after it was scored. as_known_then: without the outcomes
    that nobody knew when the last of them was new. Raises NothingKnownError.
    """
    horizon = settings.economics.horizon_months
    months = join_people([*bases[:-1], _before_sending(bases[-1])])
    if meaning == "later_label":
        months = attach_later_labels(months, horizon)
    if as_known_then:
        months = forget_later(months, horizon)
    known = pd.concat([base.dropped for base in months])
    problems = list(find_too_few(known, settings.data.least_of_each))
    if problems:
        raise NothingKnownError(problems)
    return History(months=tuple(months), facts=_sum_up(months, meaning, horizon))


def leave_out_contacted(history: History, settings: Settings) -> History:
    """The months without the outcomes of those contacted, so that risk is that of doing nothing.

    An offer that works changes what happens to those who get it. Contact is decided by features
    and by a draw, so at equal features those left alone, the control groups among them, drop as
    often as the contacted would have. Where nothing was recorded nothing is left out, nor where
    those left alone are too few to learn from.
    """
    months = [
        replace(base, dropped=base.dropped.mask(find_contacted(base))) for base in history.months
    ]
    known = pd.concat([base.dropped for base in months])
    if any(find_too_few(known, settings.data.least_of_each)):
        return history
    facts = _sum_up(months, history.facts.meaning, history.facts.horizon_months)
    counted = [
        replace(after, contacted=before.known - after.known)
        for before, after in zip(history.facts.months, facts.months, strict=True)
    ]
    return History(months=tuple(months), facts=replace(facts, months=tuple(counted)))


def _before_sending(base: Base) -> Base:
    """The month without its record of what was sent, which comes after the month's own edition."""
    return replace(base, sent=None, facts=without_record(base.facts))


def _sum_up(months: Sequence[Base], meaning: OutcomeMeaning, horizon: int) -> HistoryFacts:
    names = [base.facts.month for base in months]
    missing: tuple[str, ...] = ()
    if len(names) > 1:
        expected = pd.period_range(names[0], names[-1], freq="M").astype(str)
        missing = tuple(name for name in expected if name not in names)
    return HistoryFacts(
        meaning=meaning,
        horizon_months=horizon,
        months=tuple(
            MonthOutcomes(
                month=base.facts.month,
                customers=len(base.table),
                known=int(base.dropped.notna().sum()),
                dropped=int((base.dropped == 1.0).sum()),
                files=base.facts.files,
            )
            for base in months
        ),
        missing_months=missing,
    )
