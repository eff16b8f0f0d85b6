"""What a document opens first: the month's results and the language it is written in."""

from __future__ import annotations

import os
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias

from analysis.history.facts import MonthOutcomes
from analysis.history.reach import months_later
from analysis.results.facts import Results
from analysis.results.store import load_results
from analysis.vocabulary import Language
from report.paths import BUILD
from report.text.acceptance import accepted
from report.text.numbers import BLANK, MONTH
from report.text.phrasebook import Phrasebook

ENVIRONMENT = "RETENTION_RESULTS"
DEFAULT = BUILD / "results.json"
DECEMBER = 12
# What a label says: the state of the one month there is; the outcome of its own month, of which
# the reported one is known or lies ahead; or the outcome of the month a horizon before.
LabelKind: TypeAlias = Literal["snapshot", "own_known", "own_ahead", "later"]


@dataclass(frozen=True, slots=True, kw_only=True)
class View(Phrasebook):
    """One month's results, and the phrase book of the readers they are shown to."""

    results: Results

    @property
    def horizon(self) -> str:
        """How long gains are counted, as in "3 months"."""
        return self.count(self.results.plan.horizon_months, "month")

    @property
    def period(self) -> str:
        """The horizon of gains, as in "over 3 months"."""
        return self.say("turns.period", months=self.horizon)

    @property
    def measured(self) -> bool:
        """Whether the acceptance of any offer in the plan has been measured."""
        return bool(self._measured_offers)

    @property
    def accepted(self) -> str:
        """On which acceptance the plan's gain rests, as in "if one in five accepts"."""
        share, effects = self.results.settings.economics.acceptance, self.results.effects
        if effects is None or effects.plan is None or not self._measured_offers:
            return accepted(self, share, 0)
        told = accepted(self, share, effects.plan.contacted + effects.plan.control)
        planned = {offer.offer for offer in self.results.plan.offers}
        if planned <= self._measured_offers:
            return told
        return self.say("turns.as_measured_in_part", measured=told)

    @property
    def _measured_offers(self) -> set[str]:
        effects = self.results.effects
        known = () if effects is None else effects.acceptance
        measured = {found.offer for found in known if found.measured_on}
        return measured & {offer.offer for offer in self.results.plan.offers}

    @property
    def deadline(self) -> str:
        """The month after the data's, in which a decision still helps."""
        last = self.last_day
        if last is None:
            return self.say("turns.when_unknown")
        return self.say("turns.when", month=self.month(f"{last:%Y-%m}"))

    @property
    def last_day(self) -> date | None:
        """The last day of that month; None where the data's folder is named by no month."""
        found = MONTH.fullmatch(self.results.data.month)
        if found is None:
            return None
        years, month = divmod(int(found[2]), DECEMBER)
        year = int(found[1]) + years
        return date(year, month + 1, monthrange(year, month + 1)[1])

    def outcome_month(self, name: str) -> str:
        """The month, as a reader says it, whose tables show the outcome of a month's folder."""
        return self.month(months_later(name, self.results.history.horizon_months))

    @property
    def label_kind(self) -> LabelKind:
        """What the store's labels say of the reported month."""
        history = self.results.history
        if history.meaning == "later_label":
            return "later"
        if history.scored_unknown:
            return "own_ahead"
        return "own_known" if len(history.months) > 1 else "snapshot"

    @property
    def portrait_month(self) -> MonthOutcomes:
        """The newest month whose outcome is known: who drops is told of its customers."""
        history = self.results.history
        return (history.known_months or history.months)[-1]

    def months(self, names: Sequence[str]) -> str:
        """The first and the last of some months; a single one by its name."""
        ends = dict.fromkeys((names[0], names[-1]))
        return self.say("turns.months_joint").join(self.month(name) for name in ends)

    @property
    def origin(self) -> str:
        """Which month the data is of, or which folder where its name is no month."""
        folder = self.results.data.month
        key = "origin_month" if MONTH.fullmatch(folder) else "origin_folder"
        return self.say(f"technical.{key}", month=self.month(folder))


def view_of(results: Results, language: Language) -> View:
    """The results as the readers of the language see them.

    The unit of profit is never broken over two lines.
    """
    store, russian = results.settings.store, language == "ru"
    return View(
        results=results,
        language=language,
        unit=(store.profit_unit_ru if russian else store.profit_unit_en).replace(" ", BLANK),
        store=store.name_ru if russian else store.name_en,
    )


def open_view(language: Language) -> View:
    """The stored results for a document of this language.

    Read from the file that RETENTION_RESULTS names, else from `_build/results.json`.
    Raises ReportError where there are none.
    """
    path = Path(os.environ.get(ENVIRONMENT) or DEFAULT)
    return view_of(_stored_results(path, _changed_at(path)), language)


@cache
def _stored_results(path: Path, changed: int) -> Results:  # noqa: ARG001
    """The results at `path`, read once while the file stays unchanged."""
    return load_results(path)


def _changed_at(path: Path) -> int:
    """When the file was last written, in nanoseconds; 0 where there is none."""
    return path.stat().st_mtime_ns if path.exists() else 0
