"""The whole analysis: months' folders and settings in, `Results` or a forecast out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from threadpoolctl import threadpool_limits

from analysis.followup.campaigns import list_campaigns
from analysis.followup.effects import describe_effects, measure_effects
from analysis.followup.forecast import Forecast, make_forecast
from analysis.history.facts import HistoryFacts
from analysis.history.read import leave_out_contacted, read_history, read_past
from analysis.intake.months import MonthFolder
from analysis.model.check import check_candidates
from analysis.model.fit import fit_model, score_month
from analysis.offers.acceptance import learn_acceptance, with_acceptance
from analysis.offers.plan import plan_offers
from analysis.offers.rules import read_offers
from analysis.profile.explore import explore
from analysis.results.compose import compose_results
from analysis.results.facts import Results
from analysis.segments.find import find_segments
from analysis.segments.rules import read_rules, require_quadrants
from analysis.settings import Settings

Say = Callable[[str], None]


def compute_results(
    folders: Sequence[MonthFolder],
    settings: Settings,
    say: Say,
    *,
    month: str | None = None,
    earlier: Sequence[Forecast] = (),
) -> Results:
    """The facts of one month, the last by default; `say` is called with the name of each step.

    folders: of all months, oldest first; earlier: what the editions before said. Raises
    ReportError for anything in the input or the settings that the analyst can repair.
    """
    # What can fail at once is checked first.
    check_candidates(settings.model)
    rules, book = read_rules(), read_offers()
    require_quadrants(rules)
    # One thread in linear algebra: sums in another order would change the last digits.
    with threadpool_limits(1):
        say("reading the tables")
        history = read_history(folders, settings, month)
        say("exploring the customers")
        profile = explore(history.months[history.newest_known], settings.profile)
        campaigns = list_campaigns(earlier, history)
        effects = measure_effects(campaigns, book, settings.economics)
        believed = learn_acceptance(book, settings.economics, effects.measured)
        left_alone = leave_out_contacted(history, settings)
        say("choosing and judging the model")
        model = fit_model(left_alone, with_acceptance(settings, believed))
        say("finding segments and offers")
        base = history.scored
        segments = find_segments(base, model.risk, rules, settings)
        offers = plan_offers(
            base,
            model.risk,
            segments,
            book,
            settings,
            recommend=model.facts.beats_chance,
            campaigns=campaigns,
            believed=believed,
        )
        return compose_results(
            left_alone,
            profile,
            model,
            segments,
            offers,
            settings,
            earlier=earlier,
            effects=describe_effects(campaigns, effects, offers.segments, book, settings, believed),
        )


def compute_forecasts(
    folders: Sequence[MonthFolder], settings: Settings, months: Collection[str]
) -> Iterator[tuple[Forecast, HistoryFacts]]:
    """What could be said of each of these months with what was known when it was new, and of what.

    Months of which nothing could be said are left out. Raises ReportError as `compute_results`.
    """
    rules, book = read_rules(), read_offers()
    require_quadrants(rules)
    for past in read_past(folders, settings, months):
        history = leave_out_contacted(past, settings)
        with threadpool_limits(1):
            base, found = history.scored, score_month(history, settings)
            segments = find_segments(base, found.risk, rules, settings)
            offers = plan_offers(base, found.risk, segments, book, settings, recommend=True)
            forecast = make_forecast(
                history,
                found.risk,
                segments,
                offers,
                settings,
                model=found.winner,
                threshold=found.threshold,
                level_error=found.level_error,
            )
        yield forecast, history.facts
