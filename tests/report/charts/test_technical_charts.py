"""What a reader sees in a chart: its labels, their order, and that none covers another."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from analysis.estimate import Estimate
from report.blocks.figure import FigureBlock
from report.blocks.stack import Block
from report.charts.curves import Band, Mark, curve_chart
from report.charts.heatmap import Matrix, matrix_chart
from report.charts.intervals import BarRow, DotRow, Reference, bar_chart, dot_chart
from report.charts.reason_bars import Example, examples_chart
from report.technical import association, categories, segments
from report.view import View, view_of
from tests.report.facts_factory import make_results
from tests.report.reading import book
from tests.report.technical.odd_months import many_categories


def english() -> View:
    return view_of(make_results(), "en")


def picture(block: Block) -> Figure:
    assert isinstance(block, FigureBlock)
    return block.figure


def texts(axes: Axes) -> list[str]:
    return [text.get_text() for text in axes.texts]


def drawn(figure: Figure) -> Figure:
    FigureCanvasAgg(figure).draw()
    return figure


def overlapping(labels: list[Text]) -> list[tuple[str, str]]:
    # An annotation's own extent would include its line.
    boxes = [
        (label.get_text(), Text.get_window_extent(label)) for label in labels if label.get_text()
    ]
    return [
        (one, other)
        for (one, first), (other, second) in combinations(boxes, 2)
        if first.overlaps(second)
    ]


def test_associations_stand_strongest_first_with_their_values():
    axes = picture(association.label_chart(english())).axes[0]
    shown = [float(text) for text in texts(axes)]
    assert shown == sorted(shown, reverse=True)
    assert axes.get_yticklabels()[0].get_text() == "Pages a visit"


def test_bars_begin_at_zero():
    rows = [BarRow(label="a", value=3.0, text="3"), BarRow(label="b", value=2.0, text="2")]
    axes = bar_chart(rows, axis="points", book=book("en")).axes[0]
    assert axes.get_xlim()[0] == 0
    assert axes.get_xlabel() == "points"


def test_category_dots_carry_share_and_size_and_only_more_drops_are_in_the_hue_of_risk():
    axes = picture(categories.chart(english())).axes[0]
    assert "48% of 143" in texts(axes)
    hues = {line.get_color() for line in axes.lines}
    assert "#c2410c" in hues


def test_labels_of_forty_long_categories_do_not_overlap():
    month = view_of(many_categories(), "ru")
    figure = drawn(picture(categories.chart(month)))
    assert overlapping(list(figure.axes[0].get_yticklabels())) == []
    assert figure.get_size_inches()[1] < 9.5


def test_reasons_with_two_long_categories_are_whole_and_do_not_overlap():
    reason = (
        "Favourite category: Small appliances and electronics (usually Beauty and health goods)"
    )
    example = Example(title="Customer A", reasons=[(reason, 5.0, "+5.0 pp")] * 3)
    figure = drawn(examples_chart([example] * 3, "contribution", book("en")))
    for panel in figure.axes:
        labels = list(panel.get_yticklabels())
        assert [label.get_text().replace("\n", " ") for label in labels] == [reason] * 3
        assert overlapping(labels) == []


def test_a_chart_too_long_for_a_page_says_how_much_it_shows():
    block = categories.chart(view_of(many_categories(), "en"))
    assert isinstance(block, FigureBlock)
    assert block.caption.endswith("Values shown: 22 of 40; the rest stand in the table.")
    assert "and 12 more." in block.caption


@pytest.mark.parametrize("places", [(10, 12, 14), (80, 85, 90), (33, 46, 95), (59, 61, 62)])
def test_marks_of_a_curve_never_cover_each_other(places):
    band = Band(x=list(range(101)), middle=[x * (150 - x) for x in range(101)])
    marks = [Mark(x=x, y=x * (150 - x), text=f"a policy with a long name, {x}%") for x in places]
    figure = drawn(curve_chart(band, marks, ("share", "profit"), book("en")))
    assert overlapping(list(figure.axes[0].texts)) == []


def test_the_names_of_three_lines_that_meet_are_pushed_apart():
    flat = [0.0, 10.0, 10.0]
    band = Band(x=[0, 1, 2], middle=flat, low=flat, high=flat, names=("low", "middle", "high"))
    figure = drawn(curve_chart(band, [], ("contacts", "gain"), book("en")))
    heights = sorted(Text.get_window_extent(text).y0 for text in figure.axes[0].texts)
    assert all(above > below for below, above in pairwise(heights))


def test_numbers_on_an_axis_follow_the_language():
    row = DotRow(label="a", estimate=Estimate(value=0.5, low=0.25, high=0.75), text="0,5")
    axes = drawn(
        dot_chart([row], axis="x", reference=Reference(at=0.5, text="average"), book=book("ru"))
    ).axes[0]
    assert any("," in label.get_text() for label in axes.get_xticklabels())
    assert texts(axes) == ["average", "0,5"]


def test_an_empty_cell_of_a_matrix_stays_empty():
    matrix = Matrix(rows=["a", "b"], columns=["x"], shades=[[None], [2.0]], texts=[[""], ["+2.0"]])
    assert texts(matrix_chart(matrix, darkest=1.0).axes[0]) == ["+2.0"]


def test_the_diagonal_of_the_overlaps_is_the_segments_sizes():
    axes = picture(segments.overlap_chart(english())).axes[0]
    assert texts(axes)[0] == "73"
    assert "190" in texts(axes)
