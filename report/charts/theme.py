"""The look of every chart: colours and fonts of `templates/_brand.yml`, one paper width."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import fontpkg_pt_sans
import seaborn as sns
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from report.text.palette import palette

FONTS = Path(fontpkg_pt_sans.__file__).parent / "files"

# Inches: the text width of an A4 page of ours, so that 9 pt in a chart are 9 pt on paper.
FULL_WIDTH = 6.9
# One of two charts side by side: its share of the page's width, and inches.
HALF, HALF_HEIGHT = 0.485, 2.1
SIZE = 9.0
SMALL = 8.0


def colour(name: str) -> str:
    """One colour of the palette: risk, value, good, ink, muted, grey, line, wash …"""
    return palette()[name]


@cache
def _register_fonts() -> None:
    """Make PT Sans known to matplotlib, from the package that carries it."""
    for file in sorted(FONTS.glob("*.ttf")):
        font_manager.fontManager.addfont(file)


def use_theme() -> None:
    """Lay the brand's look over seaborn's; repeating it changes nothing."""
    _register_fonts()
    sns.set_theme(
        context="paper",
        style="white",
        rc={
            "font.family": ["PT Sans", "DejaVu Sans"],
            "font.size": SIZE,
            "axes.labelsize": SIZE,
            "axes.titlesize": SIZE,
            "axes.titleweight": "bold",
            "axes.titlelocation": "left",
            "lines.linewidth": 1.6,
            "legend.fontsize": SMALL,
            "legend.frameon": False,
            "xtick.labelsize": SMALL,
            "ytick.labelsize": SIZE,
            "text.color": colour("ink"),
            "axes.labelcolor": colour("muted"),
            "xtick.color": colour("muted"),
            "ytick.color": colour("ink"),
            "axes.edgecolor": colour("line"),
            "axes.linewidth": 0.8,
            "axes.spines.top": False,
            "axes.spines.right": False,
            # Labels keep the distance of ticks that have no length.
            "xtick.major.size": 0,
            "ytick.major.size": 0,
            "figure.facecolor": "none",
            "axes.facecolor": "none",
            # Data may hold a dollar sign: it is never a formula.
            "text.parse_math": False,
        },
    )


def house_figure(*, height: float, width: float = 1.0) -> tuple[Figure, Axes]:
    """An empty chart of `height` inches and `width` of the page's.

    >>> figure, _ = house_figure(height=2.5)
    >>> [round(float(side), 2) for side in figure.get_size_inches()]
    [6.9, 2.5]
    """
    figure, axes = house_grid(1, height=height, width=width)
    return figure, axes[0]


def house_grid(
    columns: int, *, height: float, lines: int = 1, width: float = 1.0, share_y: bool = False
) -> tuple[Figure, tuple[Axes, ...]]:
    """A chart of `columns` × `lines` panels, row by row."""
    use_theme()
    figure = Figure(figsize=(FULL_WIDTH * width, height), layout="constrained")
    return figure, tuple(figure.subplots(lines, columns, squeeze=False, sharey=share_y).ravel())
