"""A figure drawn as SVG by a renderer that measures each text once, however many charts it is in.

matplotlib measures a label some eight times a chart, with a renderer for the layout and
another for the drawing, and asks for the font each time: half of the time of a chart.
"""

from __future__ import annotations

import io
from functools import cache
from typing import Literal, TypeAlias

import matplotlib as mpl
from matplotlib.backends.backend_mixed import MixedModeRenderer
from matplotlib.backends.backend_svg import FigureCanvasSVG, RendererSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.textpath import text_to_path

POINTS_PER_INCH = 72
LineMetrics: TypeAlias = tuple[float, float, float] | tuple[None, None, None]


class Renderer(RendererSVG):
    """Writes SVG and remembers sizes of texts."""

    def get_text_width_height_descent(
        self, s: str, prop: FontProperties, ismath: bool | Literal["TeX"]
    ) -> tuple[float, float, float]:
        """Of one line of text, in points."""
        return text_size(s, prop, ismath)

    def _get_font_height_metrics(self, prop: FontProperties) -> LineMetrics:
        """Ascent, descent and gap of the font's lines, in points.

        matplotlib asks its own writers of PDF for these; of others it reads the tables of the
        font anew, twice for every text.
        """
        return line_metrics(prop)


@cache
def text_size(
    text: str, font: FontProperties, ismath: bool | Literal["TeX"]
) -> tuple[float, float, float]:
    """Width, height and descent of one line, in points, whatever the chart."""
    width, height, descent = text_to_path.get_text_width_height_descent(text, font, ismath)
    return width, height, descent


@cache
def line_metrics(font: FontProperties) -> LineMetrics:
    """Ascent, descent and gap between lines, in points, as the font's designer gives them."""
    file = get_font(findfont(font))
    scale = 1 / file.units_per_EM * font.get_size_in_points()
    metrics = file.get_sfnt_table("OS/2")
    if metrics is None:
        return None, None, None  # matplotlib looks in other tables then
    return (
        metrics["sTypoAscender"] * scale,
        -metrics["sTypoDescender"] * scale,
        metrics["sTypoLineGap"] * scale,
    )


class Canvas(FigureCanvasSVG):
    """Gives the layout the renderer that will draw, where matplotlib would make another."""

    def __init__(self, figure: Figure, renderer: MixedModeRenderer) -> None:
        super().__init__(figure)
        self.renderer = renderer

    def get_renderer(self) -> MixedModeRenderer:
        """The one and only."""
        return self.renderer


def draw_svg(figure: Figure, salt: str) -> str:
    """The figure as SVG. Text stays text; the same figure and salt give the same text."""
    settle(figure)
    page = io.StringIO()
    # Of what is drawn as an image inside; lengths are points.
    image_dpi, figure.dpi = figure.dpi, POINTS_PER_INCH
    with mpl.rc_context({"svg.hashsalt": salt, "svg.fonttype": "none"}):
        vectors = Renderer(  # type: ignore[no-untyped-call]
            *figure.bbox.size, page, image_dpi=image_dpi, metadata={"Date": None, "Creator": None}
        )
        renderer = MixedModeRenderer(  # type: ignore[call-arg, no-untyped-call]
            figure, *figure.get_size_inches(), image_dpi, vectors
        )
        Canvas(figure, renderer)
        figure.draw(renderer)  # type: ignore[arg-type]
        renderer.finalize()
    return page.getvalue()


def settle(figure: Figure) -> None:
    """Fix the places of labels and titles that are not there.

    matplotlib looks for a place for each of them among all ticks, empty or not, three times a
    chart: a tenth of the time.
    """
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            if not axis.label.get_text():
                axis.set_label_coords(0, 0)
        if not any(axes.get_title(side) for side in ("left", "center", "right")):
            axes.set_title("", y=1.0)
