"""What Quarto runs before it renders: results, fonts and style sheet under `_build`.

Quarto runs this on every render, also of one document: what is there and still true is kept.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from pathlib import Path

from report.paths import BUILD, PROJECT

# Quarto starts this file by its path, so the project is not yet where imports are found.
sys.path.insert(0, str(Path(__file__).parents[1]))

from analysis.errors import ReportError
from analysis.intake.months import MonthFolder, choose_month
from analysis.settings import Settings, read_settings
from report.edition.manifest import hash_program
from report.engines.brand import font_files, stylesheet

RESULTS = BUILD / "results.json"
KEY = BUILD / "results.key"


def prepare() -> None:
    """Fill `_build` for the documents."""
    prepare_style()
    if not os.environ.get("RETENTION_RESULTS"):
        data = Path(os.environ.get("RETENTION_DATA") or PROJECT / "data_files")
        chosen = os.environ.get("RETENTION_SETTINGS")
        settings = read_settings(Path(chosen) if chosen else None)
        prepare_results(choose_month(data, os.environ.get("RETENTION_MONTH")), settings)


def prepare_style() -> None:
    """The style sheet, and the fonts in the one place where Quarto's Typst finds them."""
    (BUILD / "fonts").mkdir(parents=True, exist_ok=True)
    (BUILD / "report.css").write_text(stylesheet(), encoding="utf-8")
    for font in font_files():
        shutil.copyfile(font, BUILD / "fonts" / font.name)


def prepare_results(folder: MonthFolder, settings: Settings) -> None:
    """Compute the month, unless its tables, the settings and the program are unchanged."""
    key = inputs_key(folder, settings)
    if RESULTS.exists() and KEY.exists() and KEY.read_text(encoding="utf-8") == key:
        return
    # Only now: the libraries behind the analysis take seconds to import.
    from analysis.pipeline import compute_results
    from analysis.results.store import save_results

    save_results(compute_results(folder, settings, print), RESULTS)
    KEY.write_text(key, encoding="utf-8")


def inputs_key(folder: MonthFolder, settings: Settings) -> str:
    """A hash of everything that the results depend on."""
    digest = hashlib.sha256(settings.model_dump_json().encode("utf-8"))
    digest.update(f"{folder.name} {hash_program()}".encode())
    for path in sorted(p for p in folder.path.iterdir() if p.is_file()):
        digest.update(path.name.encode("utf-8"))
        digest.update(path.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    try:
        prepare()
    except ReportError as error:
        print(error, file=sys.stderr)
        sys.exit(error.exit_code)
