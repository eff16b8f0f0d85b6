"""Which characters our fonts can set: a PDF for screen readers may hold no other."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

import fontpkg_pt_sans

# Blanks and signs of layout are never drawn.
UNDRAWN = ("Cf", "Cc", "Zl", "Zp", "Zs")
# Emoji are symbols; those newer than our tables of Unicode have no category yet. What joins or
# changes them is no sign of its own.
PICTURES = ("So", "Sk", "Cn", "Co")
# What a word ends with, seen so far back, and begins with.
NEAR = 8
WORD_BEFORE = re.compile(r"[^\W_][»”!?.)]*\Z")
WORD_AFTER = re.compile(r"[«“„(]*[^\W_]|&")
JOINERS = "\u200d\u20e3\ufe0e\ufe0f\U000e0020-\U000e007f"


@cache
def _drawn() -> frozenset[int]:
    """The code points that a font of the report has a picture for."""
    import matplotlib as mpl  # heavy, and nothing needs it where a text goes to the terminal
    from matplotlib.ft2font import FT2Font

    ours = (Path(fontpkg_pt_sans.ROOT) / "files").glob("*.ttf")
    fallback = (Path(mpl.get_data_path()) / "fonts" / "ttf").glob("DejaVuSans*.ttf")
    fonts = (FT2Font(str(path)) for path in (*ours, *fallback))
    return frozenset(point for font in fonts for point in font.get_charmap())


@cache
def _is_settable(letter: str) -> bool:
    """Whether a font of ours has the letter, or none needs to."""
    return ord(letter) in _drawn() or unicodedata.category(letter) in UNDRAWN


def settable(text: str) -> str:
    """The text without the pictures our fonts cannot set; U+FFFD for a letter they cannot.

    A picture that stands beside no word, where it may be all there is of a name, is told by its
    Unicode name.

    >>> settable("Сад 🎁"), settable("🎁 Сад"), settable("🎁"), settable("−5 → 7")
    ('Сад', 'Сад', '[wrapped present]', '−5 → 7')
    >>> settable("漢字")
    '��'
    """
    strange = {letter for letter in set(text) if not _is_settable(letter)}
    if not strange:
        return text
    pictures = {letter for letter in strange if unicodedata.category(letter) in PICTURES}
    if pictures:
        signs = re.escape("".join(sorted(pictures)))
        text = re.sub(rf"(\s*)([{signs}])[{signs}{JOINERS}]*(\s*)", _without_picture, text)
    return text.translate(dict.fromkeys(map(ord, strange - pictures), "\ufffd"))


def _without_picture(found: re.Match[str]) -> str:
    """What is left of a picture and the blanks around it."""
    before, picture, after = found.groups()
    follows_word = bool(WORD_BEFORE.search(found.string[: found.start()][-NEAR:]))
    if WORD_AFTER.match(found.string, found.end()):
        return before or (after if follows_word else "")
    if follows_word:
        return after
    name = unicodedata.name(picture, f"U+{ord(picture):X}")
    return f"{before}[{name.lower()}]{after}"
