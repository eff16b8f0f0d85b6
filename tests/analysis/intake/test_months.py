"""A month is a folder of four tables; months are folders named by month."""

from __future__ import annotations

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
