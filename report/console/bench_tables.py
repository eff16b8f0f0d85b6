"""What `retention bench` prints: time by step and candidate, or figures and lists against truth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from statistics import mean
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.bench.campaigns import CampaignsTruth, EffectTruth, UntreatedTruth
    from analysis.bench.months import MonthsTruth
    from analysis.bench.record import StoreRecord
    from analysis.bench.summary import TruthSummary
    from analysis.estimate import Estimate
    from report.console.progress import Timing


def timing_lines(timings: Sequence[Timing]) -> Iterator[str]:
    """A line for each step, then the sum."""
    yield f"{'step':<44}{'CPU, s':>10}{'wall, s':>10}"
    for timing in timings:
        yield f"{timing.step:<44}{timing.cpu:>10.1f}{timing.wall:>10.1f}"
    cpu, wall = sum(timing.cpu for timing in timings), sum(timing.wall for timing in timings)
    yield f"{'all':<44}{cpu:>10.1f}{wall:>10.1f}"


def candidate_lines(seconds: Mapping[str, float]) -> Iterator[str]:
    """A line a candidate: CPU seconds to learn it once, its members included."""
    yield f"\n{'candidate':<16}{'once, s':>12}"
    for candidate, took in seconds.items():
        yield f"{candidate:<16}{took:>12.2f}"


def store_line(record: StoreRecord) -> str:
    """One store, printed when it is done."""
    missed = [figure.metric for figure in record.figures if not figure.covered]
    return (
        f"store {record.seed}: correlation {record.correlation:.3f}, log loss "
        f"{record.log_loss:.3f} (best possible {record.best_log_loss:.3f}), "
        f"not covered: {', '.join(missed) or 'none'}"
    )


def summary_lines(summary: TruthSummary) -> Iterator[str]:
    """All stores together."""
    yield f"{summary.stores} simulated stores; in brackets 95 % intervals over the stores"
    yield f"correlation of estimated and true risk   {_with_interval(summary.correlation)}"
    yield f"log loss, out of fold                    {_with_interval(summary.log_loss)}"
    yield f"log loss of the true risk                {_with_interval(summary.best_log_loss)}"
    yield f"excess over the best possible            {_with_interval(summary.excess_log_loss)}"
    yield f"divergence from the true risk, nats      {_with_interval(summary.divergence)}"
    won = ", ".join(f"{key} {count}" for key, count in summary.winners)
    yield f"outer folds won by                       {won}"
    yield ""
    yield from _coverage_lines(summary)
    yield ""
    yield from _list_lines(summary)


def months_line(truth: MonthsTruth) -> str:
    """One store of several months, printed when it is done."""
    missed = [forecast.month for forecast in truth.forecasts if not forecast.covered]
    forward = "not judged"
    if truth.forward is not None:
        forward = f"{truth.forward.printed.value:.3f}, true {truth.forward.true:.3f}"
    return (
        f"store {truth.seed}: {len(truth.forecasts)} forecasts, not covered: "
        f"{', '.join(missed) or 'none'}; forward ROC-AUC {forward}"
    )


def months_summary(stores: Sequence[MonthsTruth]) -> Iterator[str]:
    """All stores of several months together."""
    forecasts = [forecast for store in stores for forecast in store.forecasts]
    figures = [store.forward for store in stores if store.forward is not None]
    kept, right = sum(f.covered for f in forecasts), sum(f.covered for f in figures)
    excess = mean(forecast.log_loss - forecast.best_log_loss for forecast in forecasts)
    yield f"{len(stores)} simulated stores of several months"
    yield f"observed drops within the printed interval   {kept} of {len(forecasts)}"
    yield f"forward ROC-AUC's interval holds the truth   {right} of {len(figures)}"
    yield f"log loss above that of the true risk         {excess:.4f}"


def _coverage_lines(summary: TruthSummary) -> Iterator[str]:
    """How often each printed 95 % interval holds the true figure."""
    yield f"{'figure':<12}{'covered':>9}{'':>18}{'printed':>10}{'true':>10}{'width':>10}"
    for row in summary.coverage:
        limits = f"({row.share.low:.0%} to {row.share.high:.0%})"
        yield (
            f"{row.metric:<12}{row.share.value:>9.0%}{limits:>18}"
            f"{row.printed:>10.4f}{row.true:>10.4f}{row.width:>10.4f}"
        )


def _list_lines(summary: TruthSummary) -> Iterator[str]:
    """What each list of contacts truly earns, mean of the stores."""
    yield f"{'list':<16}{'contacts':>10}{'cost':>10}{'earned':>10}{'of best':>10}{'beaten in':>11}"
    for row in summary.lists:
        yield (
            f"{row.key:<16}{row.contacts:>10.0f}{row.cost:>10.1f}{row.earned:>10.1f}"
            f"{row.of_best:>10.1%}{row.beaten_in:>11}"
        )


def _with_interval(estimate: Estimate) -> str:
    return f"{estimate.value:.4f} ({estimate.low:.4f} to {estimate.high:.4f})"


def campaigns_line(truth: CampaignsTruth) -> str:
    """One store that ran campaigns, printed when it is done."""
    missed = [effect.offer for effect in truth.effects if not effect.covered]
    return (
        f"store {truth.seed}: {len(truth.effects)} offers measured, not covered: "
        f"{', '.join(missed) or 'none'}; the next plan earns {truth.earned_measured:,.0f}, "
        f"as assumed {truth.earned_assumed:,.0f}"
    )


def campaigns_summary(stores: Sequence[CampaignsTruth]) -> Iterator[str]:
    """All stores that ran campaigns together."""
    effects = [effect for store in stores for effect in store.effects]
    idle = [effect for effect in effects if effect.truth.idle]
    harmful = [effect for effect in effects if effect.truth.adds]
    praised = sum(effect.verdict == "works" for effect in idle)
    gone = sum(not effect.still_offered for effect in harmful)
    better = sum(store.earned_measured > store.earned_assumed for store in stores)
    yield f"{len(stores)} simulated stores with campaigns"
    yield f"printed intervals hold the true effect       {_share(effects)}"
    yield f"offers without effect called effective       {praised} of {len(idle)}"
    yield f"harmful offers no longer in the plan         {gone} of {len(harmful)}"
    measured, assumed = [s.earned_measured for s in stores], [s.earned_assumed for s in stores]
    yield f"the plan earns as measured                   {mean(measured):,.0f}"
    yield f"the plan earns as assumed                    {mean(assumed):,.0f}"
    yield f"the measured plan earns more in              {better} of {len(stores)}"


def _share(effects: Sequence[EffectTruth]) -> str:
    held = sum(effect.covered for effect in effects)
    return f"{held} of {len(effects)} ({held / len(effects):.1%})"


def untreated_line(truth: UntreatedTruth) -> str:
    """One store after a year of campaigns, printed when it is done."""
    return (
        f"store {truth.seed}, a year of campaigns: slope of the untreated risk {truth.slope:.2f}, "
        f"level {truth.level:.2f}; not knowing of contacts {truth.naive_slope:.2f}, "
        f"{truth.naive_level:.2f}"
    )


def untreated_summary(stores: Sequence[UntreatedTruth]) -> Iterator[str]:
    """All stores after a year of campaigns together."""
    yield f"slope of the untreated risk                  {mean(s.slope for s in stores):.3f}"
    yield f"slope, not knowing of contacts               {mean(s.naive_slope for s in stores):.3f}"
    yield f"level of the untreated risk                  {mean(s.level for s in stores):.3f}"
    yield f"level, not knowing of contacts               {mean(s.naive_level for s in stores):.3f}"
