"""A chart is printed as a numbered block with a description, and drawn the same each time."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from matplotlib.figure import Figure

from report.blocks.figure import FigureBlock
from report.blocks.table import TableView


def bars(height: float = 2) -> Figure:
    figure = Figure(figsize=(3, 2))
    figure.subplots().bar(["Понедельник"], [height])
    return figure


def block(figure: Figure, alt: str = 'Bars: "2"') -> FigureBlock:
    return FigureBlock(figure=figure, key="b", caption="Mondays *rule*", alt=alt)


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    monkeypatch.setenv("RETENTION_FIGURES", str(tmp_path))


def test_a_chart_prints_its_file_description_and_caption(tmp_path):
    text = block(bars())._repr_markdown_()
    (file,) = tmp_path.iterdir()
    assert text == (
        "::: {#fig-b}\n\n"
        f'![](/_build/figures/{file.name}){{fig-alt="Bars&#58; &#34;2&#34;"}}\n\n'
        "Mondays &#42;rule&#42;\n\n:::\n"
    )


def test_an_endless_word_of_a_caption_may_go_on_in_the_next_line():
    figure = FigureBlock(figure=bars(), key="b", caption="w" * 60, alt="Bars")
    said = figure._repr_markdown_()
    assert "\u200b".join(["w" * 24, "w" * 24, "w" * 12]) in said


def test_a_label_loses_what_no_font_can_set(tmp_path):
    figure = Figure(figsize=(3, 2))
    figure.subplots().bar(["🎁 <Сад> & $x$"], [2])
    block(figure)._repr_markdown_()
    (file,) = tmp_path.iterdir()
    drawn = file.read_text(encoding="utf-8")
    assert "&lt;Сад&gt; &amp; " in drawn
    assert not [sign for sign in ("🎁", "\ufffd", "[wrapped") if sign in drawn]


def test_the_same_chart_is_the_same_file_and_another_is_another(tmp_path):
    for figure in (bars(), bars(), bars(3)):
        block(figure)._repr_markdown_()
    assert len(list(tmp_path.iterdir())) == 2


def test_text_of_a_chart_stays_text_and_no_date_is_written(tmp_path):
    block(bars())._repr_markdown_()
    svg = next(tmp_path.iterdir()).read_text(encoding="utf-8")
    assert re.search(r"<text[^>]*>Понедельник</text>", svg)
    assert "dc:date" not in svg


def test_a_chart_without_a_description_is_refused():
    with pytest.raises(ValueError, match=r"^figure 'b' has no alt text$"):
        block(bars(), alt=" ")


def test_the_numbers_of_a_chart_are_printed_below_it_in_a_block_of_their_own():
    numbers = TableView(header=["a"], rows=[["1"]], align="r")
    text = replace(block(bars()), numbers=numbers)._repr_markdown_()
    chart, below = text.split("::: {.numbers}")
    assert chart.strip() == block(bars())._repr_markdown_().strip()
    raw = f"```{{=html}}\n<!--| quarto-html-table-processing: none -->\n{numbers.as_html()}\n```"
    assert raw in below
