"""The look of every chart: colours and fonts of `templates/_brand.yml`, one paper width."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import fontpkg_pt_sans
import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from report.text.palette import palette

FONTS = Path(fontpkg_pt_sans.__file__).parent / "files"

# Inches: the text width of an A4 page of ours, so that 9 pt in a chart are 9 pt on paper.
FULL_WIDTH = 6.9
ROW_HEIGHT = 0.3
MARGIN = 0.75
SIZE = 9.0
SMALL = 8.0


def colour(name: str) -> str:
    """One colour of the palette: risk, value, good, ink, muted, grey, line, wash …"""
    return palette()[name]


@cache
def register_fonts() -> None:
    """Make PT Sans known to matplotlib, from the package that carries it."""
    for file in sorted(FONTS.glob("*.ttf")):
        font_manager.fontManager.addfont(file)


def use_theme() -> None:
    """Lay our look over matplotlib's; repeating it changes nothing."""
    register_fonts()
    mpl.rcParams.update(
        {
            "font.family": ["PT Sans", "DejaVu Sans"],
            "font.size": SIZE,
            "axes.labelsize": SIZE,
            "axes.titlesize": SIZE,
            "axes.titleweight": "bold",
            "axes.titlelocation": "left",
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
            "axes.grid": False,
            "axes.axisbelow": True,
            "xtick.bottom": False,
            "ytick.left": False,
            # Labels keep the distance of ticks that have no length.
            "xtick.major.size": 0,
            "ytick.major.size": 0,
            "xtick.minor.size": 0,
            "ytick.minor.size": 0,
            "legend.frameon": False,
            "figure.facecolor": "none",
            "axes.facecolor": "none",
            "savefig.facecolor": "none",
            "axes.unicode_minus": True,
            # Data may hold a dollar sign: it is never a formula.
            "text.parse_math": False,
            "axes.formatter.use_mathtext": False,
            "axes.formatter.useoffset": False,
        }
    )


def house_figure(
    rows: int | None = None, *, height: float | None = None, width: float = 1.0
) -> tuple[Figure, Axes]:
    """An empty chart: as high as its rows need, or `height` inches; `width` of the page's.

    >>> figure, _ = house_figure(rows=10)
    >>> [round(float(side), 2) for side in figure.get_size_inches()]
    [6.9, 3.75]
    """
    figure, axes = house_grid(1, rows=rows, height=height, width=width)
    return figure, axes[0]


def house_grid(
    columns: int,
    *,
    lines: int = 1,
    rows: int | None = None,
    height: float | None = None,
    width: float = 1.0,
    ratios: Sequence[float] | None = None,
    share_y: bool = False,
) -> tuple[Figure, tuple[Axes, ...]]:
    """A chart of `columns` × `lines` panels of relative widths `ratios`, row by row."""
    use_theme()
    tall = height if height is not None else MARGIN + ROW_HEIGHT * (rows or 10)
    figure = Figure(figsize=(FULL_WIDTH * width, tall), layout="constrained")
    grid = figure.subplots(lines, columns, squeeze=False, sharey=share_y, width_ratios=ratios)
    return figure, tuple(grid.ravel())


def bare(ax: Axes, *sides: str) -> None:
    """Take away the named axis lines ("left", "bottom")."""
    for side in sides:
        ax.spines[side].set_visible(False)
