"""What an author reads who writes something that the two engines would not show alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from report.engines.errors import DocumentError
from report.engines.qmd_source import read_source
from report.engines.qmd_subset import check_subset
from tests.messages import message_of

HEAD = "---\ntitle: T\nlang: en\n---\n"


def check(folder: Path, text: str) -> None:
    (folder / "doc.qmd").write_text(text, encoding="utf-8")
    check_subset(read_source(folder / "doc.qmd").pieces)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (
            "{{< video x.mp4 >}}\n",
            ", line 5: the shortcode 'video' is not in the declared subset\n"
            "  Fix: use {{< include file >}} on a line of its own, {{< pagebreak >}}, or a cell",
        ),
        (
            "text\n\n```{mermaid}\na --> b\n```\n",
            ", line 7: a block of 'mermaid' is not in the declared subset\n"
            "  Fix: write Markdown, or a {python} cell that returns a figure, a table or Markdown",
        ),
        (
            "```{=html}\n<b>\n```\n",
            ", line 5: a block of 'html' is not in the declared subset\n"
            "  Fix: write Markdown, or a {python} cell that returns a figure, a table or Markdown",
        ),
        (
            "a remark[^1]\n",
            ", line 5: footnotes are not in the declared subset\n"
            "  Fix: put the remark in brackets or in a block ::: {.small}",
        ),
        (
            "so <b>bold</b>\n",
            ", line 5: the HTML tag <b> is not in the declared subset\n"
            "  Fix: write Markdown: **bold**, [text]{.risk}, ::: {.notice}",
        ),
        (
            "that $x^2$ is\n",
            ", line 5: the formula $x^2$ is not in the declared subset\n"
            r"  Fix: write it in words, or \$ for the sign itself",
        ),
        (
            "see @sec-one\n",
            ", line 5: the reference @sec-one is not in the declared subset\n"
            "  Fix: refer to @fig-key or @tbl-key",
        ),
        (
            "# Title again\n",
            ", line 5: a heading of the first level: the title of the document is the only one\n"
            "  Fix: begin sections with ##",
        ),
        (
            "::: {.panel-tabset}\n:::\n",
            ", line 5: the class '.panel-tabset' is not in the declared subset\n"
            "  Fix: use one of: .band .kpis .kpi .cards .card .facts .sides .side .action .notice "
            ".callout-note .callout-warning .callout-important .lead .small .risk .value .good "
            ".warning",
        ),
        (
            "[x]{.huge}\n",
            ", line 5: the class '.huge' is not in the declared subset\n"
            "  Fix: use one of: .store .month .risk .value .good .muted",
        ),
        (
            '```{python}\n#| fig-cap: "Typed"\n1\n```\n',
            ", line 6: the cell option 'fig-cap' is not in the declared subset\n"
            "  Fix: captions and alt texts belong to FigureBlock and TableView",
        ),
        ("```{python}\n1\n", ", line 5: the cell is not closed\n  Fix: end it with a line of ```"),
        (
            "{{< include nowhere.qmd >}}\n",
            ", line 5: there is no file nowhere.qmd\n  Fix: create it or correct the name",
        ),
        (
            "{{< include doc.qmd >}}\n",
            ", line 5: doc.qmd includes itself in the end\n  Fix: remove one of the includes",
        ),
    ],
)
def test_what_is_outside_the_subset_is_named_with_its_line_and_what_to_write(
    tmp_path, body, message
):
    said = message_of(DocumentError, lambda: check(tmp_path, HEAD + body))
    assert said == f"{tmp_path / 'doc.qmd'}{message}"


@pytest.mark.parametrize(
    ("text", "problem", "fix"),
    [
        (
            "## Text\n",
            "the document does not begin with its title and language",
            "begin with ---, title: ..., lang: ru or en, ---",
        ),
        (
            "---\ntitle: T\nlang: en\njupyter: python3\n---\n",
            "the front matter has 'jupyter', which only Quarto reads",
            "keep to title, subtitle, lang, toc, format; put the rest into _quarto.yml",
        ),
        ("---\ntitle: T\n---\n", "the front matter has no 'lang'", "add lang: ..."),
    ],
)
def test_front_matter_that_cannot_be_used_is_refused(tmp_path, text, problem, fix):
    said = message_of(DocumentError, lambda: check(tmp_path, text))
    assert said == f"{tmp_path / 'doc.qmd'}, line 1: {problem}\n  Fix: {fix}"


@pytest.mark.parametrize(
    "body",
    [
        "a < b and c > d, 5 \\$ and me\\@here\n",
        "`<b>` and `@x` in code\n",
        "```\n{{< video >}} <b> $x$\n```\n",
        "::: {.kpi .risk}\n[x]{.muted} @fig-a, @tbl-b\n:::\n",
        "{{< pagebreak >}}\n",
    ],
)
def test_what_the_subset_allows_passes(tmp_path, body):
    check(tmp_path, HEAD + body)
