"""What Quarto runs before it renders: results, fonts and style sheet under `_build`.

Quarto runs this on every render, also of one document, so unchanged results are used again.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

# Quarto starts this file by its path, so the project is not yet where imports are found.
sys.path.insert(0, str(Path(__file__).parents[1]))

from analysis.errors import ReportError
from analysis.intake.months import MonthFolder, choose_month
from analysis.results.store import save_results
from analysis.settings import Settings, read_settings
from report.edition.manifest import write_manifest
from report.edition.reuse import compute, find_results
from report.engines.brand import font_files, stylesheet
from report.paths import BUILD, PROJECT


def prepare() -> None:
    """Fill `_build` for the documents."""
    # The one place where Quarto's Typst finds fonts.
    (BUILD / "fonts").mkdir(parents=True, exist_ok=True)
    for font in font_files():
        shutil.copyfile(font, BUILD / "fonts" / font.name)
    (BUILD / "report.css").write_text(stylesheet(), encoding="utf-8")
    if not os.environ.get("RETENTION_RESULTS"):
        data = Path(os.environ.get("RETENTION_DATA") or PROJECT / "data_files")
        chosen = os.environ.get("RETENTION_SETTINGS")
        settings = read_settings(Path(chosen) if chosen else None)
        prepare_results(choose_month(data, os.environ.get("RETENTION_MONTH")), settings, BUILD)


def prepare_results(folder: MonthFolder, settings: Settings, build: Path) -> None:
    """Put the month's results into `build`, computed unless nothing changed since."""
    if find_results(build, folder, settings) is None:
        results = compute(folder, settings, print)
        save_results(results, build / "results.json")
        write_manifest(build, results, "quarto")


if __name__ == "__main__":
    try:
        prepare()
    except ReportError as error:
        print(error, file=sys.stderr)
        sys.exit(error.exit_code)
