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


def test_every_default_is_stated_in_the_settings_file():
    stated = tomllib.loads(DEFAULTS.read_text(encoding="utf-8"))
    known = json.loads(read_settings().model_dump_json())
    # A candidate's grid states only what it searches; the rest of a grid is one fixed value.
    assert stated["model"].pop("search").keys() == known["model"].pop("search").keys()
    assert known == stated
