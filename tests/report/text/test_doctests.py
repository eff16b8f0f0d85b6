"""The examples in the docstrings of what presents and lists are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import report.lists
import report.text

PACKAGES = (report.lists, report.text)
MODULES = sorted(
    module.name
    for package in PACKAGES
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    if not module.ispkg
)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_hold(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_examples_to_hold():
    formatters = importlib.import_module("report.text.numbers")
    assert doctest.testmod(formatters).attempted > 10
