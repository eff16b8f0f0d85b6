"""The columns that customers are reached by are read as they stand, and by nobody else."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from analysis.errors import SettingsError
from analysis.intake.contacts import read_contacts
from analysis.intake.facts import Contacts
from analysis.intake.months import choose_month
from analysis.intake.read import read_base
from tests.analysis.random_store import SETTINGS
from tests.messages import message_of

DEMONSTRATION = Path(__file__).parents[3] / "data_files"


def settings_with(*names):
    columns = SETTINGS.columns.model_copy(update={"contact": names})
    return SETTINGS.model_copy(update={"columns": columns})


@pytest.fixture(scope="module")
def month(tmp_path_factory):
    """The demonstration month with an e-mail and a phone in market_file."""
    folder = tmp_path_factory.mktemp("contacts") / "2026-10"
    shutil.copytree(DEMONSTRATION / "2026-10", folder)
    table = folder / "market_file.csv"
    header, *rows = csv.reader(table.read_text(encoding="utf-8").splitlines())
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*header, " Эл. Почта", "phone"])
        writer.writerow([*rows[0], " a@shop.ru ", ""])
        writer.writerows([*row, f"{row[0]}@shop.ru", "+7 912 030-00-14"] for row in rows[1:])
    return choose_month(folder, None), [row[0] for row in rows]


def test_every_customer_has_the_cells_of_their_row_in_the_order_of_the_settings(month):
    folder, ids = month
    found = read_contacts(folder, settings_with("phone", "эл. почта"))
    assert found.columns == ("phone", "эл. почта")
    assert found.of[ids[0]] == ("", "a@shop.ru")
    assert found.of[ids[1]] == ("+7 912 030-00-14", f"{ids[1]}@shop.ru")
    assert set(found.of) == set(ids)


def test_the_analysis_knows_nothing_of_them(month):
    folder, _ = month
    base = read_base(folder, settings_with("phone", "эл. почта"))
    plain = read_base(choose_month(DEMONSTRATION / "2026-10", None), SETTINGS)
    assert base.table.equals(plain.table)
    assert "shop.ru" not in repr(base.facts)


def test_nothing_is_read_where_the_settings_name_nothing(month):
    assert read_contacts(month[0], SETTINGS) == Contacts()


def test_a_table_that_cannot_be_read_has_none(tmp_path):
    folder = tmp_path / "2026-10"
    shutil.copytree(DEMONSTRATION / "2026-10", folder)
    chosen, settings = choose_month(folder, None), settings_with("phone")
    (folder / "market_file.csv").write_bytes(b"")
    assert read_contacts(chosen, settings) == Contacts()
    (folder / "market_file.csv").unlink()
    assert read_contacts(chosen, settings) == Contacts()


def test_a_column_that_is_not_there_is_told_with_those_there_are(month):
    said = message_of(SettingsError, lambda: read_contacts(month[0], settings_with("e-mail")))
    assert said.startswith(
        "settings.toml or the file laid over it, key 'columns.contact': market_file.csv has no "
        "column 'e-mail'\n"
        "  Fix: choose from: id, Покупательская активность, Тип сервиса"
    )
    assert said.endswith("Страниц_за_визит, Эл. Почта, phone")
