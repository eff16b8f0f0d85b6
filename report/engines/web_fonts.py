"""The fonts of the HTML page, inside the page: it asks no network for anything."""

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
# A font editor's time stamp, a signature that no longer holds, and kerning as of old: it
# repeats what GPOS says.
NEEDLESS = ("FFTM", "DSIG", "kern")
# How letters of a text join; single signs need none of it.
LAYOUT = ("GDEF", "GPOS", "GSUB", "MATH")


@cache
def embedded_fonts() -> str:
    """The fonts as a style sheet; they depend on packages only."""
    return "".join(font_rules())


def font_rules() -> Iterator[str]:
    """One @font-face a face."""
    for name, style, weight in FACES:
        yield font_rule("PT Sans", style, weight, web_font(MAIN_FONTS / name, None))
    for name, style, weight in SPARE_FACES:
        yield font_rule("DejaVu Sans", style, weight, web_font(SPARE_FONTS / name, SPARE_RANGES))


def font_rule(family: str, style: str, weight: int, font: bytes) -> str:
    """The @font-face rule of one embedded font."""
    data = base64.b64encode(font).decode("ascii")
    return (
        f'@font-face {{ font-family: "{family}"; font-style: {style}; font-weight: {weight}; '
        f'src: url("data:font/woff;base64,{data}") format("woff"); }}\n'
    )


def web_font(path: Path, ranges: tuple[tuple[int, int], ...] | None) -> bytes:
    """The font as WOFF without hinting; only the characters in `ranges`, if given.

    The same font gives the same bytes: the time of writing is not recorded.
    """
    wanted = uharfbuzz.SubsetInput()
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING
    wanted.layout_feature_tag_set.clear()
    if ranges is None:
        wanted.unicode_set.invert()  # of none: all
        wanted.layout_feature_tag_set.update(tags("kern"))
    else:
        for low, high in ranges:
            wanted.unicode_set.add_range(low, high)
        wanted.drop_table_tag_set.update(tags(*LAYOUT))
    wanted.drop_table_tag_set.update(tags(*NEEDLESS))
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
    return as_woff(bytes(uharfbuzz.subset(face, wanted).blob.data))


def as_woff(font: bytes) -> bytes:
    """The same font, compressed. Table by table: as a TTFont each would be understood first."""
    plain = SFNTReader(io.BytesIO(font))
    buffer = io.BytesIO()
    packed = SFNTWriter(buffer, len(plain.tables), plain.sfntVersion, flavor="woff")
    for tag in plain.tables:
        packed[tag] = plain[tag]
    packed.close()
    return buffer.getvalue()


def tags(*names: str) -> list[int]:
    """Names of four letters as HarfBuzz counts them.

    >>> tags("kern")
    [1801810542]
    """
    return [int.from_bytes(name.encode("ascii"), "big") for name in names]
