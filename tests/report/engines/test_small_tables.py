"""One rule stands in four languages: from how many columns on a table is set smaller."""

from __future__ import annotations

import re

import pytest

from report.blocks.table_widths import MANY
from report.paths import PROJECT


@pytest.mark.parametrize(
    ("file", "rule", "first"),
    [
        ("report/engines/lua/word.lua", r"^local MANY = (\d+)$", MANY),
        ("templates/typst-show.typ", r"it\.columns\.len\(\) > (\d+)", MANY),
        # CSS names the first table that is smaller, the others the last that is not.
        ("templates/report.css", r"table:has\(th:nth-child\((\d+)\)\) \{ font-size", MANY + 1),
        (
            "templates/report.css",
            r"table:has\(th:nth-child\((\d+)\)\) :is\(th, td\) \{ padding",
            MANY + 1,
        ),
    ],
)
def test_word_pdf_and_page_set_the_same_tables_smaller(file, rule, first):
    text = (PROJECT / file).read_text(encoding="utf-8")
    assert [int(found) for found in re.findall(rule, text, re.MULTILINE)] == [first]
