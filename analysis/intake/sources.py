"""Which files of a month's folder hold which table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from analysis.errors import Place
from analysis.intake.contracts import TableContract
from analysis.intake.file_names import LIKE_TABLES, alike, files_of, shared_workbooks
from analysis.intake.grid import Grid, choose_sheet, read_sheets
from analysis.intake.log import NOTHING, Log, notice, problem
from analysis.intake.problem_text import escaped, some

A_FILE = "give a file you may read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The file of one table: its bytes, read once, so that what is hashed is what is parsed.

    content is None where a problem in the log says why. grid is there where the table was found
    in a workbook of several.
    """

    name: str = ""
    content: bytes | None = None
    grid: tuple[Grid | None, Log] | None = None
    log: Log = NOTHING


def find_source(contract: TableContract, folder: Path) -> Source:
    """The one file that holds a table; several, or none that must be there, are a problem."""
    place = Place(contract.file)
    try:
        named, sheets = files_of(contract, folder), _sheets_of(contract, folder)
        found = [path.name for path in named] + [path.name for path, _ in sheets]
        if len(found) > 1:
            text = f"the table is there more than once: {', '.join(map(escaped, found))}"
            return Source(log=problem(place, text, fix="keep the newest of them in the folder"))
        if sheets:
            path, grid = sheets[0]
            return Source(name=path.name, content=path.read_bytes(), grid=(grid, NOTHING))
        if not named and not contract.required:
            return Source(log=_notice_copies(contract, folder))
        if not named:
            return Source(
                log=problem(place, "the file is missing", fix=_say_where(contract, folder))
            )
        if named[0].is_fifo() or named[0].is_char_device():  # reading it may never end
            return Source(log=problem(place, "it is not a file", fix=A_FILE))
        content = named[0].read_bytes()
        return Source(name=named[0].name, content=content, log=_notice_copies(contract, folder))
    except OSError as fault:
        return Source(log=problem(place, f"it cannot be read: {fault.strerror}", fix=A_FILE))


def _sheets_of(contract: TableContract, folder: Path) -> list[tuple[Path, Grid]]:
    """The shared workbooks with a sheet that names all columns of a table."""
    found = []
    for path in shared_workbooks(folder):
        sheets = _read_workbook(path, path.stat().st_mtime_ns)
        grid = choose_sheet(contract, sheets)[0] if sheets else None
        needed = len(contract.periods) + 1 if grid and grid.header.wide else len(contract.columns)
        if grid and grid.header.columns_found >= needed:
            found.append((path, grid))
    return found


@lru_cache(maxsize=2)
def _read_workbook(path: Path, _: int) -> dict[str, list[list[str]]] | None:
    """The sheets of a workbook that four tables may be looked for in."""
    return read_sheets(path.read_bytes())


def _say_where(contract: TableContract, folder: Path) -> str:
    """How to repair a missing file: rename one whose name is nearly right, or add it."""
    near = [f"'{name}'" for name in alike(contract, folder)]
    add = f"add it to the folder {escaped(str(folder))}: {contract.grain}"
    return add + (f"; is it {some(near)}?" if near else "")


def _notice_copies(contract: TableContract, folder: Path) -> Log:
    """Tables beside the file that may be newer, as a second download is ("money (1).csv")."""
    copies = [name for name in alike(contract, folder) if name.casefold().endswith(LIKE_TABLES)]
    return notice("copies", contract.file, len(copies), detail=some(copies))
