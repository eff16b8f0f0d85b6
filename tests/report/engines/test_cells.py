"""Cells run in the document's own lines, and show the same in both engines."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import ReportError
from report.engines.errors import CellError, DocumentError
from report.engines.qmd_cells import CellCache, run_source
from report.engines.qmd_source import read_source
from tests.messages import message_of

HEAD = "---\ntitle: T\nlang: en\n---\n"


def run(folder: Path, body: str, cache: CellCache | None = None) -> str:
    path = folder / "doc.qmd"
    path.write_text(HEAD + body, encoding="utf-8")
    return run_source(read_source(path), cache)


def test_inline_values_are_plain_text(tmp_path):
    assert "6 of &#42;all&#42;" in run(tmp_path, '`{python} 2 * 3` of `{python} "*all*"`\n')


def test_a_name_of_one_cell_is_known_to_the_next_and_to_the_text(tmp_path):
    body = "```{python}\nn = 4\n```\n\n## `{python} n + 1` left\n"
    assert "## 5 left" in run(tmp_path, body)


def test_a_cell_prints_what_its_last_expression_writes(tmp_path):
    body = (
        "```{python}\nclass Bold:\n    def _repr_markdown_(self):\n        return '**b**'\n"
        "```\n```{python}\nx = 1\nBold()\n```\n"
    )
    assert "**b**" in run(tmp_path, body)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (
            "text\n\n```{python}\nx = 1\n\ny = x / 0\n```\n",
            ", line 10: ZeroDivisionError: division by zero\n  Fix: repair the code of this line",
        ),
        (
            "one\ntwo `{python} nothing`\n",
            ", line 6: NameError: name 'nothing' is not defined\n"
            "  Fix: repair the code of this line",
        ),
        (
            "```{python}\nx = 1\nif:\n```\n",
            ", line 7: this is not Python: invalid syntax\n  Fix: repair the cell",
        ),
        (
            "`{python} 1 +`\n",
            ", line 5: `1 +` is not Python: invalid syntax\n  Fix: repair the expression",
        ),
        (
            "```{python}\n[1, 2]\n```\n",
            ", line 6: the cell returns a list, which the two engines show differently\n"
            "  Fix: return a FigureBlock, a TableView or another object with _repr_markdown_",
        ),
    ],
)
def test_an_error_of_the_document_is_told_with_its_line_and_repair(tmp_path, body, message):
    said = message_of(DocumentError, lambda: run(tmp_path, body))
    assert said == f"{tmp_path / 'doc.qmd'}{message}"


def test_an_error_in_an_included_file_names_that_file(tmp_path):
    (tmp_path / "_part.qmd").write_text("```{python}\n1 / 0\n```\n", encoding="utf-8")
    said = message_of(DocumentError, lambda: run(tmp_path, "{{< include _part.qmd >}}\n"))
    assert said.startswith(f"{tmp_path / '_part.qmd'}, line 2: ZeroDivisionError")


def test_a_bug_behind_a_cell_keeps_its_cause_and_names_the_cell(tmp_path):
    with pytest.raises(CellError, match=r"doc.qmd, line 7: JSONDecodeError: Expecting") as error:
        run(tmp_path, "```{python}\nimport json\njson.loads('{')\n```\n")
    assert type(error.value.__cause__).__name__ == "JSONDecodeError"


def test_an_error_that_the_analyst_can_repair_passes_through_unchanged(tmp_path):
    body = "```{python}\nfrom analysis.errors import ReportError\nraise ReportError('x')\n```\n"
    assert message_of(ReportError, lambda: run(tmp_path, body)) == "x"


def test_a_cell_that_showed_something_is_not_run_again_while_the_code_before_is_the_same(tmp_path):
    (tmp_path / "counted.txt").write_text("", encoding="utf-8")
    counting = (
        "```{python}\nfrom pathlib import Path\n"
        f"log = Path({str(tmp_path / 'counted.txt')!r})\n```\n\n"
        "```{python}\nlog.write_text(log.read_text() + 'x') and None\n```\n"
    )
    cache: CellCache = {}
    for body in (counting, f"{counting}\nmore text\n", f"```{{python}}\nn = 1\n```\n{counting}"):
        run(tmp_path, body, cache)
    assert (tmp_path / "counted.txt").read_text(encoding="utf-8") == "xx"
