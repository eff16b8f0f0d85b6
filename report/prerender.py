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
from analysis.intake.months import choose_month, list_months
from analysis.results.store import save_results
from analysis.settings import read_settings
from analysis.vocabulary import LANGUAGES
from report.edition.earlier import hash_earlier
from report.edition.manifest import Drawn, write_manifest
from report.edition.missing_forecasts import make_missing_forecasts
from report.edition.request import EditionRequest
from report.edition.reuse import compute, find_results
from report.engines.brand import font_files, stylesheet
from report.engines.job import FORMATS
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
        output = Path(os.environ.get("RETENTION_OUTPUT") or PROJECT / "_report")
        request = EditionRequest(
            output=output,
            month=choose_month(data, os.environ.get("RETENTION_MONTH")).name,
            folders=list_months(data),
            settings=settings,
            languages=LANGUAGES,
            formats=FORMATS,
        )
        prepare_results(request, BUILD)


def prepare_results(request: EditionRequest, build: Path) -> None:
    """Put the month's results into `build`, computed unless nothing changed since."""
    without = make_missing_forecasts(request, build, print)
    if find_results(build, request) is None:
        results = compute(request, print)
        save_results(results, build / "results.json")
        earlier = hash_earlier(request.output, request.month)
        write_manifest(
            build, results, Drawn(engine="quarto"), earlier=earlier, without_forecast=without
        )


if __name__ == "__main__":
    try:
        prepare()
    except ReportError as error:
        print(error, file=sys.stderr)
        sys.exit(error.exit_code)
