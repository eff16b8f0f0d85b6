"""Checks for self-deception, each with a plain verdict."""

from __future__ import annotations

from report.blocks.stack import Block, Stack
from report.blocks.table import Column, filled_table
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
    table_view = filled_table(
        view,
        "technical",
        checks,
        Column("check", "l", lambda c: check_name(c.key, view)),
        Column("figure", "r", lambda c: _figure(c.key, c.figure, view)),
        Column("reference", "r", lambda c: _figure(c.key, c.reference, view)),
        Column("verdict_check", "l", lambda c: view.worded("technical.sentinel", c.verdict)),
        Column("meaning", "l", lambda c: meaning(c, view)),
        caption=view.say("technical.sentinels_caption"),
        key="sentinels",
    )
    return Stack((claim, table_view))


def _figure(key: str, value: float, book: Phrasebook) -> str:
    """A share in percent, another fraction with three decimals, a count without any.

    >>> _figure("class_balance", 0.381, en), _figure("too_good", 0.914, en)
    ('38%', '0.914')
    """
    if key in SHARES:
        return book.percent(value)
    return book.measure(value, SCORE_DECIMALS) if abs(value) < WHOLE else book.number(value)
