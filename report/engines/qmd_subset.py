"""The declared subset of Quarto Markdown: anything else is refused, with what to write instead.

Only the source is checked, never what cells print: data cannot break a document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from report.engines.errors import DocumentError
from report.engines.qmd_source import Cell, Line, Piece

PANELS = ("action", "notice", "callout-note", "callout-warning", "callout-important")
GRIDS = ("band", "kpis", "kpi", "cards", "card", "facts", "sides", "side")
BLOCKS = (*GRIDS, *PANELS, "lead", "small")
TONES = ("risk", "value", "good", "warning")
SPANS = ("store", "month", "risk", "value", "good", "muted")
OPTIONS = ("label", "echo")
PAGEBREAK = "{{< pagebreak >}}"

INLINE = re.compile(r"`\{python\}\s+([^`]+)`")
CODE_SPAN = re.compile(r"`[^`]*`")
OPTION = re.compile(r"^\s*#\|\s*([\w-]+)\s*:")


@dataclass(frozen=True, slots=True)
class _Rule:
    """A form that Pandoc and Quarto render differently."""

    pattern: re.Pattern[str]
    problem: Callable[[re.Match[str]], str]
    fix: str


RULES = (
    _Rule(
        re.compile(r"\{\{<(?!\s*pagebreak\s*>\}\})\s*([\w-]*)"),
        lambda found: f"the shortcode '{found[1]}' is not in the declared subset",
        "use {{< include file >}} on a line of its own, {{< pagebreak >}}, or a cell",
    ),
    _Rule(
        re.compile(r"^\s*(?:`{3,}|~{3,})\s*\{=?(\w+)"),
        lambda found: f"a block of '{found[1]}' is not in the declared subset",
        "write Markdown, or a {python} cell that returns a figure, a table or Markdown",
    ),
    _Rule(
        re.compile(r"\[\^|\^\["),
        lambda _: "footnotes are not in the declared subset",
        "put the remark in brackets or in a block ::: {.small}",
    ),
    _Rule(
        re.compile(r"</?[A-Za-z][^>]*>"),
        lambda found: f"the HTML tag {found[0]} is not in the declared subset",
        "write Markdown: **bold**, [text]{.risk}, ::: {.notice}",
    ),
    _Rule(
        re.compile(r"(?<!\\)\$[^$\s][^$]*\$"),
        lambda found: f"the formula {found[0]} is not in the declared subset",
        r"write it in words, or \$ for the sign itself",
    ),
    _Rule(
        re.compile(r"(?<![\w\\`])@(?!fig-|tbl-)(\w[\w-]*)"),
        lambda found: f"the reference @{found[1]} is not in the declared subset",
        "refer to @fig-key or @tbl-key",
    ),
    _Rule(
        re.compile(r"^#\s"),
        lambda _: "a heading of the first level: the title of the document is the only one",
        "begin sections with ##",
    ),
)


def check_subset(pieces: Iterable[Piece]) -> None:
    """Raises DocumentError at the first piece outside the declared subset."""
    for piece in pieces:
        if isinstance(piece, Cell):
            _check_cell(piece)
        elif not piece.verbatim:
            _check_line(piece)


def _check_cell(cell: Cell) -> None:
    """Raises DocumentError for a cell option that the two engines do not share."""
    for line in cell.code.splitlines():
        option = OPTION.match(line)
        if option and option[1] not in OPTIONS:
            raise DocumentError(
                cell.spot,
                f"the cell option '{option[1]}' is not in the declared subset",
                fix="captions and alt texts belong to FigureBlock and TableView",
            )


def _check_line(line: Line) -> None:
    """Raises DocumentError for a form, block or class outside the subset."""
    text = line.text
    for rule in RULES:
        found = rule.pattern.search(CODE_SPAN.sub("``", text) if "```" not in text else text)
        if found:
            raise DocumentError(line.spot, rule.problem(found), fix=rule.fix)
    _check_classes(line)


def _check_classes(line: Line) -> None:
    """Raises DocumentError for a block or a span with a class that has no style."""
    block = line.text.lstrip().startswith(":::")
    allowed = (*BLOCKS, *TONES) if block else SPANS
    for braces in re.findall(r"(?:(?<=\])|(?<=:)|(?<=: ))\{([^}]*)\}", line.text):
        for name in re.findall(r"(?<![\w\"=])\.([\w-]+)", braces):
            if name not in allowed:
                raise DocumentError(
                    line.spot,
                    f"the class '.{name}' is not in the declared subset",
                    fix=f"use one of: {' '.join('.' + known for known in allowed)}",
                )
