"""Where risk begins, what it costs, and which errors it makes."""

from __future__ import annotations

from analysis.model.facts import CurvePoint, ThresholdPolicy
from report.blocks.figure import FigureBlock
from report.blocks.stack import Block
from report.blocks.table import TableView
from report.charts.curves import Band, Mark, curve_chart
from report.technical import chart_numbers
from report.text.phrasebook import SCORE_DECIMALS, sentence_case
from report.text.phrases import Prose, joined
from report.view import View

RISK_DECIMALS = 2


def chosen_policy(view: View) -> ThresholdPolicy | None:
    """The policy in force."""
    return next((p for p in view.results.model.policies if p.chosen), None)


def policy_name(policy: ThresholdPolicy, view: View) -> str:
    """A policy in words; the recall it aims at is a setting."""
    target = view.percent(view.results.settings.model.recall_target)
    return view.worded("technical.policy", policy.key, target=target)


def claim(view: View) -> Prose:
    """The threshold in force, and how many customers lie above it."""
    chosen = chosen_policy(view)
    if chosen is None:
        return view.say("technical.policies_none")
    return view.say(
        "technical.policies_claim",
        threshold=view.number(chosen.threshold, RISK_DECIMALS),
        policy=policy_name(chosen, view),
        share=view.percent(chosen.contacted_share),
    )


def table(view: View) -> Block:
    """All policies side by side."""
    policies = view.results.model.policies
    if not policies:
        return Prose("")
    keys = ("policy", "cut", "contacted", "contacted_share", "f1", "recall", "precision")
    profit = view.say("technical.col_expected_profit", unit=view.unit)
    return TableView(
        header=[*(view.say(f"technical.col_{key}") for key in keys), profit],
        rows=[policy_row(policy, view) for policy in policies],
        align="lrrrrrrr",
        caption=view.say("technical.policies_caption"),
        key="policies",
    )


def policy_row(policy: ThresholdPolicy, view: View) -> list[str]:
    """One policy as cells."""
    name = sentence_case(policy_name(policy, view))
    return [
        view.say("technical.policy_chosen", policy=name) if policy.chosen else name,
        view.number(policy.threshold, RISK_DECIMALS),
        view.number(policy.contacted),
        view.percent(policy.contacted_share),
        view.measure(policy.f1, SCORE_DECIMALS),
        view.percent(policy.recall),
        view.percent(policy.precision),
        view.number(policy.expected_profit),
    ]


def curve(view: View) -> Block:
    """Expected profit against the share contacted, the policies marked on it."""
    points = view.results.model.profit_curve
    if not points:
        return view.say("technical.curve_none")
    ordered = sorted(points, key=lambda point: point.contacted_share)
    titles = (
        view.say("technical.curve_x"),
        view.say("technical.curve_y", months=view.horizon, unit=view.unit),
    )
    band = Band(
        x=[point.contacted_share for point in ordered],
        middle=[point.expected_profit for point in ordered],
    )
    best = max(ordered, key=lambda point: point.expected_profit)
    return FigureBlock(
        figure=curve_chart(band, curve_marks(view), titles, view, percent=True),
        key="profit-curve",
        caption=view.say(
            "technical.curve_caption"
            if best.expected_profit > 0
            else "technical.curve_caption_loss",
            months=view.horizon,
            profit=view.money(best.expected_profit),
            share=view.percent(best.contacted_share),
        ),
        alt=curve_alt(ordered, best, view),
        numbers=chart_numbers.profit_curve(view, ordered),
    )


def curve_marks(view: View) -> list[Mark]:
    """The policies as points of the curve."""
    return [
        Mark(
            x=policy.contacted_share,
            y=policy.expected_profit,
            text=mark_text(policy, view),
            strong=policy.chosen,
        )
        for policy in view.results.model.policies
    ]


def mark_text(policy: ThresholdPolicy, view: View) -> str:
    """One policy's place on the curve in words."""
    return view.say(
        "technical.curve_mark",
        policy=policy_name(policy, view),
        share=view.percent(policy.contacted_share),
        profit=view.money(policy.expected_profit),
    )


def curve_alt(ordered: list[CurvePoint], best: CurvePoint, view: View) -> str:
    """The curve for those who do not see it."""
    first, top, last = (
        view.money(point.expected_profit) for point in (ordered[0], best, ordered[-1])
    )
    return view.say(
        "technical.curve_alt",
        first=first,
        best=top,
        last=last,
        share=view.percent(best.contacted_share),
        marks=joined(mark_text(policy, view) for policy in view.results.model.policies),
    )


def errors_claim(view: View) -> Prose:
    """The model's errors in words."""
    (_, alarms), (missed, found) = view.results.model.confusion
    chosen = chosen_policy(view)
    sentence = view.say(
        "technical.confusion_claim",
        threshold=view.number(view.results.model.threshold, RISK_DECIMALS),
        found=view.number(found),
        missed=view.number(missed),
        alarms=view.number(alarms),
    )
    if not found and not alarms:
        return Prose(f"{sentence} {view.say('technical.confusion_none_flagged')}")
    if chosen is None:
        return sentence
    shares = view.say(
        "technical.confusion_shares",
        recall=view.percent(chosen.recall),
        precision=view.percent(chosen.precision),
    )
    return Prose(f"{sentence} {shares}")


def confusion(view: View) -> Block:
    """Customers by label and by threshold."""
    names = (view.say("technical.same"), view.say("technical.dropped"))
    return TableView(
        header=[view.say(f"technical.col_{key}") for key in ("label", "below", "above")],
        rows=[
            [
                name,
                *(view.number(cell) for cell in row),
            ]
            for name, row in zip(names, view.results.model.confusion, strict=True)
        ],
        align="lrr",
        caption=view.say("technical.confusion_caption"),
        key="confusion",
    )
