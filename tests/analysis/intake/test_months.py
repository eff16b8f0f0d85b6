"""A month is a folder of four tables; months are folders named by month."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from analysis.errors import DataFileError
from analysis.intake.months import choose_month, list_months
from tests.analysis.intake.tables import small_store, write

FIX = (
    "give a folder with market_file.csv, market_money.csv, market_time.csv, money.csv, or a "
    "folder of such folders named by month, e.g. 2026-10"
)


def refusal(data, month=None):
    with pytest.raises(DataFileError) as error:
        choose_month(data, month)
    return str(error.value)


def test_months_are_listed_oldest_first_and_the_newest_is_chosen(tmp_path):
    for name in ("2026-02", "2025-11", "2026-10"):
        (tmp_path / name).mkdir()
    (tmp_path / "README.md").write_text("notes")
    (tmp_path / "drafts").mkdir()
    assert [m.name for m in list_months(tmp_path)] == ["2025-11", "2026-02", "2026-10"]
    assert choose_month(tmp_path, None).name == "2026-10"
    assert choose_month(tmp_path, "2025-11").path == tmp_path / "2025-11"


def test_a_folder_of_tables_is_a_month_of_its_own_name(tmp_path):
    folder = write(tmp_path / "ноябрь", small_store())
    assert [(m.name, m.path) for m in list_months(folder)] == [("ноябрь", folder)]


def test_upper_case_file_names_are_found(tmp_path):
    folder = write(tmp_path / "2026-10", small_store())
    for path in list(folder.iterdir()):
        path.rename(folder / path.name.upper())
    assert choose_month(folder, None).name == "2026-10"


def test_an_unknown_month_is_refused_with_those_there_are(tmp_path):
    for name in ("2026-09", "2026-10"):
        (tmp_path / name).mkdir()
    assert refusal(tmp_path, "2026-11") == (
        f"{tmp_path}: there is no month '2026-11'\n  Fix: choose one of: 2026-09, 2026-10"
    )


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    missing = tmp_path / "nowhere"
    assert refusal(missing) == f"{missing}: there is no such folder\n  Fix: {FIX}"


def test_a_file_in_place_of_a_folder_is_refused(tmp_path):
    file = tmp_path / "money.csv"
    file.write_text("id;x")
    assert refusal(file) == f"{file}: this is a file, not a folder\n  Fix: {FIX}"


def test_a_name_longer_than_any_is_no_traceback(tmp_path):
    long = tmp_path / ("x" * 300)
    assert refusal(long) == f"{long}: it cannot be read: File name too long\n  Fix: {FIX}"


def test_a_month_that_may_not_be_looked_into_is_named(tmp_path, monkeypatch):
    for name in ("2026-09", "2026-10", "lost+found"):
        (tmp_path / name).mkdir()
    look = Path.iterdir

    def deny(path):
        if path.name in ("2026-10", "lost+found"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return look(path)

    monkeypatch.setattr(Path, "iterdir", deny)
    assert choose_month(tmp_path, "2026-09").name == "2026-09"
    assert refusal(tmp_path) == (
        f"{tmp_path / '2026-10'}: it cannot be read: Permission denied\n"
        "  Fix: give a folder you may read"
    )


def test_a_month_that_is_a_link_to_nowhere_is_not_passed_over(tmp_path):
    (tmp_path / "2026-09").mkdir()
    (tmp_path / "2026-10").symlink_to(tmp_path / "unmounted" / "2026-10")
    assert choose_month(tmp_path, "2026-09").name == "2026-09"
    assert refusal(tmp_path) == (
        f"{tmp_path / '2026-10'}: it cannot be read: No such file or directory\n"
        "  Fix: give a folder you may read"
    )


def test_a_link_named_as_a_month_names_the_month(tmp_path):
    export = write(tmp_path / "export 17", small_store())
    (tmp_path / "2026-11").symlink_to(export)
    (tmp_path / "latest").symlink_to(export)
    assert choose_month(tmp_path / "2026-11", None).name == "2026-11"
    assert choose_month(tmp_path / "latest", None).name == "export 17"


def test_names_of_folders_and_months_are_no_commands_to_the_terminal(tmp_path):
    folder = tmp_path / "\x1b[2J"
    folder.mkdir()
    (folder / "\x07.txt").touch()
    shown = str(folder).replace("\x1b", "\\x1b")
    assert refusal(folder) == f"{shown}: no month in it: found \\x07.txt\n  Fix: {FIX}"
    (folder / "2026-10").mkdir()
    assert refusal(folder, "\x1b[31m") == (
        f"{shown}: there is no month '\\x1b[31m'\n  Fix: choose one of: 2026-10"
    )


def test_a_folder_without_months_is_refused_with_what_is_in_it(tmp_path):
    (tmp_path / "notes.txt").write_text("x")
    (tmp_path / "old").mkdir()
    assert refusal(tmp_path) == f"{tmp_path}: no month in it: found notes.txt, old\n  Fix: {FIX}"


def test_an_empty_folder_is_refused(tmp_path):
    assert refusal(tmp_path) == f"{tmp_path}: no month in it: found nothing\n  Fix: {FIX}"


def test_a_full_folder_without_months_is_named_in_part(tmp_path):
    for n in range(12):
        (tmp_path / f"{n:02}.txt").write_text("x")
    found = ", ".join(f"{n:02}.txt" for n in range(8))
    assert refusal(tmp_path) == (
        f"{tmp_path}: no month in it: found {found} and 4 more\n  Fix: {FIX}"
    )


@pytest.mark.parametrize("name", ["2026-1", "2026-13", "oktober"])
def test_tables_in_a_folder_that_is_no_month_are_not_passed_over(name, tmp_path):
    (tmp_path / "2025-12").mkdir()
    folder = write(tmp_path / name, small_store())
    assert refusal(tmp_path) == (
        f"{folder}: it holds tables, but its name is not a month\n"
        "  Fix: name the folder YYYY-MM, e.g. 2026-10, or move it elsewhere"
    )


def test_tables_beside_month_folders_are_refused(tmp_path):
    write(tmp_path, small_store())
    (tmp_path / "2026-10").mkdir()
    assert refusal(tmp_path) == (
        f"{tmp_path}: tables stand beside month folders (2026-10)\n"
        "  Fix: move the tables into a folder named by their month, or name one month's folder"
    )


def test_a_folder_with_one_workbook_is_a_month_but_not_beside_months(tmp_path):
    folder = tmp_path / "2026-10"
    folder.mkdir()
    for place in (folder, tmp_path):
        (place / "all.xlsx").touch()
    assert [m.path for m in list_months(folder)] == [folder]
    assert [m.path for m in list_months(tmp_path)] == [folder]
