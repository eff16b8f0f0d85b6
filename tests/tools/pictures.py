"""Pictures of the demonstration month's pages: the README's, and those that a person approved.

`make pictures` draws both anew; whoever commits them has looked at them. The test of the pages
compares what is made now with the approved ones.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops

from report.paths import PROJECT

PICTURE = PROJECT / "templates" / "first-page.png"
APPROVED = PROJECT / "tests" / "report" / "approved"
DOCUMENTS = ("management-ru", "management-en")
# A PDF has 72 points an inch. A4 is 595 wide; half as much again is sharp in a README.
SCALE = 1.5
# 50 dots an inch: a line of text is seen to move, and the whole set stays small.
APPROVED_SCALE = 50 / 72
# Text and flat colours: a palette keeps pictures small. What is compared keeps more of them.
COLOURS, APPROVED_COLOURS = 64, 256
# Of 255, in red, green or blue. The palette moves a colour by less; another colour is more.
VISIBLE = 48
# The share of a page's dots that may differ visibly: a word of small print, not a line of it.
TOLERANCE = 0.001


def draw_pages(document: Path, scale: float) -> Iterator[Image.Image]:
    """The pages of a PDF."""
    with pypdfium2.PdfDocument(document) as pdf:
        for page in pdf:
            yield page.render(scale=scale).to_pil()


def save(image: Image.Image, path: Path, colours: int = COLOURS) -> None:
    """Save a page as a small PNG."""
    image.quantize(colors=colours, dither=Image.Dither.NONE).save(path, optimize=True)


def approved_pages(name: str, folder: Path = APPROVED) -> list[Path]:
    """The approved pictures of a document, in the order of its pages."""
    return sorted(folder.glob(f"{name}-*.png"))


def approve(document: Path, folder: Path = APPROVED) -> None:
    """Make the document's pages, as they are, the approved ones."""
    folder.mkdir(parents=True, exist_ok=True)
    for former in approved_pages(document.stem, folder):
        former.unlink()
    for number, image in enumerate(draw_pages(document, APPROVED_SCALE), start=1):
        save(image, folder / f"{document.stem}-{number:02}.png", APPROVED_COLOURS)


def differing_share(image: Image.Image, approved: Image.Image) -> float:
    """The share of the page's dots that a reader would see to be others; 1 where sizes differ."""
    if image.size != approved.size:
        return 1.0
    difference = ImageChops.difference(image.convert("RGB"), approved.convert("RGB"))
    red, green, blue = difference.split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return sum(most.histogram()[VISIBLE:]) / (image.width * image.height)


def changed_pages(document: Path, folder: Path = APPROVED) -> list[str]:
    """What is not as approved, a line a page; empty where the document is as it was."""
    approved = approved_pages(document.stem, folder)
    pages = list(draw_pages(document, APPROVED_SCALE))
    if len(pages) != len(approved):
        return [f"{document.stem}: {len(pages)} pages, approved are {len(approved)}"]
    shares = [
        differing_share(page, Image.open(picture))
        for page, picture in zip(pages, approved, strict=True)
    ]
    return [
        f"{document.stem}, page {number}: {share:.2%} of it differs, {TOLERANCE:.2%} may"
        for number, share in enumerate(shares, start=1)
        if share > TOLERANCE
    ]


def main(edition: Path) -> None:
    """Draw every picture from the documents of an edition."""
    save(next(draw_pages(edition / "management-en.pdf", SCALE)), PICTURE)
    for name in DOCUMENTS:
        approve(edition / f"{name}.pdf")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
