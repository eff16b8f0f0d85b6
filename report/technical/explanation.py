"""What drives the risk: over all customers, and over one feature's range."""

from __future__ import annotations

from analysis.model.facts import Dependence
from report.blocks.coverage import add_kept
from report.blocks.figure import FigureBlock
from report.blocks.stack import Block
from report.blocks.table import Column, table_of
from report.charts.shap_plots import Contributions, beeswarm_chart, dependence_chart
from report.text.field_values import is_share
from report.text.phrasebook import Phrasebook
from report.text.phrases import Prose, joined
from report.view import View

# Numeric features whose range is shown.
LEADING = 3


def global_chart(view: View) -> Block:
    """How much each feature shifts each customer's risk, by the feature's value."""
    swarms = [_contributions(row, view) for row in view.results.model.dependence]
    if not swarms:
        return view.say("technical.shap_none")
    words = [
        {
            "field": view.label(row.feature),
            "points": view.points(row.mean_abs_shap),
            "direction": view.worded("technical.direction", row.direction),
        }
        for row in view.results.model.importance
    ]
    return FigureBlock(
        figure=beeswarm_chart(swarms, view),
        key="shap",
        caption=view.say("technical.shap_caption", **words[0]),
        alt=view.say(
            "technical.shap_alt",
            items=joined(view.say("technical.shap_item", **each) for each in words),
        ),
    )


def _contributions(row: Dependence, book: Phrasebook) -> Contributions:
    """One feature in the units of its axes."""
    scale = 100 if is_share(row.feature) else 1
    return Contributions(
        label=book.short(row.feature),
        title=book.title(row.feature),
        values=[scale * value if isinstance(value, float) else value for value in row.values],
        contributions=[100 * contribution for contribution in row.contributions],
    )


def check(view: View) -> Prose:
    """How well the fast computation agrees with a long one."""
    found = view.results.model.explanation_check
    if not view.results.model.importance or not found.customers:
        return Prose("")
    return view.say(
        "technical.shap_check",
        customers=view.number(found.customers),
        correlation=view.number(found.correlation, 3),
    )


def table(view: View) -> Block:
    """Contribution, direction and permutation importance of every feature."""
    return table_of(
        view,
        "technical",
        view.results.model.importance,
        Column("field", "l", lambda i: view.label(i.feature)),
        Column("shap", "r", lambda i: view.number(100 * i.mean_abs_shap, 1)),
        Column("direction", "l", lambda i: view.worded("technical.direction", i.direction)),
        Column("permutation", "r", lambda i: view.change(i.permutation)),
        caption=view.say("technical.importance_caption"),
        key="importance",
    )


def dependence(view: View) -> Block:
    """How the leading numeric features shift the risk over their range."""
    rows = [row for row in view.results.model.dependence if _numbers(row)][:LEADING]
    if not rows:
        return view.say("technical.dependence_none")
    claim = _dependence_words(rows[0], "claim", view)
    items = joined(_dependence_words(row, "item", view) for row in rows)
    return FigureBlock(
        figure=dependence_chart([_contributions(row, view) for row in rows], view),
        key="dependence",
        caption=add_kept(
            view,
            view.say("technical.dependence_caption", claim=claim),
            (row.feature for row in rows),
        ),
        alt=view.say("technical.dependence_alt", items=items),
    )


def _numbers(row: Dependence) -> list[float]:
    """The known values of a numeric feature; none of a category."""
    return [value for value in row.values if isinstance(value, float)]


def _dependence_words(row: Dependence, key: str, book: Phrasebook) -> str:
    return book.say(
        f"technical.dependence_{key}",
        field=book.label(row.feature),
        from_value=book.single(row.feature, min(_numbers(row))),
        to_value=book.single(row.feature, max(_numbers(row))),
        low=book.points(min(row.contributions), sign=True),
        high=book.points(max(row.contributions), sign=True),
    )
