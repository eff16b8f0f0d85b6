"""Where risk begins, what it costs, and which errors it makes."""

from __future__ import annotations

from analysis.model.facts import CurvePoint, ThresholdPolicy
from report.blocks.figure import FigureBlock
from report.blocks.table import TableView
from report.charts.curves import Band, Mark, curve_chart
from report.technical import chart_numbers
from report.text.formats import SCORE_DECIMALS, sentence_case, worded
from report.text.numbers import measure, money, number, percent
from report.text.phrases import Prose
from report.text.phrasing import horizon
from report.text.say import Block, joined, say
from report.view import Report

RISK_DECIMALS = 2


def chosen_policy(report: Report) -> ThresholdPolicy | None:
    """The policy in force."""
    return next((p for p in report.results.model.policies if p.chosen), None)


def policy_name(policy: ThresholdPolicy, report: Report) -> str:
    """A policy in words; the recall it aims at is a setting."""
    target = percent(report.results.settings.model.recall_target, report.language)
    return worded("policy", policy.key, report.language, target=target)


def claim(report: Report) -> Prose:
    """The threshold in force, and how many customers lie above it."""
    chosen, language = chosen_policy(report), report.language
    if chosen is None:
        return say(language, "policies_none")
    return say(
        language,
        "policies_claim",
        threshold=number(chosen.threshold, language, RISK_DECIMALS),
        policy=policy_name(chosen, report),
        share=percent(chosen.contacted_share, language),
    )


def table(report: Report) -> Block:
    """All policies side by side."""
    policies, language = report.results.model.policies, report.language
    if not policies:
        return Prose("")
    keys = ("policy", "cut", "contacted", "contacted_share", "f1", "recall", "precision")
    profit = say(language, "col_expected_profit", unit=report.unit)
    return TableView(
        header=[*(say(language, f"col_{key}") for key in keys), profit],
        rows=[policy_row(policy, report) for policy in policies],
        align="lrrrrrrr",
        caption=say(language, "policies_caption"),
        key="policies",
    )


def policy_row(policy: ThresholdPolicy, report: Report) -> list[str]:
    """One policy as cells."""
    language, name = report.language, sentence_case(policy_name(policy, report))
    return [
        say(language, "policy_chosen", policy=name) if policy.chosen else name,
        number(policy.threshold, language, RISK_DECIMALS),
        number(policy.contacted, language),
        percent(policy.contacted_share, language),
        measure(policy.f1, language, SCORE_DECIMALS),
        percent(policy.recall, language),
        percent(policy.precision, language),
        number(policy.expected_profit, language),
    ]


def curve(report: Report) -> Block:
    """Expected profit against the share contacted, the policies marked on it."""
    points, language = report.results.model.profit_curve, report.language
    if not points:
        return say(language, "curve_none")
    ordered = sorted(points, key=lambda point: point.contacted_share)
    titles = (
        say(language, "curve_x"),
        say(language, "curve_y", months=horizon(report), unit=report.unit),
    )
    band = Band(
        x=[100 * point.contacted_share for point in ordered],
        middle=[point.expected_profit for point in ordered],
    )
    best = max(ordered, key=lambda point: point.expected_profit)
    return FigureBlock(
        figure=curve_chart(band, curve_marks(report), titles, language),
        key="profit-curve",
        caption=say(
            language,
            "curve_caption" if best.expected_profit > 0 else "curve_caption_loss",
            months=horizon(report),
            profit=money(best.expected_profit, language, report.unit),
            share=percent(best.contacted_share, language),
        ),
        alt=curve_alt(ordered, best, report),
        numbers=chart_numbers.profit_curve(report, ordered),
    )


def curve_marks(report: Report) -> list[Mark]:
    """The policies as points of the curve."""
    return [
        Mark(
            x=100 * policy.contacted_share,
            y=policy.expected_profit,
            text=mark_text(policy, report),
            strong=policy.chosen,
        )
        for policy in report.results.model.policies
    ]


def mark_text(policy: ThresholdPolicy, report: Report) -> str:
    """One policy's place on the curve in words."""
    return say(
        report.language,
        "curve_mark",
        policy=policy_name(policy, report),
        share=percent(policy.contacted_share, report.language),
        profit=money(policy.expected_profit, report.language, report.unit),
    )


def curve_alt(ordered: list[CurvePoint], best: CurvePoint, report: Report) -> str:
    """The curve for those who do not see it."""
    language = report.language
    first, top, last = (
        money(point.expected_profit, language, report.unit)
        for point in (ordered[0], best, ordered[-1])
    )
    return say(
        language,
        "curve_alt",
        first=first,
        best=top,
        last=last,
        share=percent(best.contacted_share, language),
        marks=joined(mark_text(policy, report) for policy in report.results.model.policies),
    )


def errors_claim(report: Report) -> Prose:
    """The model's errors in words."""
    (_, alarms), (missed, found) = report.results.model.confusion
    chosen, language = chosen_policy(report), report.language
    sentence = say(
        language,
        "confusion_claim",
        threshold=number(report.results.model.threshold, language, RISK_DECIMALS),
        found=number(found, language),
        missed=number(missed, language),
        alarms=number(alarms, language),
    )
    if not found and not alarms:
        return Prose(f"{sentence} {say(language, 'confusion_none_flagged')}")
    if chosen is None:
        return sentence
    shares = say(
        language,
        "confusion_shares",
        recall=percent(chosen.recall, language),
        precision=percent(chosen.precision, language),
    )
    return Prose(f"{sentence} {shares}")


def confusion(report: Report) -> Block:
    """Customers by label and by threshold."""
    language = report.language
    names = (say(language, "same"), say(language, "dropped"))
    return TableView(
        header=[say(language, f"col_{key}") for key in ("label", "below", "above")],
        rows=[
            [name, *(number(cell, language) for cell in row)]
            for name, row in zip(names, report.results.model.confusion, strict=True)
        ],
        align="lrr",
        caption=say(language, "confusion_caption"),
        key="confusion",
    )
