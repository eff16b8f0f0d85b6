"""Checks for self-deception, each with a plain verdict."""

from __future__ import annotations

from analysis.model.facts import Sentinel
from analysis.vocabulary import Language
from report.blocks.table import TableView
from report.text.formats import SCORE_DECIMALS, label, worded
from report.text.numbers import measure, number, percent
from report.text.say import Block, Stack, known, say
from report.view import Report

VERDICTS = ("pass", "warn", "fail", "note")
# A key made of these and a field or group of fields, e.g. "without_minutes".
WITHOUT = "without_"
WHOLE = 1.5
SHARES = ("class_balance", "stable_winner")


def table(report: Report) -> Block:
    """Every check: what it found, what that is held against, what follows."""
    checks, language = report.results.model.sentinels, report.language
    if not checks:
        return say(language, "sentinels_none")
    counts = {
        verdict: number(sum(check.verdict == verdict for check in checks), language)
        for verdict in VERDICTS
    }
    claim = say(language, "sentinels_claim", all=number(len(checks), language), **counts)
    keys = ("check", "figure", "reference", "verdict_check", "meaning")
    view = TableView(
        header=[say(language, f"col_{key}") for key in keys],
        rows=[sentinel_row(check, language) for check in checks],
        align="lrrll",
        caption=say(language, "sentinels_caption"),
        key="sentinels",
    )
    return Stack((claim, view))


def sentinel_row(check: Sentinel, language: Language) -> list[str]:
    """One check as cells."""
    return [
        check_name(check.key, language),
        figure(check.key, check.figure, language),
        figure(check.key, check.reference, language),
        worded("sentinel", check.verdict, language),
        meaning(check, language),
    ]


def check_name(key: str, language: Language) -> str:
    """What was checked."""
    if known(f"check_{key}"):
        return say(language, f"check_{key}")
    if key.startswith(WITHOUT):
        return say(language, "check_without", group=label(key.removeprefix(WITHOUT), language))
    return key


def meaning(check: Sentinel, language: Language) -> str:
    """What the verdict says about the model: the check's own words, or the verdict's."""
    keys = [f"means_{check.key}_{check.verdict}", f"means_{check.verdict}"]
    if check.key.startswith(WITHOUT):
        keys.insert(1, f"means_{WITHOUT}{check.verdict}")
    return say(language, next(key for key in keys if known(key)))


def figure(key: str, value: float, language: Language) -> str:
    """A share in percent, another fraction with three decimals, a count without any.

    >>> figure("class_balance", 0.381, "en"), figure("too_good", 0.914, "en")
    ('38%', '0.914')
    """
    if key in SHARES:
        return percent(value, language)
    return (
        measure(value, language, SCORE_DECIMALS) if abs(value) < WHOLE else number(value, language)
    )
