"""Where Pandoc is."""

from __future__ import annotations

import pypandoc
import pytest

from analysis.errors import EnvironmentProblemError
from report.engines.pandoc import pandoc_program


def test_a_package_without_its_pandoc_names_the_repair(monkeypatch):
    def absent() -> str:
        raise OSError("No pandoc was found")

    monkeypatch.setattr(pypandoc, "get_pandoc_path", absent)
    pandoc_program.cache_clear()
    with pytest.raises(EnvironmentProblemError) as error:
        pandoc_program()
    assert str(error.value) == (
        "Pandoc is not installed\n  Fix: pip install --force-reinstall pypandoc-binary"
    )
