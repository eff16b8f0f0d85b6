"""The fonts of charts: the same files that the PDF and the HTML embed."""

from __future__ import annotations

from functools import cache

from matplotlib import font_manager

from report.render.brand import FACES, MAIN_FONTS


@cache
def register_fonts() -> None:
    """Make the brand's font known to matplotlib, which brings the spare one itself."""
    for name, _, _ in FACES:
        font_manager.fontManager.addfont(MAIN_FONTS / name)
