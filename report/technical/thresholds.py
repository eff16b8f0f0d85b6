"""Where risk begins, what it costs, and which errors it makes."""

from __future__ import annotations

from analysis.model.facts import CurvePoint, ThresholdPolicy
from report.blocks import chart_numbers
from report.blocks.figure import FigureBlock
from report.blocks.stack import Block
from report.blocks.table import Column, filled_table, table_of
from report.charts.curves import Band, Mark, curve_chart
from report.text.phrasebook import SCORE_DECIMALS, sentence_case
from report.text.phrases import Prose, joined
from report.view import View

RISK_DECIMALS = 2
# A threshold that moved by more than this from one month to the next is worth a word.
MOVED = 0.1


def _chosen_policy(view: View) -> ThresholdPolicy | None:
    return next((p for p in view.results.model.policies if p.chosen), None)


def _policy_name(policy: ThresholdPolicy, view: View) -> str:
    """A policy in words; the recall it aims at is a setting."""
    target = view.percent(view.results.settings.model.recall_target)
    return view.worded("technical.policy", policy.key, target=target)


def claim(view: View) -> Prose:
    """The threshold in force, and how many customers lie above it."""
    chosen = _chosen_policy(view)
    if chosen is None:
        return view.say("technical.policies_none")
    told = view.say(
        "technical.policies_claim",
        threshold=view.number(chosen.threshold, RISK_DECIMALS),
        policy=_policy_name(chosen, view),
        share=view.percent(chosen.contacted_share),
    )
    return Prose(f"{told} {_moved(view)}".rstrip())


def _moved(view: View) -> Prose:
    """The threshold of the edition before, where it was far from this one."""
    changes = view.results.changes
    if changes is None or abs(changes.threshold_now - changes.threshold_before) <= MOVED:
        return Prose("")
    return view.say(
        "technical.threshold_moved",
        month=view.month(changes.before),
        before=view.number(changes.threshold_before, RISK_DECIMALS),
        limit=view.number(MOVED, 1),
    )


def table(view: View) -> Block:
    """All policies side by side."""

    def name(policy: ThresholdPolicy) -> str:
        plain = sentence_case(_policy_name(policy, view))
        return view.say("technical.policy_chosen", policy=plain) if policy.chosen else plain

    return table_of(
        view,
        "technical",
        view.results.model.policies,
        Column("policy", "l", name),
        Column("cut", "r", lambda p: view.number(p.threshold, RISK_DECIMALS)),
        Column("contacted", "r", lambda p: view.number(p.contacted)),
        Column("contacted_share", "r", lambda p: view.percent(p.contacted_share)),
        Column("f1", "r", lambda p: view.measure(p.f1, SCORE_DECIMALS)),
        Column("recall", "r", lambda p: view.percent(p.recall)),
        Column("precision", "r", lambda p: view.percent(p.precision)),
        Column("expected_profit", "r", lambda p: view.number(p.expected_profit)),
        caption=view.say("technical.policies_caption"),
        key="policies",
    )


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
        figure=curve_chart(band, _curve_marks(view), titles, view, percent=True),
        key="profit-curve",
        caption=view.say(
            "technical.curve_caption"
            if best.expected_profit > 0
            else "technical.curve_caption_loss",
            months=view.horizon,
            profit=view.money(best.expected_profit),
            share=view.percent(best.contacted_share),
        ),
        alt=_curve_alt(ordered, best, view),
        numbers=chart_numbers.profit_curve(view, ordered),
    )


def _curve_marks(view: View) -> list[Mark]:
    return [
        Mark(
            x=policy.contacted_share,
            y=policy.expected_profit,
            text=_mark_text(policy, view),
            strong=policy.chosen,
        )
        for policy in view.results.model.policies
    ]


def _mark_text(policy: ThresholdPolicy, view: View) -> str:
    return view.say(
        "technical.curve_mark",
        policy=_policy_name(policy, view),
        share=view.percent(policy.contacted_share),
        profit=view.money(policy.expected_profit),
    )


def _curve_alt(ordered: list[CurvePoint], best: CurvePoint, view: View) -> str:
    first, top, last = (
        view.money(point.expected_profit) for point in (ordered[0], best, ordered[-1])
    )
    return view.say(
        "technical.curve_alt",
        first=first,
        best=top,
        last=last,
        share=view.percent(best.contacted_share),
        marks=joined(_mark_text(policy, view) for policy in view.results.model.policies),
    )


def errors_claim(view: View) -> Prose:
    """The model's errors in words."""
    (_, alarms), (missed, found) = view.results.model.confusion
    chosen = _chosen_policy(view)
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
    same, dropped = view.results.model.confusion
    return filled_table(
        view,
        "technical",
        [("same", *same), ("dropped", *dropped)],
        Column("label", "l", lambda row: view.say(f"technical.{row[0]}")),
        Column("below", "r", lambda row: view.number(row[1])),
        Column("above", "r", lambda row: view.number(row[2])),
        caption=view.say("technical.confusion_caption"),
        key="confusion",
    )
