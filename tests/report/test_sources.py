"""The documents themselves: prose, and one call a cell."""

from __future__ import annotations

import inspect
import re
from importlib import import_module

import pytest

from report.paths import REPORT

CELL = re.compile(r"```\{python\}\n(.*?)```", re.DOTALL)
INLINE = re.compile(r"`\{python\} ([^`]+)`")
CALL = re.compile(r"\w+\.\w+\(view\)")


def source(language):
    return (REPORT / language / "management.qmd").read_text(encoding="utf-8")


def calls(text):
    lines = [line for cell in CELL.findall(text) for line in cell.splitlines()]
    return [line for line in lines if not line.startswith("from ")] + INLINE.findall(text)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_cells_hold_calls_and_nothing_else(language):
    found = calls(source(language))
    assert len(found) > 20
    assert [call for call in found if not CALL.fullmatch(call)] == []


@pytest.mark.parametrize("language", ["ru", "en"])
def test_no_number_is_typed_by_hand(language):
    prose = INLINE.sub("", CELL.sub("", source(language)))
    assert re.findall(r"\d+", re.sub(r'width="\d+%"', "", prose)) == []


def test_both_languages_show_the_same_in_the_same_order():
    assert calls(source("ru")) == calls(source("en"))


@pytest.mark.parametrize("name", ["management", "technical"])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_what_may_be_empty_stands_in_a_cell(language, name):
    """Quarto prints the code of an inline value that is empty."""
    text = (REPORT / language / f"{name}.qmd").read_text(encoding="utf-8")
    inline = [call.removesuffix("(view)").split(".") for call in INLINE.findall(text)]
    assert len(inline) > 5
    for module, function in inline:
        found = getattr(import_module(f"report.{name}.{module}"), function)
        assert 'Prose("")' not in inspect.getsource(found), (module, function)
