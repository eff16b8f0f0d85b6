"""Checks of the rules for segments and offers, of their wording and of the model's settings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from analysis.errors import SettingsError, SettingsProblemsError, refuse
from analysis.model.check import check_candidates
from analysis.offers.rules import read_offers
from analysis.segments.rules import read_rules, require_quadrants
from analysis.settings import Settings
from analysis.vocabulary import Language
from report.lists.tools import refuse_unknown_tool
from report.text.offer_texts import check_wording


def check_rules(settings: Settings, languages: Iterable[Language]) -> None:
    """Raises SettingsError with every rule, wording or candidate that cannot be used."""
    checks: tuple[Callable[[], None], ...] = (
        lambda: check_candidates(settings.model),
        lambda: require_quadrants(read_rules()),
        lambda: check_wording(read_offers().offers, languages),
        lambda: refuse_unknown_tool(settings),
    )
    refuse([fault for check in checks for fault in _faults_of(check)])


def _faults_of(check: Callable[[], None]) -> Iterator[SettingsError]:
    try:
        check()
    except SettingsProblemsError as error:
        yield from error.problems
    except SettingsError as error:
        yield error
