"""Colours and fonts of templates/_brand.yml, as the style sheet and Typst want them."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import fontpkg_pt_sans
import matplotlib
import yaml
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.DefaultTable import DefaultTable

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
BRAND = TEMPLATES / "_brand.yml"
NIGHT = "night-"

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

# How letters of a text join; single signs need none of it.
LAYOUT = ["GDEF", "GPOS", "GSUB", "MATH"]


def font_files() -> list[Path]:
    """The fonts of the PDF: the brand's, and the spare family that matplotlib brings."""
    return [*sorted(MAIN_FONTS.glob("*.ttf")), *sorted(SPARE_FONTS.glob("DejaVuSans*.ttf"))]


@cache
def palette() -> Mapping[str, str]:
    """Name -> "#rrggbb", the night's colours included."""
    table = yaml.safe_load(BRAND.read_text(encoding="utf-8"))
    return dict(table["color"]["palette"])


def typst_palette() -> str:
    """The palette as the Typst dictionary that Quarto, too, defines.

    >>> typst_palette().splitlines()[0]
    '#let brand-color = ('
    """
    lines = [f'  {name}: rgb("{colour}"),' for name, colour in palette().items()]
    return "\n".join(["#let brand-color = (", *lines, ")"])


def css_palette() -> str:
    """The palette as CSS custom properties; on a dark screen `night-x` replaces `x`."""
    day = {name: value for name, value in palette().items() if not name.startswith(NIGHT)}
    night = {n.removeprefix(NIGHT): v for n, v in palette().items() if n.startswith(NIGHT)}
    return (
        f":root {{ color-scheme: light dark; {properties(day)} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {properties(night)} }} }}\n"
    )


def properties(colours: Mapping[str, str]) -> str:
    """CSS custom properties.

    >>> properties({"ink": "#000000"})
    '--ink: #000000;'
    """
    return " ".join(f"--{name}: {colour};" for name, colour in colours.items())


def stylesheet() -> str:
    """The whole style of the HTML: colours, embedded fonts, templates/report.css."""
    rules = (TEMPLATES / "report.css").read_text(encoding="utf-8")
    return css_palette() + embedded_fonts() + rules


@cache
def embedded_fonts() -> str:
    """The fonts inside the page; they depend on packages only."""
    return "".join(font_rules())


def font_rules() -> Iterator[str]:
    """One @font-face a face, the font inside it: the page asks no network for anything."""
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
    features = ["kern"] if ranges is None else []
    options = subset.Options(hinting=False, layout_features=features)
    options.drop_tables += ["FFTM"]  # a font editor's time stamp
    options.drop_tables += LAYOUT if ranges else []
    font = TTFont(path, recalcTimestamp=False)
    names = shown_names(font, options)
    options.drop_tables += [names.tableTag]
    wanted = [code for low, high in ranges for code in range(low, high + 1)] if ranges else None
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted or list(font.getBestCmap()))
    subsetter.subset(font)
    font[names.tableTag] = names
    font.flavor = "woff"
    buffer = io.BytesIO()
    font.save(buffer)
    return buffer.getvalue()


def shown_names(font: TTFont, options: subset.Options) -> DefaultTable:
    """The names of the font that the options keep.

    The subsetter would pick the same, after a walk through every kerning pair in search of
    more: a quarter of its time.
    """
    table = font["name"]
    table.names = [
        record
        for record in table.names
        if record.isUnicode()
        and record.nameID in options.name_IDs
        and record.langID in options.name_languages
    ]
    return table
