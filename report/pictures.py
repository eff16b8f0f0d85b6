"""The README's picture: the first page of the demonstration month's management report."""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2
from PIL import Image

from report.render.brand import ROOT

PICTURE = ROOT / "templates" / "first-page.png"
# A4 at 72 points an inch is 595 points wide; half as much again is sharp in a README.
SCALE = 1.5
# Text and flat colours: a palette keeps the picture small.
COLOURS = 64


def draw_page(document: Path, page: int, picture: Path) -> None:
    """Save one page of a PDF (counted from 0) as PNG."""
    with pypdfium2.PdfDocument(document) as pdf:
        image = pdf[page].render(scale=SCALE).to_pil()
        image.quantize(colors=COLOURS, dither=Image.Dither.NONE).save(picture, optimize=True)


if __name__ == "__main__":
    draw_page(Path(sys.argv[1]), 0, PICTURE)
