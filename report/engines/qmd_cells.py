"""Running a document's cells, in this process, once for all formats.

A kernel would cost a second or more a document; the cells are ours, so they run here, in a
namespace of their own, and their errors name the document's file and line.
"""

from __future__ import annotations

import ast
import hashlib
import re
from types import CodeType
from typing import TYPE_CHECKING, Protocol, TypeAlias, runtime_checkable

from analysis.errors import ReportError
from report.engines.errors import CellError, DocumentError, Spot
from report.engines.qmd_source import Cell, Line, Source
from report.engines.qmd_subset import INLINE, PAGEBREAK
from report.text.escape import escape_text

if TYPE_CHECKING:
    from hashlib import _Hash as Hash

# The code of a cell and of what stands before it -> the Markdown that it showed.
Shown: TypeAlias = dict[str, str]


@runtime_checkable
class Printable(Protocol):
    """What a cell may show: an object that prints itself as Markdown."""

    def _repr_markdown_(self) -> str: ...


def run_source(source: Source, shown: Shown | None = None) -> str:
    """The document as plain Markdown, every cell and inline expression replaced by its value.

    shown: what cells showed before, used again and added to. Raises DocumentError for what the
    document's author can repair, CellError where the program behind a cell fails, and lets
    ReportErrors through.
    """
    namespace: dict[str, object] = {"__name__": "__document__"}
    before = hashlib.sha256()
    parts: list[str] = []
    for piece in source.pieces:
        if isinstance(piece, Cell):
            parts.append(
                f"\n{run_cell(piece, namespace, {} if shown is None else shown, before)}\n"
            )
        else:
            parts.append(run_line(piece, namespace))
    return "\n".join(parts) + "\n"


def run_cell(cell: Cell, namespace: dict[str, object], shown: Shown, before: Hash) -> str:
    """Execute one cell; returns the Markdown of its last expression, or nothing.

    before: the code that the cell's names come from. A cell that is one expression adds none,
    and shows the same as before while that code and its own are the same.
    """
    tree = parsed(cell)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    if tree.body or not isinstance(last, ast.Expr):
        before.update(cell.code.encode("utf-8"))
        run(compile(tree, cell.spot.file, "exec"), cell.spot, namespace)
        return shown_by(last, cell, namespace) if isinstance(last, ast.Expr) else ""
    key = f"{before.hexdigest()} {cell.code}"
    if key not in shown:
        shown[key] = shown_by(last, cell, namespace)
    return shown[key]


def shown_by(last: ast.Expr, cell: Cell, namespace: dict[str, object]) -> str:
    """The Markdown of the cell's last expression."""
    value = run(compile(ast.Expression(last.value), cell.spot.file, "eval"), cell.spot, namespace)
    return "" if value is None else block_text(value, Spot(cell.spot.file, last.lineno))


def parsed(cell: Cell) -> ast.Module:
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


def run(code: CodeType, spot: Spot, namespace: dict[str, object]) -> object:
    """The value of the code.

    Raises DocumentError where the document's own line is at fault (a name that does not exist,
    an argument that is missing), CellError where the program behind it is.
    """
    try:
        return eval(code, namespace)
    except ReportError:
        raise
    except Exception as error:
        failing, own = failing_line(error, spot)
        if own:
            raise DocumentError(
                failing, f"{type(error).__name__}: {error}", fix="repair the code of this line"
            ) from None
        raise CellError(failing, error) from error


def failing_line(error: BaseException, spot: Spot) -> tuple[Spot, bool]:
    """The document's last line on the way to the error, and whether the error arose in it."""
    line, own, frame = spot.line, False, error.__traceback__
    while frame is not None:
        own = frame.tb_frame.f_code.co_filename == spot.file
        if own:
            line = frame.tb_lineno
        frame = frame.tb_next
    return Spot(spot.file, line), own


def block_text(value: object, spot: Spot) -> str:
    """What a cell's object prints. Raises DocumentError where it is not printable."""
    if isinstance(value, Printable):
        return value._repr_markdown_()
    raise DocumentError(
        spot,
        f"the cell returns a {type(value).__name__}, which the two engines show differently",
        fix="return a FigureBlock, a TableView or another object with _repr_markdown_",
    )


def run_line(line: Line, namespace: dict[str, object]) -> str:
    """The line with its inline expressions computed; a page break becomes a block."""
    if line.verbatim:
        return line.text
    if line.text.strip() == PAGEBREAK:
        return "\n::: {.pagebreak}\n:::\n"

    def value_of(found: re.Match[str]) -> str:
        code = compile_inline(found[1].strip(), line.spot)
        return inline_text(run(code, line.spot, namespace))

    return INLINE.sub(value_of, line.text)


def compile_inline(expression: str, spot: Spot) -> CodeType:
    """The compiled expression. Raises DocumentError where it is not Python."""
    try:
        tree = ast.parse(expression, filename=spot.file, mode="eval")
    except SyntaxError as error:
        raise DocumentError(
            spot, f"`{expression}` is not Python: {error.msg}", fix="repair the expression"
        ) from None
    ast.increment_lineno(tree, spot.line - 1)
    return compile(tree, spot.file, "eval")


def inline_text(value: object) -> str:
    """An inline value: Markdown of objects that print it; anything else is plain text."""
    if isinstance(value, Printable):
        return value._repr_markdown_()
    return escape_text(str(value))
