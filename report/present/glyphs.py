"""Which characters our fonts can set: a PDF for screen readers may hold no other."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

import fontpkg_pt_sans
import matplotlib
from matplotlib.ft2font import FT2Font

FOLDERS = (
    (Path(fontpkg_pt_sans.ROOT) / "files", "*.ttf"),
    (Path(matplotlib.get_data_path()) / "fonts" / "ttf", "DejaVuSans*.ttf"),
)
# Blanks and signs of layout are never drawn.
UNDRAWN = ("Cf", "Cc", "Zl", "Zp", "Zs")


@cache
def drawn() -> frozenset[int]:
    """The code points that a font of the report has a picture for."""
    fonts = [path for folder, names in FOLDERS for path in sorted(folder.glob(names))]
    return frozenset(point for path in fonts for point in FT2Font(str(path)).get_charmap())


@cache
def is_settable(letter: str) -> bool:
    """Whether a font of ours has the letter, or none needs to."""
    return ord(letter) in drawn() or unicodedata.category(letter) in UNDRAWN


def settable(text: str) -> str:
    """The text with U+FFFD for whatever our fonts cannot set, an emoji for one.

    >>> settable("Сад 🎁"), settable("−5 → 7")
    ('Сад �', '−5 → 7')
    """
    strange = {ord(letter) for letter in set(text) if not is_settable(letter)}
    return text.translate(dict.fromkeys(strange, "\ufffd")) if strange else text
