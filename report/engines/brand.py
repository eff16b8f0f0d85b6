"""Colours and fonts, as the style sheet and Typst want them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from report.engines.web_fonts import MAIN_FONTS, SPARE_FONTS, embedded_fonts
from report.paths import TEMPLATES
from report.text.palette import palette

NIGHT = "night-"


def font_files() -> list[Path]:
    """The fonts of the PDF: the brand's, and DejaVu Sans for what the brand's lacks."""
    return [*sorted(MAIN_FONTS.glob("*.ttf")), *sorted(SPARE_FONTS.glob("DejaVuSans*.ttf"))]


def typst_palette() -> str:
    """The palette as the Typst dictionary that Quarto defines, too.

    >>> typst_palette().splitlines()[0]
    '#let brand-color = ('
    """
    lines = [f'  {name}: rgb("{colour}"),' for name, colour in palette().items()]
    return "\n".join(["#let brand-color = (", *lines, ")"])


def stylesheet() -> str:
    """The whole style of the HTML: colours, embedded fonts, templates/report.css."""
    rules = (TEMPLATES / "report.css").read_text(encoding="utf-8")
    return _css_palette() + embedded_fonts() + rules


def _css_palette() -> str:
    """The palette as CSS custom properties; on a dark screen `night-x` replaces `x`."""
    day = {name: value for name, value in palette().items() if not name.startswith(NIGHT)}
    night = {n.removeprefix(NIGHT): v for n, v in palette().items() if n.startswith(NIGHT)}
    return (
        f":root {{ color-scheme: light dark; {_properties(day)} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {_properties(night)} }} }}\n"
    )


def _properties(colours: Mapping[str, str]) -> str:
    return " ".join(f"--{name}: {colour};" for name, colour in colours.items())
