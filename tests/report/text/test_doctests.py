"""The examples in the docstrings of the report are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import report
from report.text.phrasebook import Phrasebook

MODULES = sorted(
    module.name for module in pkgutil.walk_packages(report.__path__, "report.") if not module.ispkg
)
BOOKS = {
    "en": Phrasebook(language="en", unit="units"),
    "ru": Phrasebook(language="ru", unit="у. е."),
}


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_hold(name):
    assert doctest.testmod(importlib.import_module(name), extraglobs=BOOKS).failed == 0


def test_there_are_examples_to_hold():
    formatters = importlib.import_module("report.text.numbers")
    assert doctest.testmod(formatters, extraglobs=BOOKS).attempted > 10
