"""Settings are typed, laid over the defaults, and refuse what they do not know."""

from __future__ import annotations

import json
import tomllib

import pytest

from analysis.errors import SettingsError
from analysis.settings import DEFAULTS, read_settings
from tests.messages import message_of

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


@pytest.mark.parametrize(
    ("stated", "key", "value", "said"),
    [
        ("seed = -1", "seed", "-1", "input should be greater than or equal to 0"),
        (
            "seed = 2147483648",
            "seed",
            "2147483648",
            "input should be less than or equal to 2147483647",
        ),
        ("seed = true", "seed", "True", "input should be a valid integer"),
        ("store = 5", "store", "5", "write it as a table, [store]"),
        ('[store]\nname_ru = " "', "store.name_ru", "' '", "write one line of text"),
        ('[store]\nname_en = "a\\nb"', "store.name_en", "'a\\nb'", "write one line of text"),
        (
            "[economics]\nacceptance = 1.5",
            "economics.acceptance",
            "1.5",
            "input should be less than or equal to 1",
        ),
        (
            "[economics]\ncontact_cost = inf",
            "economics.contact_cost",
            "inf",
            "input should be a finite number",
        ),
        (
            '[economics]\ncontact_cost = "1"',
            "economics.contact_cost",
            "'1'",
            "input should be a valid number",
        ),
        (
            "[economics]\nincentive = 1e300",
            "economics.incentive",
            "1e+300",
            "input should be less than or equal to 1000000000000",
        ),
        ("[model]\ncandidates = []", "model.candidates", "[]", "give at least one"),
        (
            '[model.search.knn]\nscaler = ["x"]',
            "model.search.knn.scaler.0",
            "'x'",
            "input should be 'standard', 'minmax', 'robust' or 'none'",
        ),
    ],
)
def test_a_value_that_would_go_wrong_later_is_refused_at_once(stated, key, value, said, tmp_path):
    path = write(tmp_path, stated)
    assert refusal(path) == f"{path}, key '{key}': {value} is not allowed: {said}\n{MEANING}"


def refusal(path):
    return message_of(SettingsError, lambda: read_settings(path))


@pytest.mark.parametrize(
    ("stated", "problem"),
    [
        (
            "[economics]\nacceptance_low = 0.4\nacceptance_high = 0.3",
            "key 'economics': acceptance_low is above acceptance_high",
        ),
        ("[risk]\nband_middle = 0.9", "key 'risk': band_middle is above band_high"),
    ],
)
def test_borders_that_cross_are_refused_and_equal_ones_are_not(stated, problem, tmp_path):
    path = write(tmp_path, stated)
    assert refusal(path) == f"{path}, {problem}\n{MEANING}"
    defaults = read_settings()
    equal = write(tmp_path, f"[risk]\nband_middle = {defaults.risk.band_high}")
    assert read_settings(equal).risk.band_middle == defaults.risk.band_high


def test_every_problem_of_a_settings_file_is_told_in_one_run(tmp_path):
    path = write(tmp_path, "color = 1\n[economics]\ncontact_cost = -1\n[risk]\nhigh_risk = 50\n")
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
    # A candidate's grid states only what it searches; the rest of a grid is one fixed value.
    assert stated["model"].pop("search").keys() == known["model"].pop("search").keys()
    assert known == stated
