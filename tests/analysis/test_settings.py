"""Settings are typed, laid over the defaults, and refuse what they do not know."""

from __future__ import annotations

import json
import tomllib

import pytest

from analysis.errors import SettingsError
from analysis.settings import DEFAULTS, read_settings
from tests.messages import message_of, rows_of

MEANING = "  Fix: see analysis/settings.toml for the meaning and the default"


def write(folder, text):
    path = folder / "mine.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_file_that_states_one_key_changes_only_that_key(tmp_path):
    mine = read_settings(write(tmp_path, '[store]\nname_ru = "Лавка"\n'))
    assert mine.store.name_ru == "Лавка"
    assert mine.store.name_en == read_settings().store.name_en
    assert mine.model == read_settings().model


# A setting, how its value is shown, and what it should be.
REFUSED = r"""
seed = -1 | -1 | input should be greater than or equal to 0
seed = 2147483648 | 2147483648 | input should be less than or equal to 2147483647
seed = true | True | input should be a valid integer
store = 5 | 5 | write it as a table, [store]
store.name_ru = " " | ' ' | write one line of text
store.profit_unit_en = "\t" | '\t' | write one line of text
economics.acceptance = 2 | 2 | input should be less than or equal to 1
economics.contact_cost = inf | inf | input should be a finite number
economics.contact_cost = "1" | '1' | input should be a valid number
economics.incentive = 1e13 | 10000000000000.0 | input should be less than or equal to 1000000000000
model.candidates = [] | [] | give at least one
model.search.knn.k = [] | [] | give at least one
model.candidates = ["knn", "knn"] | ['knn', 'knn'] | 'knn' is there more than once
"""


@pytest.mark.parametrize(("stated", "value", "said"), rows_of(REFUSED))
def test_a_value_that_would_go_wrong_later_is_refused_at_once(stated, value, said, tmp_path):
    path, key = write(tmp_path, stated), stated.partition(" = ")[0]
    assert refusal(path) == f"{path}, key '{key}': {value} is not allowed: {said}\n{MEANING}"


@pytest.mark.parametrize(
    ("stated", "problem"),
    [
        ("economics.acceptance_low = 0.9", "acceptance_low is above acceptance_high"),
        ("risk.band_middle = 0.9", "band_middle is above band_high"),
    ],
)
def test_borders_that_cross_are_refused(stated, problem, tmp_path):
    path, table = write(tmp_path, stated), stated.partition(".")[0]
    assert refusal(path) == f"{path}, key '{table}': {problem}\n{MEANING}"


def refusal(path):
    return message_of(SettingsError, lambda: read_settings(path))


def test_bands_may_meet_in_one_risk(tmp_path):
    high = read_settings().risk.band_high
    equal = write(tmp_path, f"risk.band_middle = {high}")
    assert read_settings(equal).risk.band_middle == high


def test_every_problem_of_a_settings_file_is_told_in_one_run(tmp_path):
    path = write(tmp_path, "color = 1\neconomics.contact_cost = -1\nrisk.high_risk = 50\n")
    assert refusal(path) == (
        f"{path}, key 'economics.contact_cost': -1 is not allowed: "
        f"input should be greater than or equal to 0\n{MEANING}\n"
        f"{path}, key 'risk.high_risk': 50 is not allowed: "
        f"input should be less than or equal to 1\n{MEANING}\n"
        f"{path}, key 'color': no such setting\n"
        "  Fix: see analysis/settings.toml for all of them"
    )


@pytest.mark.parametrize(
    ("content", "problem", "fix"),
    [
        (
            "seed = \n",
            ": not a TOML file: Invalid value (at line 1, column 8)",
            "repair the line that is named",
        ),
        (
            "seed = 1\nseed = 2",
            ": not a TOML file: Cannot overwrite a value (at end of document)",
            "look for a key that is stated twice, or for a bracket or quotation that is not closed",
        ),
        (
            'seed = 1\n[store]\nname_ru = "Лавка"\n'.encode("cp1251"),
            ", row 3: the text is not UTF-8",
            "save the file in UTF-8",
        ),
    ],
)
def test_what_is_no_toml_is_an_error_that_says_where(content, problem, fix, tmp_path):
    path = write(tmp_path, content)
    assert refusal(path) == f"{path}{problem}\n  Fix: {fix}"


def test_a_missing_file_and_a_folder_in_its_place_are_told_apart(tmp_path):
    absent = tmp_path / "absent.toml"
    assert refusal(absent) == (
        f"{absent}: there is no such file\n  Fix: name an existing settings file"
    )
    assert refusal(tmp_path) == (
        f"{tmp_path}: it cannot be read: Is a directory\n  Fix: name a file you may read"
    )


def test_every_default_is_stated_in_the_settings_file():
    stated = tomllib.loads(DEFAULTS.read_text(encoding="utf-8"))
    known = json.loads(read_settings().model_dump_json())
    assert known == stated
