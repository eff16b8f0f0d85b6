"""What drives the risk: over all customers, over one feature's range, for three customers."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.model.facts import Dependence, Importance, Reason
from analysis.results.facts import ScoredCustomer
from report.blocks.figure import FigureBlock
from report.blocks.stack import Block
from report.blocks.table import TableView
from report.charts.reason_bars import Example, examples_chart
from report.charts.shap_plots import Contributions, beeswarm_chart, dependence_chart
from report.technical import chart_numbers
from report.text.field_values import is_share
from report.text.phrasebook import Phrasebook
from report.text.phrases import Prose, joined
from report.view import View

# Numeric features whose range is shown.
LEADING = 3


def global_chart(view: View) -> Block:
    """How much each feature shifts each customer's risk, by the feature's value."""
    rows = view.results.model.importance
    swarms = [_contributions(row, view) for row in view.results.model.dependence]
    if not swarms:
        return view.say("technical.shap_none")
    items = joined(
        view.say(
            "technical.shap_item",
            field=view.label(row.feature),
            points=view.points(row.mean_abs_shap),
            direction=view.worded("technical.direction", row.direction),
        )
        for row in rows
    )
    return FigureBlock(
        figure=beeswarm_chart(swarms, view),
        key="shap",
        caption=view.say(
            "technical.shap_caption",
            field=view.label(rows[0].feature),
            points=view.points(rows[0].mean_abs_shap),
        ),
        alt=view.say("technical.shap_alt", items=items),
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
    rows = view.results.model.importance
    if not rows:
        return Prose("")
    keys = ("field", "shap", "direction", "permutation")
    return TableView(
        header=[view.say(f"technical.col_{key}") for key in keys],
        rows=[importance_row(row, view) for row in rows],
        align="lrlr",
        caption=view.say("technical.importance_caption"),
        key="importance",
    )


def importance_row(row: Importance, book: Phrasebook) -> list[str]:
    """One feature as cells."""
    return [
        book.label(row.feature),
        book.number(100 * row.mean_abs_shap, 1),
        book.worded("technical.direction", row.direction),
        book.change(row.permutation),
    ]


def dependence(view: View) -> Block:
    """How the leading numeric features shift the risk over their range."""
    rows = [row for row in view.results.model.dependence if _numbers(row)][:LEADING]
    if not rows:
        return view.say("technical.dependence_none")
    drawn = [_contributions(row, view) for row in rows]
    return FigureBlock(
        figure=dependence_chart(drawn, view),
        key="dependence",
        caption=view.say(
            "technical.dependence_caption", claim=dependence_words(rows[0], "claim", view)
        ),
        alt=view.say(
            "technical.dependence_alt",
            items=joined(dependence_words(row, "item", view) for row in rows),
        ),
    )


def _numbers(row: Dependence) -> list[float]:
    """The known values of a numeric feature; none of a category."""
    return [value for value in row.values if isinstance(value, float)]


def dependence_words(row: Dependence, key: str, book: Phrasebook) -> str:
    """One feature's range, and that of its contributions."""
    return book.say(
        f"technical.dependence_{key}",
        field=book.label(row.feature),
        from_value=book.single(row.feature, min(_numbers(row))),
        to_value=book.single(row.feature, max(_numbers(row))),
        low=book.points(min(row.contributions), sign=True),
        high=book.points(max(row.contributions), sign=True),
    )


def examples(view: View) -> Block:
    """The highest, a doubtful and the lowest risk, with their reasons; nobody is named."""
    chosen = three_customers(view)
    if not chosen:
        return view.say("technical.examples_none")
    names = view.say("technical.examples_names").split("|")
    named = list(zip(names, chosen, strict=False))
    drawn = [example(name, customer, view) for name, customer in named]
    return FigureBlock(
        figure=examples_chart(drawn, view.say("technical.examples_axis"), view),
        key="examples",
        caption=view.say(
            "technical.examples_caption",
            items=joined(
                view.say("technical.examples_item", name=name, risk=view.percent(customer.risk))
                for name, customer in named
            ),
        ),
        alt=view.say(
            "technical.examples_alt",
            items=joined(in_words(name, customer, view) for name, customer in named),
        ),
        numbers=chart_numbers.reasons(drawn, view),
    )


def three_customers(view: View) -> list[ScoredCustomer]:
    """Highest risk, nearest to the threshold, lowest risk; each customer once."""
    customers: Sequence[ScoredCustomer] = [c for c in view.results.customers if c.reasons]
    threshold = view.results.model.threshold
    chosen: list[ScoredCustomer] = []
    for distance in (
        lambda c: (-c.risk, c.customer_id),
        lambda c: (abs(c.risk - threshold), c.customer_id),
        lambda c: (c.risk, c.customer_id),
    ):
        rest = [c for c in customers if c not in chosen]
        if rest:
            chosen.append(min(rest, key=distance))
    return sorted(chosen, key=lambda c: -c.risk)


def example(name: str, customer: ScoredCustomer, book: Phrasebook) -> Example:
    """One customer's panel."""
    risk = book.percent(customer.risk)
    return Example(
        title=book.say("technical.examples_title", name=name, risk=risk),
        reasons=[
            (
                reason_text(reason, book),
                100 * reason.contribution,
                book.points(reason.contribution, sign=True),
            )
            for reason in customer.reasons
        ],
    )


def reason_text(reason: Reason, book: Phrasebook) -> str:
    """A feature, this customer's value, and what is usual."""
    value, usual = (book.single(reason.feature, each) for each in (reason.value, reason.usual))
    return book.say(
        "technical.examples_reason", field=book.label(reason.feature), value=value, usual=usual
    )


def in_words(name: str, customer: ScoredCustomer, book: Phrasebook) -> str:
    """One customer's panel for those who do not see it."""
    reasons = joined(
        book.say(
            "technical.examples_contribution",
            reason=reason_text(reason, book),
            points=book.points(reason.contribution, sign=True),
        )
        for reason in customer.reasons
    )
    return book.say(
        "technical.examples_alt_item", name=name, risk=book.percent(customer.risk), reasons=reasons
    )
