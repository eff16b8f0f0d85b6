"""What tests of several rooms share."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.intake.months import MonthFolder
from tests.report.edition.test_reuse import TABLES


@pytest.fixture
def month(tmp_path: Path) -> MonthFolder:
    """Four files that stand for a month's tables."""
    folder = tmp_path / "2026-10"
    folder.mkdir()
    for name in TABLES:
        (folder / name).write_text(f"id\n{name}\n", encoding="utf-8")
    return MonthFolder(name="2026-10", path=folder)
