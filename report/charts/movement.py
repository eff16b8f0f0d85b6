"""Who moved from which group to which between two months."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure

from analysis.followup.facts import Movement
from analysis.segments.rules import QUADRANTS
from report.charts.heatmap import Matrix, matrix_chart
from report.charts.theme import SMALL
from report.view import View

COLUMN_LABEL = 16


def movement_chart(view: View, movements: Sequence[Movement], before: str) -> Figure:
    """Groups before down, groups now across; who came and went at the ends.

    before: the name of the earlier month. Whoever moved to high risk is in its hue.
    """
    groups = tuple(QUADRANTS)
    rows, columns = (*groups, None), (*groups, None)
    found = {(move.before, move.now): move for move in movements}
    moves = [[found.get((was, is_)) for is_ in columns] for was in rows]
    texts = _texts(view, movements)
    names = [view.segment_name(key) for key in groups]
    matrix = Matrix(
        rows=[*names, view.say("changes.new")],
        columns=[*names, view.say("changes.gone")],
        shades=[[_shade(move) for move in row] for row in moves],
        texts=[[texts.get(move, "") for move in row] for row in moves],
    )
    most = max((_shade(move) or 0.0 for move in movements), default=0.0)
    risky = [[move is not None and _to_high_risk(move) for move in row] for row in moves]
    figure = matrix_chart(matrix, darkest=most, across=COLUMN_LABEL, risky=risky)
    (axes,) = figure.axes
    for side, key, month in (
        (axes.set_ylabel, "axis_before", before),
        (axes.set_xlabel, "axis_now", view.results.data.month),
    ):
        side(view.say(f"changes.{key}", month=view.month(month)), fontsize=SMALL)
    return figure


def _shade(move: Movement | None) -> float | None:
    """How many moved; who stayed in a group is on the lightest ground."""
    if move is None:
        return None
    return 0.0 if move.before == move.now else float(move.customers)


def _texts(view: View, movements: Sequence[Movement]) -> dict[Movement | None, str]:
    """Customers and their profit, all sums with the same decimals."""
    profits = view.amounts([move.profit for move in movements])
    return {
        move: view.say("changes.cell", customers=view.number(move.customers), profit=profit)
        for move, profit in zip(movements, profits, strict=True)
    }


def _to_high_risk(move: Movement) -> bool:
    now, before = QUADRANTS.get(move.now or ""), QUADRANTS.get(move.before or "")
    risky = now is not None and now[0] == "high"
    return risky and (before is None or before[0] != "high")
