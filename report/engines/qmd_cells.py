"""Running a document's cells, in this process, once for all formats.

A Jupyter kernel would cost a second or more per document. Cells run in a namespace of their own,
and their errors name the document's file and line.
"""

from __future__ import annotations

import ast
import re
from types import CodeType
from typing import Protocol, TypeAlias, runtime_checkable

from analysis.errors import ReportError
from report.engines.errors import CellError, DocumentError, Spot
from report.engines.qmd_source import Cell, Line, Source
from report.engines.qmd_subset import INLINE, PAGEBREAK
from report.text.escape import escape_text

Namespace: TypeAlias = dict[str, object]
# A cell's code after all code that it depends on -> the Markdown that the cell showed.
CellCache: TypeAlias = dict[tuple[str, ...], str]


@runtime_checkable
class _Printable(Protocol):
    """What a cell may show: an object that prints itself as Markdown."""

    def _repr_markdown_(self) -> str: ...


def run_source(source: Source, cache: CellCache | None = None) -> str:
    """The document as plain Markdown, every cell and inline expression replaced by its value.

    cache: what cells showed before, used again and added to. Raises DocumentError for what the
    document's author can repair, CellError where the program behind a cell fails, and lets
    ReportErrors through.
    """
    namespace: Namespace = {"__name__": "__document__"}
    code_before: list[str] = []
    known = {} if cache is None else cache
    parts = [
        f"\n{_run_cell(piece, namespace, known, code_before)}\n"
        if isinstance(piece, Cell)
        else _run_line(piece, namespace)
        for piece in source.pieces
    ]
    return "\n".join(parts) + "\n"


def _run_cell(cell: Cell, namespace: Namespace, cache: CellCache, code_before: list[str]) -> str:
    """Execute one cell; returns the Markdown of its last expression, or nothing.

    code_before: the cells that may have set names. A cell that is one expression sets none, and
    shows the same again while that code and its own are the same.
    """
    tree = _parse(cell)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    if tree.body or not isinstance(last, ast.Expr):
        code_before.append(cell.code)
        _run(compile(tree, cell.spot.file, "exec"), cell.spot, namespace)
        return _markdown_of(last, cell, namespace) if isinstance(last, ast.Expr) else ""
    key = (*code_before, cell.code)
    if key not in cache:
        cache[key] = _markdown_of(last, cell, namespace)
    return cache[key]


def _markdown_of(last: ast.Expr, cell: Cell, namespace: Namespace) -> str:
    """What a cell's last expression shows. Raises DocumentError where it is not printable."""
    value = _run(compile(ast.Expression(last.value), cell.spot.file, "eval"), cell.spot, namespace)
    if value is None:
        return ""
    if isinstance(value, _Printable):
        return value._repr_markdown_()
    raise DocumentError(
        Spot(cell.spot.file, last.lineno),
        f"the cell returns a {type(value).__name__}, which the two engines show differently",
        fix="return a FigureBlock, a TableView or another object with _repr_markdown_",
    )


def _parse(cell: Cell) -> ast.Module:
    """The cell's code, its lines numbered as in the document."""
    try:
        tree = ast.parse(cell.code, filename=cell.spot.file)
    except SyntaxError as error:
        spot = Spot(cell.spot.file, cell.spot.line + (error.lineno or 1) - 1)
        raise DocumentError(
            spot, f"this is not Python: {error.msg}", fix="repair the cell"
        ) from None
    ast.increment_lineno(tree, cell.spot.line - 1)
    return tree


def _run(code: CodeType, spot: Spot, namespace: Namespace) -> object:
    """The value of the code.

    Raises DocumentError where the document's own line is at fault (a name that does not exist,
    an argument that is missing), CellError where the program behind it is.
    """
    try:
        return eval(code, namespace)
    except ReportError:
        raise
    except Exception as error:
        failing, own = _failing_line(error, spot)
        if own:
            raise DocumentError(
                failing, f"{type(error).__name__}: {error}", fix="repair the code of this line"
            ) from None
        raise CellError(failing, error) from error


def _failing_line(error: BaseException, spot: Spot) -> tuple[Spot, bool]:
    """The document's last line in the traceback, and whether the error arose in it."""
    line, own, frame = spot.line, False, error.__traceback__
    while frame is not None:
        own = frame.tb_frame.f_code.co_filename == spot.file
        if own:
            line = frame.tb_lineno
        frame = frame.tb_next
    return Spot(spot.file, line), own


def _run_line(line: Line, namespace: Namespace) -> str:
    """The line with its inline expressions computed; a page break becomes a block."""
    if line.verbatim:
        return line.text
    if line.text.strip() == PAGEBREAK:
        return "\n::: {.pagebreak}\n:::\n"

    def value_of(found: re.Match[str]) -> str:
        value = _run(_compile_inline(found[1].strip(), line.spot), line.spot, namespace)
        return value._repr_markdown_() if isinstance(value, _Printable) else escape_text(str(value))

    return INLINE.sub(value_of, line.text)


def _compile_inline(expression: str, spot: Spot) -> CodeType:
    """The compiled expression. Raises DocumentError where it is not Python."""
    try:
        tree = ast.parse(expression, filename=spot.file, mode="eval")
    except SyntaxError as error:
        raise DocumentError(
            spot, f"`{expression}` is not Python: {error.msg}", fix="repair the expression"
        ) from None
    ast.increment_lineno(tree, spot.line - 1)
    return compile(tree, spot.file, "eval")
