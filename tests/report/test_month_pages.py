"""What several months add: pages that a single month has not, and sentences that change."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import numpy as np
import pytest
from matplotlib.patches import Rectangle

from analysis.drift.facts import Verdict
from analysis.settings import CandidateKey
from report.charts.movement import movement_chart
from report.management import changes, portrait, promises, trust, warnings
from report.technical import drift, intake, months, thresholds
from report.text.leak_checks import check_name
from tests.report.facts_factory import (
    estimate,
    make_changes,
    make_drift,
    make_forward,
    make_history,
    make_later_months,
    make_model,
    make_month,
    make_promise,
    make_results,
)
from tests.report.odd_months import blank_labels, later_labels
from tests.report.reading import book, drawn, said, view


def heading(page):
    return said(next(line for line in page.splitlines() if line.startswith("## ")))


def changed(**parts):
    """The heading of the page of changes."""
    return heading(changes.page(view("en", make_results(changes=make_changes(**parts)))))


def with_change(value, half):
    """The headline figures, profit at risk changed by so much."""
    return tuple(
        replace(f, change=estimate(value, half)) if f.figure == "profit_at_risk" else f
        for f in make_changes().figures
    )


def promised(*verdicts):
    """The heading of the page of promises."""
    kept = tuple(make_promise(verdict=verdict) for verdict in verdicts)
    return heading(promises.page(view("en", make_results(promises=kept))))


def test_a_single_month_has_no_page_of_changes_no_promises_and_no_months():
    cells = (changes.page, promises.page, months.section, months.forward)
    assert [cell(view())._repr_markdown_() for cell in cells] == ["", "", "", ""]


def test_the_heading_names_the_customers_who_moved_most_of_the_profit_at_risk():
    assert changed() == "## Profit at risk rose by 120 units: 85 customers newly at risk"
    assert changed(figures=with_change(-80.0, 10.0)) == (
        "## Profit at risk fell by 80.0 units: 43 customers no longer at risk"
    )


def test_a_change_within_noise_is_no_change():
    assert changed(figures=with_change(120.35, 130.0)) == (
        "## Profit at risk held at 1,928 units: the change is within noise"
    )


def test_editions_with_other_outcomes_are_not_compared():
    month = make_results(changes=make_changes(same_meaning=False))
    page = changes.page(view("en", month))
    assert heading(page) == "## This month cannot be compared with the edition before"
    assert "#tbl-" not in page
    assert "#fig-" not in page
    assert "now a month’s label is its own outcome" in warnings.notices(view("en", month))


def test_a_comparison_over_more_than_a_month_says_so():
    apart = "2 months earlier: there is none nearer"
    assert apart in said(changes.page(view("en", blank_labels())))
    assert "earlier: there is none" not in said(changes.page(view("en", later_labels())))


def test_the_bridge_begins_where_it_was_and_ends_where_it_is():
    facts = make_changes()
    figure = changes._bridge(view(), facts).figure
    bars = [bar for bar in figure.axes[0].patches if isinstance(bar, Rectangle)]
    assert bars[0].get_x() == pytest.approx(1807.45)
    ends = [bar.get_x() + bar.get_width() for bar in bars]
    assert [bar.get_x() for bar in bars[1:]] == pytest.approx(ends[:-1])
    assert ends[-1] == pytest.approx(1927.8)


def test_cells_of_the_movement_hold_everybody_who_moved():
    facts = make_changes()
    figure = movement_chart(view(), facts.movements, facts.before)
    texts = [text.split("\n") for text, _ in drawn(figure) if "\n" in text]
    cells = [int(lines[0].replace(",", "")) for lines in texts if lines[0][:1].isdigit()]
    assert sum(cells) == facts.stayed + facts.came + facts.went


def test_those_who_moved_to_high_risk_are_in_its_hue():
    facts = make_changes()
    moves = [move for move in facts.movements if move.now == "high_risk_low_value"]
    figure = movement_chart(view(), moves, facts.before)
    _, risky = figure.axes[0].collections
    shown = risky.get_array()
    assert shown is not None
    assert np.ma.count(shown) == 2  # from low risk, and from nowhere


def test_the_heading_of_promises_says_whether_the_last_one_was_kept():
    assert promised("kept") == (
        "## The forecast of June 2026 was kept: 431 customers dropped, 442 were expected"
    )
    assert promised("kept", "kept") == "## Every forecast that can be checked by now was kept: 2"
    assert promised("more_dropped", "kept") == ("## 1 of 2 forecasts were kept, the last one too")
    assert promised("kept", "more_dropped").startswith("## The forecast of June 2026 was not kept")
    assert "only 431 customers dropped" in promised("kept", "fewer_dropped")


def test_a_month_without_a_promise_kept_lately_warns_on_the_first_page():
    late = make_results(promises=(make_promise(verdict="fewer_dropped"), make_promise()))
    broken = make_results(promises=(make_promise(), make_promise(verdict="fewer_dropped")))
    assert warnings.notices(view("en", late)) == ""
    assert "may be too high" in warnings.notices(view("en", broken))


def test_of_many_promises_the_page_shows_the_newest():
    every = tuple(make_promise(month=f"{2024 + n // 12}-{n % 12 + 1:02}") for n in range(30))
    page = said(promises.page(view("en", make_results(promises=every))))
    assert "| June 2026 |" in page
    assert "| June 2025 |" not in page
    assert "The last 12 of 30 are shown." in page


def judged(difference, **parts):
    check = make_forward(roc_auc_difference=estimate(difference, 0.02), **parts)
    month = view("en", make_results(model=make_model(forward=check)))
    return warnings.notices(month), said(warnings.data_sentence(month))


def test_forward_in_time_is_a_warning_only_beyond_noise():
    assert judged(-0.01)[0] == ""
    assert "4.0 fewer than for the same customers" in judged(-0.04)[0]
    assert "4.0 more than for the same customers" in judged(0.04)[0]
    assert "Forward in time" in judged(-0.04)[0]


def test_too_few_months_to_look_forward_are_said_to_be_so():
    notice, sentence = judged(-0.04, known_then=False)
    assert "In a later month the model" in notice
    assert "90 among other customers of a later month" in sentence
    assert "not enough months yet" in sentence
    assert "91 apart across customers and 90 forward in time" in judged(-0.04)[1]


@pytest.mark.parametrize(
    ("history", "says"),
    [
        (make_history(), "taken at the same moment as the features"),
        (make_history(months=(make_month("2026-09"), make_month())), "filled in already"),
        (
            make_history(months=(make_month("2026-09"), make_month(known=40))),
            "40 of 1,296 customers have a label",
        ),
        (make_history(meaning="later_label", months=make_later_months()), "3 months later"),
    ],
)
def test_the_last_page_says_which_way_the_store_exports_labels(history, says):
    assert says in said(trust.limits(view("en", make_results(history=history))))


def test_the_risks_of_a_month_whose_outcome_is_unknown_are_a_forecast():
    told = said(warnings.data_sentence(view("en", later_labels())))
    assert "The risks are a forecast for the next 3 months" in told
    assert "learned from: 3 (April 2026 – July 2026)" in told
    assert "forecast" not in warnings.data_sentence(view())


def test_who_drops_is_told_of_the_newest_month_whose_outcome_is_known():
    month = view("en", later_labels())
    assert "The newest month whose outcome is known is July 2026" in portrait.lead(month)
    assert "The outcome of 1,151 of 1,262 is known; activity dropped for 448" in said(
        intake.dropped_claim(month)
    )


def test_a_threshold_that_moved_far_is_said_to_have():
    def told(before):
        moved = make_changes(threshold_before=before, threshold_now=0.46)
        return thresholds.claim(view("en", make_results(changes=moved)))

    assert "the threshold was 0.57: it moved by more than 0.1" in told(0.57)
    assert "moved" in told(0.35)
    assert "moved" not in told(0.55)


def test_every_candidate_and_the_check_without_the_state_have_names():
    for language in ("ru", "en"):
        words = book(language)
        keys = get_args(CandidateKey)
        assert not [key for key in keys if words.name("model", key) == key]
        assert "state" not in check_name("without_state", words).replace("the state at", "")


def test_the_figures_of_the_months_stand_in_the_technical_document():
    page = said(months.section(view("en", later_labels()))._repr_markdown_())
    assert "| July 2026 | 1,262 | 1,151 | 448 |" in page
    assert "| October 2026 | 1,296 | 0 | – |" in page
    assert "Missing months: May 2026." in page


@pytest.mark.parametrize("verdict", get_args(Verdict))
def test_each_verdict_on_the_customers_has_its_sentence_in_both_languages(verdict):
    for language in ("ru", "en"):
        facts = make_results(drift=make_drift(verdict=verdict, features=()))
        assert "1" in said(drift.drift(view(language, facts))._repr_markdown_())


def test_only_features_that_changed_are_told_and_through_whom():
    page = said(drift.drift(view("en", make_results(drift=make_drift())))._repr_markdown_())
    assert "| Pages a visit | 0.21 | 0.03 |" in page
    assert "those who came instead" in page
    assert "Failures" not in page
