"""Settings are typed, laid over the defaults, and refuse what they do not know."""

from __future__ import annotations

import json
import tomllib

import pytest

from analysis.errors import SettingsError
from analysis.settings import DEFAULTS, read_settings


def write(folder, text):
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_that_states_one_key_changes_only_that_key(tmp_path):
    mine = read_settings(write(tmp_path, '[store]\nname_ru = "Лавка"\n'))
    assert mine.store.name_ru == "Лавка"
    assert mine.store.name_en == read_settings().store.name_en
    assert mine.model == read_settings().model


def test_an_unknown_key_is_an_error_that_names_it(tmp_path):
    path = write(tmp_path, "[economics]\ncontact_price = 1\n")
    with pytest.raises(SettingsError) as error:
        read_settings(path)
    assert str(error.value) == (
        f"{path}, key 'economics.contact_price': no such setting\n"
        "  Fix: see analysis/settings.toml for all of them"
    )


def test_a_value_out_of_range_is_an_error_that_says_the_range(tmp_path):
    path = write(tmp_path, "[economics]\nacceptance = 1.5\n")
    with pytest.raises(SettingsError) as error:
        read_settings(path)
    assert str(error.value) == (
        f"{path}, key 'economics.acceptance': 1.5 is not allowed: "
        "input should be less than or equal to 1\n"
        "  Fix: see analysis/settings.toml for the meaning and the default"
    )


def test_a_missing_file_is_an_error_without_a_traceback(tmp_path):
    path = tmp_path / "absent.toml"
    with pytest.raises(SettingsError) as error:
        read_settings(path)
    assert str(error.value) == (
        f"{path}: there is no such file\n  Fix: name an existing settings file"
    )


def test_a_file_that_is_not_toml_is_an_error_that_says_where(tmp_path):
    path = write(tmp_path, "seed = \n")
    with pytest.raises(SettingsError) as error:
        read_settings(path)
    assert str(error.value) == (
        f"{path}: not a TOML file: Invalid value (at line 1, column 8)\n"
        "  Fix: repair the line that is named"
    )


def problem_of(path):
    with pytest.raises(SettingsError) as error:
        read_settings(path)
    return str(error.value)


MEANING = "  Fix: see analysis/settings.toml for the meaning and the default"


@pytest.mark.parametrize(
    ("stated", "key", "said"),
    [
        ("seed = -1", "seed", "-1 is not allowed: input should be greater than or equal to 0"),
        (
            "seed = 4294967296",
            "seed",
            "4294967296 is not allowed: input should be less than or equal to 2147483647",
        ),
        ("seed = true", "seed", "True is not allowed: input should be a valid integer"),
        ("store = 5", "store", "5 is not allowed: write it as a table, [store]"),
        ('[store]\nname_ru = " "', "store.name_ru", "' ' is not allowed: write one line of text"),
        (
            '[store]\nprofit_unit_en = "a\\nb"',
            "store.profit_unit_en",
            "'a\\nb' is not allowed: write one line of text",
        ),
        (
            "[economics]\ncontact_cost = inf",
            "economics.contact_cost",
            "inf is not allowed: input should be a finite number",
        ),
        (
            '[economics]\ncontact_cost = "1"',
            "economics.contact_cost",
            "'1' is not allowed: input should be a valid number",
        ),
        (
            "[economics]\nincentive = true",
            "economics.incentive",
            "True is not allowed: input should be a valid number",
        ),
        (
            "[economics]\nincentive = 1e300",
            "economics.incentive",
            "1e+300 is not allowed: input should be less than or equal to 1000000000000",
        ),
        (
            "[economics]\nacceptance_low = 0.4",
            "economics",
            "acceptance_low is above acceptance_high",
        ),
        ("[risk]\nband_middle = 0.9", "risk", "band_middle is above band_high"),
        (
            "[data]\ninactive_if_revenue_at_most = nan",
            "data.inactive_if_revenue_at_most",
            "nan is not allowed: input should be a finite number",
        ),
        ("[model]\ncandidates = []", "model.candidates", "[] is not allowed: give at least one"),
        (
            '[model.search.knn]\nscaler = ["x"]',
            "model.search.knn.scaler.0",
            "'x' is not allowed: input should be 'standard', 'minmax', 'robust' or 'none'",
        ),
    ],
)
def test_a_value_that_would_go_wrong_later_is_refused_at_once(stated, key, said, tmp_path):
    path = write(tmp_path, f"{stated}\n")
    assert problem_of(path) == f"{path}, key '{key}': {said}\n{MEANING}"


def test_every_problem_of_a_settings_file_is_told_in_one_run(tmp_path):
    path = write(tmp_path, "color = 1\n[economics]\ncontact_cost = -1\n[risk]\nhigh_risk = 50\n")
    assert problem_of(path) == (
        f"{path}, key 'economics.contact_cost': -1 is not allowed: "
        f"input should be greater than or equal to 0\n{MEANING}\n"
        f"{path}, key 'risk.high_risk': 50 is not allowed: "
        f"input should be less than or equal to 1\n{MEANING}\n"
        f"{path}, key 'color': no such setting\n"
        "  Fix: see analysis/settings.toml for all of them"
    )


def test_a_folder_in_place_of_settings_is_not_called_missing(tmp_path):
    assert problem_of(tmp_path) == (
        f"{tmp_path}: it cannot be read: Is a directory\n  Fix: name a file you may read"
    )


def test_settings_in_another_encoding_are_refused_with_their_row(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_bytes('seed = 1\n[store]\nname_ru = "Лавка"\n'.encode("cp1251"))
    assert problem_of(path) == (
        f"{path}, row 3: the text is not UTF-8\n  Fix: save the file in UTF-8"
    )


def test_a_key_that_is_stated_twice_is_an_error_that_says_what_to_look_for(tmp_path):
    path = write(tmp_path, "seed = 1\nseed = 2")
    assert problem_of(path) == (
        f"{path}: not a TOML file: Cannot overwrite a value (at end of document)\n"
        "  Fix: look for a key that is stated twice, or for a bracket or quotation that is not "
        "closed"
    )


def test_every_default_is_stated_in_the_settings_file():
    stated = tomllib.loads(DEFAULTS.read_text(encoding="utf-8"))
    known = json.loads(read_settings().model_dump_json())
    # A candidate's grid states only what it searches; the rest of a grid is one fixed value.
    assert stated["model"].pop("search").keys() == known["model"].pop("search").keys()
    assert known == stated
