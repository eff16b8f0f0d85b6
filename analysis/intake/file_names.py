"""How files of tables are named, and which of a folder are some."""

from __future__ import annotations

from pathlib import Path

from analysis.intake.contracts import DESCRIBED, TableContract

PACKED = (".csv.gz", ".csv.zip")
WORKBOOKS = (".xlsx", ".xls", ".xlsb", ".ods")
ENDINGS = (".csv", *PACKED, *WORKBOOKS, ".parquet")
# How the files of tables end that are noticed beside one that is read.
LIKE_TABLES = (*ENDINGS, ".tsv", ".txt", ".gz", ".zip")


def find_files(folder: Path, file: str) -> list[Path]:
    """The files of a folder with this name, upper and lower case alike, in a fixed order."""
    return sorted(path for path in folder.iterdir() if path.name.casefold() == file)


def files_of(contract: TableContract, folder: Path) -> list[Path]:
    """The files named as the table, in any kind, upper and lower case alike, in a fixed order."""
    names = {contract.stem + ending for ending in ENDINGS}
    return sorted(path for path in folder.iterdir() if path.name.casefold() in names)


def shared_workbooks(folder: Path) -> list[Path]:
    """Workbooks that are not named as a table, and so may hold several."""
    stems = {contract.stem + ending for contract in DESCRIBED for ending in WORKBOOKS}
    return sorted(
        path
        for path in folder.iterdir()
        if path.name.casefold().endswith(WORKBOOKS)
        and path.name.casefold() not in stems
        and not path.name.startswith(("~", "."))
    )


def alike(contract: TableContract, folder: Path) -> list[str]:
    """Names in the folder that begin as the table's does and belong to no other."""
    known = {other.stem + ending for other in DESCRIBED for ending in ENDINGS}
    return [
        path.name
        for path in sorted(folder.iterdir())
        if path.name.casefold().startswith(contract.stem) and path.name.casefold() not in known
    ]
