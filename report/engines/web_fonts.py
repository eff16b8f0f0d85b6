"""Fonts embedded in the HTML page, so that it loads nothing from a network."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import fontpkg_pt_sans
import matplotlib
import uharfbuzz
from fontTools.ttLib.sfnt import SFNTReader, SFNTWriter

MAIN_FONTS = Path(fontpkg_pt_sans.ROOT) / "files"
SPARE_FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
FACES = (
    ("PT_Sans-Web-Regular.ttf", "normal", 400),
    ("PT_Sans-Web-Bold.ttf", "normal", 700),
    ("PT_Sans-Web-Italic.ttf", "italic", 400),
)
SPARE_FACES = (("DejaVuSans.ttf", "normal", 400), ("DejaVuSans-Bold.ttf", "normal", 700))
# What PT Sans lacks and texts use: spacing, Greek, sub- and superscripts, arrows, signs.
SPARE_RANGES: tuple[tuple[int, int], ...] = (
    (0x2000, 0x200B),
    (0x202F, 0x202F),
    (0x0370, 0x03FF),
    (0x2070, 0x209F),
    (0x2190, 0x21FF),
    (0x2200, 0x22FF),
    (0x25A0, 0x25FF),
    (0x2713, 0x2717),
)
# A time stamp of the font editor, a signature that subsetting breaks, and an old kerning table
# that repeats GPOS.
NEEDLESS = ("FFTM", "DSIG", "kern")
# Tables for joining letters; single signs need none.
LAYOUT = ("GDEF", "GPOS", "GSUB", "MATH")


@cache
def embedded_fonts() -> str:
    """The fonts as @font-face rules; they depend on packages only."""
    return "".join(_font_rules())


def _font_rules() -> Iterator[str]:
    for name, style, weight in FACES:
        yield _font_rule("PT Sans", style, weight, _web_font(MAIN_FONTS / name, None))
    for name, style, weight in SPARE_FACES:
        yield _font_rule("DejaVu Sans", style, weight, _web_font(SPARE_FONTS / name, SPARE_RANGES))


def _font_rule(family: str, style: str, weight: int, font: bytes) -> str:
    data = base64.b64encode(font).decode("ascii")
    return (
        f'@font-face {{ font-family: "{family}"; font-style: {style}; font-weight: {weight}; '
        f'src: url("data:font/woff;base64,{data}") format("woff"); }}\n'
    )


def _web_font(path: Path, ranges: tuple[tuple[int, int], ...] | None) -> bytes:
    """The font as WOFF without hinting; only the characters in `ranges`, if given.

    The same font gives the same bytes: the time of writing is not recorded.
    """
    subset = uharfbuzz.SubsetInput()
    subset.flags = uharfbuzz.SubsetFlags.NO_HINTING
    subset.layout_feature_tag_set.clear()
    if ranges is None:
        subset.unicode_set.invert()  # the inverse of no characters: all
        subset.layout_feature_tag_set.update(_tags("kern"))
    else:
        for low, high in ranges:
            subset.unicode_set.add_range(low, high)
        subset.drop_table_tag_set.update(_tags(*LAYOUT))
    subset.drop_table_tag_set.update(_tags(*NEEDLESS))
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
    return _as_woff(bytes(uharfbuzz.subset(face, subset).blob.data))


def _as_woff(font: bytes) -> bytes:
    """Compress the font table by table; a TTFont would parse each of them first."""
    plain = SFNTReader(io.BytesIO(font))
    buffer = io.BytesIO()
    packed = SFNTWriter(buffer, len(plain.tables), plain.sfntVersion, flavor="woff")
    for tag in plain.tables:
        packed[tag] = plain[tag]
    packed.close()
    return buffer.getvalue()


def _tags(*names: str) -> list[int]:
    """Table names of four letters as the integers that HarfBuzz takes."""
    return [int.from_bytes(name.encode("ascii"), "big") for name in names]
