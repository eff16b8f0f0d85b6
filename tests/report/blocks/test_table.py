"""Tables are Markdown that says where each column stands and how wide it is."""

from __future__ import annotations

import pytest

from report.blocks.table import TableView
from tests.messages import message_of


def printed(table: TableView) -> str:
    return table._repr_markdown_()


def test_a_table_with_a_key_is_a_numbered_block_with_its_caption():
    table = TableView(
        header=["Day", "Customers"], rows=[["Monday", "1.5"]], align="lr", caption="Days", key="d"
    )
    assert printed(table) == (
        "::: {#tbl-d}\n\n"
        "| Day | Customers |\n"
        "|:---------|------------:|\n"
        "| Monday | 1.5 |\n\n"
        "Days\n\n:::\n"
    )


def test_cells_header_and_caption_are_escaped():
    table = TableView(header=["a|b"], rows=[["*c*"]], align="l", caption="<d>")
    assert printed(table) == ("| a&#124;b |\n|:-------|\n| &#42;c&#42; |\n\n: &#60;d&#62;\n")


def test_a_table_for_the_page_alone_is_html_with_the_same_sides_and_escapes():
    table = TableView(header=["a|b", "<i>"], rows=[["{{< x >}}", "1"]], align="lr")
    assert table.as_html() == (
        "<table>\n<thead>\n"
        '<tr><th style="text-align: left;">a&#124;b</th>'
        '<th style="text-align: right;">&#60;i&#62;</th></tr>\n'
        "</thead>\n<tbody>\n"
        '<tr><td style="text-align: left;">&#123;&#123;&#60; x &#62;&#125;&#125;</td>'
        '<td style="text-align: right;">1</td></tr>\n'
        "</tbody>\n</table>"
    )


def test_a_column_of_numbers_keeps_its_width_and_a_column_of_text_gives_way():
    table = TableView(
        header=["Text", "Number"], rows=[["word " * 20, "1,234 (1,200 to 1,300)"]], align="lr"
    )
    rule = printed(table).splitlines()[1].strip("|").split("|")
    assert [cell.count("-") for cell in rule] == [50, 25]


def test_names_beside_many_numbers_get_what_they_need_for_two_lines():
    name, channel = "Pop-up recommendations from personal preferences", "push notification"
    numbers = ["103 of 143", "143", "39.0", "184.5", "388.1", "593.0", "11.5%"]
    table = TableView(
        header=["Offer", "Channel", "Reachable", "Contacts", *("Gains",) * 5],
        rows=[[name, channel, *numbers]],
        align="llrrrrrrr",
    )
    rule = printed(table).splitlines()[1].strip("|").split("|")
    widths = [cell.count("-") for cell in rule]
    assert sum(widths) <= 118
    assert widths[0] >= 2 + len("Pop-up recommendations from")
    assert widths[2] == 3 + len("103 of 143")  # one dash says that it stands right


def test_names_stand_on_one_line_where_the_page_has_room():
    table = TableView(
        header=["Value", "Customers"],
        rows=[["Small household appliances and electronics", "174"]],
        align="lr",
    )
    rule = printed(table).splitlines()[1].strip("|").split("|")
    assert [cell.count("-") for cell in rule] == [45, 12]


def test_words_that_no_line_may_part_widen_their_column():
    table = TableView(header=["Profit, thousand\u00a0USD"], rows=[["239"]], align="r")
    rule = printed(table).splitlines()[1]
    assert rule.count("-") == 3 + len("thousand USD")  # one dash says that it stands right


def test_a_word_of_a_hundred_letters_is_broken_and_squeezes_no_other_column():
    text = "what the store does for them " * 3
    table = TableView(header=["Name", "What"], rows=[["w" * 100, text]], align="ll")
    *_, rule, row = printed(table).splitlines()
    assert max(map(len, row.split()[1].split("\u200b"))) == 24
    _, second = (cell.count("-") for cell in rule.strip("|").split("|"))
    assert second > 40


@pytest.mark.parametrize(
    ("rows", "align", "message"),
    [
        ([], "l", "table 't' has no rows: print a sentence instead"),
        ([["a"]], "x", "table 't': align is 'x', expected l, r or c"),
        ([["a", "b"]], "l", "table 't': a row of 2 cells under 1 columns: ['a', 'b']"),
    ],
)
def test_a_table_that_cannot_be_set_is_refused(rows, align, message):
    assert (
        message_of(ValueError, lambda: TableView(header=["h"], rows=rows, align=align, key="t"))
        == message
    )
