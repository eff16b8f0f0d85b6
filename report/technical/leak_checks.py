"""Checks for self-deception, each with a plain verdict."""

from __future__ import annotations

from analysis.model.facts import Sentinel
from report.blocks.stack import Block, Stack
from report.blocks.table import TableView
from report.text.leak_checks import check_name, meaning
from report.text.phrasebook import SCORE_DECIMALS, Phrasebook
from report.view import View

VERDICTS = ("pass", "warn", "fail")
WHOLE = 1.5
SHARES = ("class_balance", "stable_winner")


def table(view: View) -> Block:
    """Every check: what it found, what that is held against, what follows."""
    checks = view.results.model.sentinels
    if not checks:
        return view.say("technical.sentinels_none")
    counts = {
        verdict: view.number(sum(check.verdict == verdict for check in checks))
        for verdict in VERDICTS
    }
    claim = view.say("technical.sentinels_claim", all=view.number(len(checks)), **counts)
    keys = ("check", "figure", "reference", "verdict_check", "meaning")
    table_view = TableView(
        header=[view.say(f"technical.col_{key}") for key in keys],
        rows=[sentinel_row(check, view) for check in checks],
        align="lrrll",
        caption=view.say("technical.sentinels_caption"),
        key="sentinels",
    )
    return Stack((claim, table_view))


def sentinel_row(check: Sentinel, book: Phrasebook) -> list[str]:
    """One check as cells."""
    return [
        check_name(check.key, book),
        figure(check.key, check.figure, book),
        figure(check.key, check.reference, book),
        book.worded("technical.sentinel", check.verdict),
        meaning(check, book),
    ]


def figure(key: str, value: float, book: Phrasebook) -> str:
    """A share in percent, another fraction with three decimals, a count without any.

    >>> figure("class_balance", 0.381, en), figure("too_good", 0.914, en)
    ('38%', '0.914')
    """
    if key in SHARES:
        return book.percent(value)
    return book.measure(value, SCORE_DECIMALS) if abs(value) < WHOLE else book.number(value)
