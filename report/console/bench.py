"""What `retention bench` runs: an edition against the clock, or simulated stores against truth."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from report.console.output import tell

if TYPE_CHECKING:
    from analysis.settings import Settings
    from report.engines.job import EngineName

# Of so many simulated stores one is also held to its untreated risk.
UNTREATED_EVERY = 5


def bench_edition(data: Path, month: str | None, settings: Settings, engine: EngineName) -> None:
    """Time the steps of one edition, then each candidate."""
    import tempfile

    from analysis.history.read import read_history
    from analysis.intake.months import choose_month, list_months
    from analysis.model.bench import time_candidates
    from analysis.pipeline import compute_results
    from report.console.bench_tables import candidate_lines, timing_lines
    from report.console.progress import Stopwatch
    from report.edition.build import publish_edition
    from report.engines.choose import choose_engine

    watch, folder = Stopwatch(), choose_month(data, month)
    folders = list_months(data)
    with tempfile.TemporaryDirectory() as output:
        results = compute_results(folders, settings, watch, month=folder.name)
        publish_edition(results, Path(output), engine=choose_engine(engine), say=watch)
        watch.stop()
    tell(*timing_lines(watch.timings))
    tell(*candidate_lines(time_candidates(read_history(folders, settings, folder.name), settings)))


def bench_months(stores: int, settings: Settings) -> None:
    """Hold the forecasts of simulated stores against what came."""
    from analysis.bench.months import check_months
    from report.console.bench_tables import months_line, months_summary

    judged = []
    for seed in range(1, stores + 1):
        judged.append(check_months(seed, settings))
        tell(months_line(judged[-1]))
    tell(*months_summary(judged))


def bench_truth(stores: int, records: Path, settings: Settings) -> None:
    """Hold figures and lists against the truth of simulated stores."""
    from analysis.bench.stores import judge_stores
    from analysis.bench.summary import summarise
    from report.console.bench_tables import store_line, summary_lines
    from report.edition.atomic_folder import write_errors_explained

    with write_errors_explained(records, "choose another folder with --records"):
        judged = judge_stores(stores, records, settings, lambda record: tell(store_line(record)))
    tell(*summary_lines(summarise(judged)))


def bench_campaigns(stores: int, settings: Settings) -> None:
    """Hold measured offers, the plans made with them and untreated risk against the truth."""
    from analysis.bench.campaigns import check_campaigns, check_untreated
    from report.console.bench_tables import (
        campaigns_line,
        campaigns_summary,
        untreated_line,
        untreated_summary,
    )

    judged, untreated = [], []
    for seed in range(1, stores + 1):
        judged.append(check_campaigns(seed, settings))
        tell(campaigns_line(judged[-1]))
    tell(*campaigns_summary(judged))
    # A year of campaigns and two models that learn from it take minutes.
    for seed in range(1, max(2, stores // UNTREATED_EVERY) + 1):
        untreated.append(check_untreated(seed, settings))
        tell(untreated_line(untreated[-1]))
    tell(*untreated_summary(untreated))
