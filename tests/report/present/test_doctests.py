"""The examples in the docstrings of what presents are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import report.present

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(report.present.__path__, "report.present.")
    if not module.ispkg
)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_hold(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_examples_to_hold():
    formatters = importlib.import_module("report.present.numbers")
    assert doctest.testmod(formatters).attempted > 10
