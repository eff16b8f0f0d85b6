"""Page after "what changed": what earlier editions said, and what happened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from analysis.followup.facts import Promise, Verdict
from report.blocks.figure import FigureBlock
from report.blocks.fragments import fragment
from report.blocks.stack import Stack
from report.blocks.table import Column, Sums, TableView, filled_table
from report.charts.intervals import DotRow, dot_chart, draw_observed
from report.text.numbers import span
from report.text.phrases import Markdown, Prose, joined
from report.view import View

# The newest; more rows would not fit on the page.
SHOWN = 12
SCORE = 2


def page(view: View) -> Markdown:
    """The page; nothing while no edition's outcome has come."""
    every = view.results.promises
    if not every:
        return Markdown("")
    shown = every[-SHOWN:]
    horizon = view.count(view.results.history.horizon_months, "month")
    blocks = (
        fragment("pagebreak", {}),
        Markdown(f"## {_heading(view, every)._repr_markdown_()}\n"),
        view.say("promises.lead", months=horizon),
        _chart(view, shown),
        _table(view, shown),
        _verdicts(view, every),
    )
    return Markdown(Stack(blocks)._repr_markdown_())


def _heading(view: View, every: Sequence[Promise]) -> Prose:
    """Whether the last forecast was kept, and how many of all."""
    last, kept = every[-1], sum(promise.verdict == "kept" for promise in every)
    values = {
        "month": view.month(last.month),
        "observed": view.count(last.observed, "customer", genitive=True),
        "predicted": view.number(last.predicted.value),
        "kept": view.number(kept),
        "all": view.number(len(every)),
    }
    if last.verdict != "kept":
        return view.say(f"promises.heading_{last.verdict}", **values)
    if kept < len(every):
        return view.say("promises.heading_some", **values)
    return view.say("promises.heading_single" if kept == 1 else "promises.heading_all", **values)


def _chart(view: View, shown: Sequence[Promise]) -> FigureBlock:
    """Expected drops with their interval, and what happened."""
    rows = [
        DotRow(
            label=view.month(promise.month),
            estimate=promise.predicted,
            text=view.say(
                "promises.said",
                observed=view.number(promise.observed),
                predicted=view.number(promise.predicted.value),
            ),
            hue="grey",
        )
        for promise in shown
    ]
    figure = dot_chart(rows, axis=view.say("promises.axis"), book=view)
    draw_observed(figure, [(p.observed, p.verdict == "kept") for p in shown])
    caption = view.say("promises.chart_caption")
    if len(shown) < len(view.results.promises):
        caption = view.say(
            "promises.chart_caption_part",
            caption=caption,
            shown=view.number(len(shown)),
            all=view.number(len(view.results.promises)),
        )
    return FigureBlock(
        figure=figure,
        key="promises",
        caption=caption,
        alt=view.say("promises.chart_alt", points=joined(_point(view, p) for p in shown)),
    )


def _point(view: View, promise: Promise) -> Prose:
    return view.say(
        "promises.point",
        month=view.month(promise.month),
        predicted=view.number(promise.predicted.value),
        span=view.interval(promise.predicted, 0),
        observed=view.number(promise.observed),
    )


def _table(view: View, shown: Sequence[Promise]) -> TableView:
    """What each edition said, and how well it told customers apart and named the money."""

    def checked(promise: Promise) -> str:
        part, whole = view.number(promise.customers), view.number(promise.forecast)
        return view.say("promises.of", part=part, whole=whole)

    def predicted(promise: Promise) -> str:
        return f"{view.number(promise.predicted.value)} ({view.interval(promise.predicted, 0)})"

    def roc_auc(promise: Promise) -> str:
        found = promise.roc_auc
        return f"{view.measure(found.value, SCORE)} ({view.measure_interval(found, SCORE)})"

    def said(promise: Promise) -> str:
        money = promise.profit_said
        return f"{view.amount(money.value)} ({span(*view.amounts((money.low, money.high)))})"

    return filled_table(
        view,
        "promises",
        shown,
        Column("edition", "l", lambda p: view.month(p.month)),
        Column("checked", "r", checked),
        Column("predicted", "r", predicted),
        Column("observed", "r", lambda p: view.number(p.observed)),
        Column("roc_auc", "r", roc_auc),
        Column("ece", "r", lambda p: view.measure(p.ece.value, SCORE)),
        Column("profit_said", "r", said),
        Sums("profit_lost", lambda p: p.profit_lost),
        caption=view.say("promises.table_caption"),
        key="promises",
    )


def _verdicts(view: View, every: Sequence[Promise]) -> Markdown:
    """A sentence for each verdict, with the months that it is passed on."""
    told = []
    for verdict in get_args(Verdict):
        months = [view.month(promise.month) for promise in every if promise.verdict == verdict]
        if months:
            told.append(view.say(f"promises.verdict_{verdict}", months=", ".join(months)))
    return Markdown("".join(f"- {sentence._repr_markdown_()}\n" for sentence in told))
