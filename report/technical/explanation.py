"""What drives the risk: over all customers, over one feature's range, for three customers."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.model.facts import Dependence, Importance, Reason
from analysis.results.facts import ScoredCustomer
from analysis.vocabulary import Language
from report.blocks.figure import FigureBlock
from report.blocks.table import TableView
from report.charts.intervals import BarRow, bar_chart
from report.charts.reason_bars import Example, examples_chart
from report.charts.scatter import Cloud, clouds_chart
from report.technical import chart_numbers
from report.text.field_values import is_share
from report.text.formats import (
    change,
    label,
    points,
    short,
    single,
    title,
    worded,
)
from report.text.numbers import number, percent
from report.text.phrases import Prose
from report.text.say import Block, joined, say
from report.view import Report


def global_chart(report: Report) -> Block:
    """Mean shift of the risk by feature, with the direction in words."""
    rows, language = report.results.model.importance, report.language
    if not rows:
        return say(language, "shap_none")
    bars = [
        BarRow(
            label=short(row.feature, language),
            value=100 * row.mean_abs_shap,
            text=say(
                language,
                "shap_label",
                points=points(row.mean_abs_shap, language),
                direction=worded("direction", row.direction, language),
            ),
        )
        for row in rows
    ]
    items = joined(
        say(
            language,
            "shap_item",
            field=label(row.feature, language),
            points=points(row.mean_abs_shap, language),
            direction=worded("direction", row.direction, language),
        )
        for row in rows
    )
    return FigureBlock(
        figure=bar_chart(bars, axis=say(language, "shap_axis"), language=language),
        key="shap",
        caption=say(
            language,
            "shap_caption",
            field=label(rows[0].feature, language),
            points=points(rows[0].mean_abs_shap, language),
        ),
        alt=say(language, "shap_alt", items=items),
    )


def check(report: Report) -> Prose:
    """How well the fast computation agrees with a long one."""
    found, language = report.results.model.explanation_check, report.language
    if not report.results.model.importance or not found.customers:
        return Prose("")
    return say(
        language,
        "shap_check",
        customers=number(found.customers, language),
        correlation=number(found.correlation, language, 3),
    )


def table(report: Report) -> Block:
    """Contribution, direction and permutation importance of every feature."""
    rows, language = report.results.model.importance, report.language
    if not rows:
        return Prose("")
    keys = ("field", "shap", "direction", "permutation")
    return TableView(
        header=[say(language, f"col_{key}") for key in keys],
        rows=[importance_row(row, language) for row in rows],
        align="lrlr",
        caption=say(language, "importance_caption"),
        key="importance",
    )


def importance_row(row: Importance, language: Language) -> list[str]:
    """One feature as cells."""
    return [
        label(row.feature, language),
        number(100 * row.mean_abs_shap, language, 1),
        worded("direction", row.direction, language),
        change(row.permutation, language),
    ]


def dependence(report: Report) -> Block:
    """How the leading numeric features shift the risk over their range."""
    rows, language = report.results.model.dependence, report.language
    rows = tuple(row for row in rows if row.values)
    if not rows:
        return say(language, "dependence_none")
    clouds = [dependence_cloud(row, language) for row in rows]
    return FigureBlock(
        figure=clouds_chart(clouds, say(language, "dependence_axis"), language),
        key="dependence",
        caption=say(
            language, "dependence_caption", claim=dependence_words(rows[0], "claim", language)
        ),
        alt=say(
            language,
            "dependence_alt",
            items=joined(dependence_words(row, "item", language) for row in rows),
        ),
    )


def dependence_cloud(row: Dependence, language: Language) -> Cloud:
    """One feature in the units of its axes."""
    scale = 100 if is_share(row.feature) else 1
    return Cloud(
        title=title(row.feature, language),
        values=[scale * value for value in row.values],
        contributions=[100 * contribution for contribution in row.contributions],
    )


def dependence_words(row: Dependence, key: str, language: Language) -> str:
    """One feature's range, and that of its contributions."""
    return say(
        language,
        f"dependence_{key}",
        field=label(row.feature, language),
        from_value=single(row.feature, min(row.values), language),
        to_value=single(row.feature, max(row.values), language),
        low=points(min(row.contributions), language, sign=True),
        high=points(max(row.contributions), language, sign=True),
    )


def examples(report: Report) -> Block:
    """The highest, a doubtful and the lowest risk, with their reasons; nobody is named."""
    chosen, language = three_customers(report), report.language
    if not chosen:
        return say(language, "examples_none")
    names = say(language, "examples_names").split("|")
    named = list(zip(names, chosen, strict=False))
    drawn = [example(name, customer, language) for name, customer in named]
    return FigureBlock(
        figure=examples_chart(drawn, say(language, "examples_axis"), language),
        key="examples",
        caption=say(
            language,
            "examples_caption",
            items=joined(
                say(language, "examples_item", name=name, risk=percent(customer.risk, language))
                for name, customer in named
            ),
        ),
        alt=say(
            language,
            "examples_alt",
            items=joined(in_words(name, customer, language) for name, customer in named),
        ),
        numbers=chart_numbers.reasons(drawn, language),
    )


def three_customers(report: Report) -> list[ScoredCustomer]:
    """Highest risk, nearest to the threshold, lowest risk; each customer once."""
    customers: Sequence[ScoredCustomer] = [c for c in report.results.customers if c.reasons]
    threshold = report.results.model.threshold
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


def example(name: str, customer: ScoredCustomer, language: Language) -> Example:
    """One customer's panel."""
    risk = percent(customer.risk, language)
    return Example(
        title=say(language, "examples_title", name=name, risk=risk),
        reasons=[
            (
                reason_text(reason, language),
                100 * reason.contribution,
                points(reason.contribution, language, sign=True),
            )
            for reason in customer.reasons
        ],
    )


def reason_text(reason: Reason, language: Language) -> str:
    """A feature, this customer's value, and what is usual."""
    value, usual = (single(reason.feature, each, language) for each in (reason.value, reason.usual))
    return say(
        language, "examples_reason", field=label(reason.feature, language), value=value, usual=usual
    )


def in_words(name: str, customer: ScoredCustomer, language: Language) -> str:
    """One customer's panel for those who do not see it."""
    reasons = joined(
        say(
            language,
            "examples_contribution",
            reason=reason_text(reason, language),
            points=points(reason.contribution, language, sign=True),
        )
        for reason in customer.reasons
    )
    return say(
        language,
        "examples_alt_item",
        name=name,
        risk=percent(customer.risk, language),
        reasons=reasons,
    )
