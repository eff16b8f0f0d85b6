"""The whole analysis: a month's folder and settings in, `Results` out."""

from __future__ import annotations

from collections.abc import Callable

from threadpoolctl import threadpool_limits

from analysis.intake.months import MonthFolder
from analysis.intake.read import read_base
from analysis.model.check import check_candidates
from analysis.model.fit import fit_model
from analysis.offers.plan import plan_offers
from analysis.offers.rules import read_offers
from analysis.profile.explore import explore
from analysis.results.compose import compose_results
from analysis.results.facts import Results
from analysis.segments.find import find_segments
from analysis.segments.rules import read_rules, require_quadrants
from analysis.settings import Settings


def compute_results(folder: MonthFolder, settings: Settings, say: Callable[[str], None]) -> Results:
    """One month's facts; `say` is called with the name of each step.

    Raises ReportError for anything in the input or the settings that the analyst can repair.
    """
    # What can fail at once is checked first.
    check_candidates(settings.model)
    rules, book = read_rules(), read_offers()
    require_quadrants(rules)
    # One thread in linear algebra: sums in another order would change the last digits.
    with threadpool_limits(1):
        say("reading the tables")
        base = read_base(folder, settings)
        say("exploring the customers")
        profile = explore(base, settings.profile)
        say("choosing and judging the model")
        model = fit_model(base, settings)
        say("finding segments and offers")
        segments = find_segments(base, model.risk, rules, settings)
        offers = plan_offers(
            base, model.risk, segments, book, settings, recommend=model.facts.beats_chance
        )
        return compose_results(base, profile, model, segments, offers, settings)
