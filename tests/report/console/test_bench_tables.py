"""What `retention bench --truth` prints."""

from __future__ import annotations

from analysis.bench.record import StoreRecord
from analysis.bench.summary import summarise
from analysis.estimate import Estimate
from analysis.model.coverage import Figure
from analysis.offers.truth import ListScore
from report.console.bench_tables import store_line, summary_lines


def record(seed, true):
    return StoreRecord(
        seed=seed,
        settings="",
        customers=1296,
        winners=("vote", "svc"),
        correlation=0.97,
        log_loss=0.29,
        best_log_loss=0.26,
        divergence=0.027,
        figures=(
            Figure(metric="roc_auc", printed=Estimate(value=0.92, low=0.90, high=0.94), true=true),
        ),
        lists=(
            ListScore(key="recommended", contacts=500, cost=290.0, earned=1160.0),
            ListScore(key="best", contacts=490, cost=285.0, earned=1184.0),
        ),
    )


def test_a_store_is_one_line_that_names_what_was_not_covered():
    assert store_line(record(3, true=0.95)) == (
        "store 3: correlation 0.970, log loss 0.290 (best possible 0.260), not covered: roc_auc"
    )
    assert store_line(record(3, true=0.93)).endswith("not covered: none")


def test_the_summary_has_a_row_a_figure_and_a_row_a_list():
    lines = list(summary_lines(summarise([record(1, true=0.93), record(2, true=0.95)])))
    assert lines[0] == "2 simulated stores; in brackets 95 % intervals over the stores"
    assert "excess over the best possible            0.0300 (0.0300 to 0.0300)" in lines
    assert "outer folds won by                       svc 2, vote 2" in lines
    rows = [line.split() for line in lines]
    assert ["roc_auc", "50%", "(9%", "to", "91%)", "0.9200", "0.9400", "0.0400"] in rows
    assert ["recommended", "500", "290.0", "1160.0", "98.0%", "0"] in rows
