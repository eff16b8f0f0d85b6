"""What a reader sees in a chart that the documents' months do not draw."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from matplotlib import pyplot

from analysis.estimate import Estimate
from analysis.model.facts import ReliabilityBin
from report.blocks.figure import FigureBlock, svg_bytes
from report.charts.axes import Reference
from report.charts.bars import BarRow, bar_chart
from report.charts.curves import Band, Mark, curve_chart
from report.charts.heatmap import Matrix, matrix_chart
from report.charts.intervals import DotRow, dot_chart
from report.charts.reason_bars import Example, examples_chart
from report.charts.reliability import reliability_chart
from report.charts.scatter import DOTS, thin_out
from report.charts.shap_plots import Contributions, beeswarm_chart, dependence_chart
from report.technical import categories
from tests.report.facts_factory import make_customers
from tests.report.odd_months import forty_categories
from tests.report.reading import book, drawn, faults, view


def texts(figure):
    return [text for text, _ in drawn(figure)]


def test_bars_begin_at_zero_and_carry_their_texts():
    rows = [BarRow(label="a", value=3.0, text="3.0"), BarRow(label="b", value=2.0, text="2.0")]
    figure = bar_chart(rows, axis="points", book=book("en"))
    assert figure.axes[0].get_xlim()[0] == 0
    assert {"a", "b", "3.0", "2.0", "points"} <= set(texts(figure))


def test_only_values_with_more_drops_are_in_the_hue_of_risk():
    chart = categories.chart(view())
    assert isinstance(chart, FigureBlock)
    assert "#c2410c" in {line.get_color() for line in chart.figure.axes[0].lines}


def test_forty_categories_stay_on_a_page():
    chart = categories.chart(view("ru", forty_categories()))
    assert isinstance(chart, FigureBlock)
    assert chart.figure.get_size_inches()[1] < 9.5


def test_reasons_with_two_long_categories_are_whole_and_do_not_overlap():
    reason = (
        "Favourite category: Small appliances and electronics (usually Beauty and health goods)"
    )
    example = Example(title="Customer A", reasons=[(reason, 5.0, "+5.0 pp")] * 3)
    figure = examples_chart([example] * 3, "contribution", book("en"))
    seen = drawn(figure)
    assert [text.replace("\n", " ") for text, _ in seen].count(reason) == 9
    assert faults(figure, seen) == []


@pytest.mark.parametrize("places", [(10, 12, 14), (80, 85, 90), (33, 46, 95), (59, 61, 62)])
def test_marks_of_a_curve_never_cover_each_other(places):
    band = Band(x=list(range(101)), middle=[x * (150 - x) for x in range(101)])
    marks = [Mark(x=x, y=x * (150 - x), text=f"a policy with a long name, {x}%") for x in places]
    figure = curve_chart(band, marks, ("share", "profit"), book("en"))
    assert faults(figure, drawn(figure)) == []


def test_the_names_of_three_lines_that_meet_are_pushed_apart():
    flat = [0.0, 10.0, 10.0]
    names = ("low", "middle", "high")
    band = Band(x=[0, 1, 2], middle=flat, low=flat, high=flat, names=names)
    seen = drawn(curve_chart(band, [], ("contacts", "gain"), book("en")))
    heights = sorted(box.y0 for text, box in seen if text in names)
    assert len(heights) == 3
    assert all(above > below for below, above in pairwise(heights))


def test_a_group_whose_interval_leaves_the_prediction_out_is_a_black_diamond():
    near, far = Estimate(value=0.2, low=0.1, high=0.3), Estimate(value=0.5, low=0.4, high=0.6)
    groups = [
        ReliabilityBin(mean_risk=risk, customers=9, observed=seen)
        for risk, seen in ((0.3, near), (0.7, far))
    ]
    axes = reliability_chart(groups, ("said", "seen"), "exact", book("en")).axes[0]
    marks = {str(line.get_marker()): line.get_color() for line in axes.lines}
    assert (marks["o"], marks["D"]) == ("#c2410c", "#1b2530")
    assert [np.ravel(line.get_xdata()).tolist() for line in axes.lines[1:]] == [[0.3], [0.7]]


def test_numbers_on_an_axis_follow_the_language():
    row = DotRow(label="a", estimate=Estimate(value=0.5, low=0.25, high=0.75), text="0,5")
    middle = Reference(at=0.5, text="average")
    found = texts(dot_chart([row], axis="x", reference=middle, book=book("ru")))
    assert {"average", "0,5", "0,4"} <= set(found)


def test_an_empty_cell_of_a_matrix_stays_empty():
    matrix = Matrix(rows=["a", "b"], columns=["x"], shades=[[None], [2.0]], texts=[[""], ["+2.0"]])
    assert set(texts(matrix_chart(matrix, darkest=1.0))) == {"a", "b", "x", "+2.0"}


def test_of_a_hundred_thousand_customers_dots_are_drawn_for_some_evenly():
    assert len(thin_out(make_customers(10) * (DOTS // 5))) == DOTS
    assert len(thin_out(make_customers(60))) == 60


PAGES = Contributions(
    label="Pages", title="Pages a visit", values=[1.0, 2.0, None], contributions=[9.0, 0.5, -8.0]
)
SERVICE = Contributions(
    label="Service", title="Service", values=["a", "b", None], contributions=[1.0, 0.5, -1.0]
)


def test_a_beeswarm_names_features_strongest_first_and_the_ends_of_its_colours():
    seen = drawn(beeswarm_chart([PAGES, SERVICE], book("ru")))
    heights = {text: box.y0 for text, box in seen}
    assert heights["Pages"] > heights["Service"]
    assert heights["высокое"] > heights["низкое"]
    assert "сдвиг риска, п.\u00a0п." in heights


def test_a_customer_whose_value_is_missing_stands_at_the_edge_of_a_dependence():
    axes = dependence_chart([PAGES], book("en")).axes[0]
    heights = np.concatenate([np.asarray(dots.get_offsets())[:, 1] for dots in axes.collections])
    assert set(heights) == {-8.0, 0.5, 9.0}
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("Pages a visit", "shift of risk, pp")


def test_a_kernel_that_prints_what_pyplot_holds_prints_none_of_shaps_pictures_twice():
    beeswarm_chart([PAGES, SERVICE], book("en"))
    dependence_chart([PAGES], book("en"))
    assert pyplot.get_fignums() == []


def test_shaps_pictures_are_drawn_alike_each_time():
    once, again = (svg_bytes(beeswarm_chart([PAGES, SERVICE], book("en")), "x") for _ in range(2))
    assert once == again
