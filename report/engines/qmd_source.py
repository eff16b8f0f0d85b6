"""A document's source: front matter, prose and cells, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import yaml

from report.engines.errors import DocumentError, Spot

INCLUDE = re.compile(r"^\s*\{\{<\s*include\s+(\S+)\s*>\}\}\s*$")
FENCE = re.compile(r"^\s*(`{3,}|~{3,})(.*)$")
KNOWN_FRONT = ("title", "subtitle", "lang", "toc", "format")
CELL = re.compile(r"^\s*```+\s*\{python\}\s*$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of prose."""

    spot: Spot
    text: str
    verbatim: bool = False  # inside a plain code block: printed, never read


@dataclass(frozen=True, slots=True)
class Cell:
    """One Python cell; `spot` is its first line of code."""

    spot: Spot
    code: str


Piece: TypeAlias = Line | Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One document: its settings and its pieces, included files in their places."""

    path: Path
    front: dict[str, str | bool]
    pieces: tuple[Piece, ...]


def read_source(path: Path) -> Source:
    """Read a .qmd file and what it includes.

    Raises DocumentError: no such file, no front matter, an unclosed cell, a file that
    includes itself.
    """
    lines = _read_lines(path, display_path(path))
    front, rest = _split_front_matter(path, lines)
    return Source(path=path, front=front, pieces=tuple(_pieces_of(path, rest, (path,))))


def _read_lines(path: Path, named_in: Spot | str) -> list[Line]:
    """The file's lines, numbered. Raises DocumentError where it is not there."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError:
        raise DocumentError(
            named_in, f"there is no file {path.name}", fix="create it or correct the name"
        ) from None
    name = display_path(path)
    return [Line(Spot(name, n), line) for n, line in enumerate(text.splitlines(), start=1)]


def included_files(path: Path, seen: frozenset[Path] = frozenset()) -> frozenset[Path]:
    """The document's file and every file that it includes; unreadable files include nothing."""
    path = path.resolve()
    if path in seen:
        return seen
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        lines = []
    seen |= {path}
    for include in filter(None, map(INCLUDE.match, lines)):
        seen = included_files(path.parent / include[1], seen)
    return seen


def display_path(path: Path) -> str:
    """The path as messages print it: relative to where the command was started."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _split_front_matter(
    path: Path, lines: Sequence[Line]
) -> tuple[dict[str, str | bool], Sequence[Line]]:
    """The YAML between the first two lines of ---, and everything after it."""
    match [n for n, line in enumerate(lines) if line.text.rstrip() == "---"]:
        case [0, end, *_]:
            block = "\n".join(line.text for line in lines[1:end])
            return _checked_front(path, yaml.safe_load(block) or {}), lines[end + 1 :]
    raise DocumentError(
        Spot(display_path(path), 1),
        "the document does not begin with its title and language",
        fix="begin with ---, title: ..., lang: ru or en, ---",
    )


def _checked_front(path: Path, table: dict[str, object]) -> dict[str, str | bool]:
    """The keys that both engines understand. Raises DocumentError for any other."""
    for key in table:
        if key not in KNOWN_FRONT:
            raise DocumentError(
                Spot(display_path(path), 1),
                f"the front matter has '{key}', which only Quarto reads",
                fix=f"keep to {', '.join(KNOWN_FRONT)}; put the rest into _quarto.yml",
            )
    for key in ("title", "lang"):
        if not table.get(key):
            raise DocumentError(
                Spot(display_path(path), 1),
                f"the front matter has no '{key}'",
                fix=f"add {key}: ...",
            )
    return {
        key: value if isinstance(value, bool) else str(value)
        for key, value in table.items()
        if key != "format"
    }


def _pieces_of(path: Path, lines: Sequence[Line], trail: tuple[Path, ...]) -> Iterator[Piece]:
    """Prose lines and cells in their order; included files take the place of their line."""
    rest = iter(lines)
    for line in rest:
        include = INCLUDE.match(line.text)
        fence = FENCE.match(line.text)
        if include:
            yield from _included(path.parent / include[1], line.spot, trail)
        elif CELL.match(line.text):
            yield _cell_from(line, rest)
        elif fence:
            yield Line(line.spot, line.text)
            yield from _code_block(fence[1], rest)
        else:
            yield line


def _included(path: Path, spot: Spot, trail: tuple[Path, ...]) -> Iterator[Piece]:
    """The pieces of an included file. Raises DocumentError where files include each other."""
    if path.resolve() in {seen.resolve() for seen in trail}:
        raise DocumentError(
            spot, f"{path.name} includes itself in the end", fix="remove one of the includes"
        )
    return _pieces_of(path, _read_lines(path, spot), (*trail, path))


def _cell_from(opening: Line, rest: Iterator[Line]) -> Cell:
    """The cell that `opening` begins; reads up to its closing fence."""
    code: list[str] = []
    for line in rest:
        if line.text.strip().startswith("```"):
            return Cell(Spot(opening.spot.file, opening.spot.line + 1), "\n".join(code))
        code.append(line.text)
    raise DocumentError(opening.spot, "the cell is not closed", fix="end it with a line of ```")


def _code_block(fence: str, rest: Iterator[Line]) -> Iterator[Line]:
    """The lines of a plain code block, up to and with its closing fence."""
    for line in rest:
        yield Line(line.spot, line.text, verbatim=True)
        if line.text.strip().startswith(fence):
            return
