"""Where the PDF turns a page: never between a heading, its sentence and its table."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from report.engines.embedded import EmbeddedEngine
from report.engines.job import Job
from tests.report.engines.test_documents import NO_RESULTS

SECTIONS, LONGER, LONG, SHORT = 24, 20, 16, 8
PLAIN = "{said}"
# As Quarto has what a cell prints.
WRAPPED = """```{{python}}
from tests.report.engines.documents.exhibits import Text
Text(":::: {{.cell}}\\n::: {{.cell-output}}\\n\\n{said}\\n\\n:::\\n::::\\n")
```"""


def section(number: int, rows: int, wrapper: str) -> str:
    table = "\n".join(f"| row {number}.{row} | 1 |" for row in range(1, rows + 1))
    said = wrapper.format(said=f"Size of {number}.")
    return (
        f"## Section {number}\n\n{said}\n\n"
        f"::: {{#tbl-t{number}}}\n\n| name | value |\n|:---|---:|\n{table}\n\n"
        f"Table of {number}\n\n:::\n" + number * 7 % 11 * "\nText.\n"
    )


def sheets(folder: Path, rows: int, wrapper: str = PLAIN) -> list[str]:
    return printed(
        folder, "\n".join(section(number, rows, wrapper) for number in range(1, SECTIONS + 1))
    )


def printed(folder: Path, text: str) -> list[str]:
    source = folder / "doc.qmd"
    source.write_text(f"---\ntitle: Pages\nlang: en\n---\n\n{text}", encoding="utf-8")
    EmbeddedEngine().render([Job(source=source, name="doc")], NO_RESULTS, folder, lambda _: None)
    return [sheet.extract_text() for sheet in PdfReader(folder / "doc.pdf").pages]


def two_parts(first: int, between: str = "{{< pagebreak >}}") -> str:
    """A section of so many paragraphs, and one of a single paragraph."""
    lines = "\n\n".join(f"Line {number}." for number in range(1, first + 1))
    return f"## First\n\n{lines}\n\n{between}\n\n## Second\n\nEnd.\n"


@pytest.mark.parametrize(
    ("rows", "wrapper"), [(LONG, PLAIN), (SHORT, PLAIN), (LONG, WRAPPED), (SHORT, WRAPPED)]
)
def test_a_heading_and_its_sentence_go_where_the_table_begins(tmp_path, rows, wrapper):
    found = sheets(tmp_path, rows, wrapper)
    for number in range(1, SECTIONS + 1):
        begin = [f"Section {number}\n", f"Size of {number}.", f"row {number}.1 "]
        assert any(all(part in sheet for part in begin) for sheet in found), begin


def test_a_short_table_is_never_split(tmp_path):
    found = sheets(tmp_path, SHORT)
    for number in range(1, SECTIONS + 1):
        ends = [f"row {number}.1 ", f"row {number}.{SHORT} "]
        assert any(all(row in sheet for row in ends) for sheet in found), number


def test_no_page_begins_with_the_last_row_of_a_table_alone(tmp_path):
    found = sheets(tmp_path, LONGER)
    for number in range(1, SECTIONS + 1):
        ends = [f"row {number}.{LONGER - 1} ", f"row {number}.{LONGER} "]
        assert any(all(row in sheet for row in ends) for sheet in found), ends


def test_what_is_a_little_too_long_for_its_page_is_set_smaller(tmp_path):
    flowing = printed(tmp_path, two_parts(42, between=""))
    assert "Line 42." in flowing[1], "this many lines are to be more than a page"
    first, second = printed(tmp_path, two_parts(42))
    assert "Line 42." in first
    assert "Second" in second


def test_what_is_much_longer_than_a_page_goes_on_in_the_size_of_the_others(tmp_path):
    first, second, third = printed(tmp_path, two_parts(60))
    assert "Line 1." in first
    assert "Line 60." in second
    assert "Second" in third
