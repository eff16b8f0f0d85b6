"""What the search for parameters tried and picked, and whom it learned from."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.model.facts import SearchRow
from report.blocks.stack import Block, Stack
from report.blocks.table import Column, filled_table
from report.technical.candidates import model_name
from report.text.phrasebook import SCORE_DECIMALS
from report.text.phrases import Prose
from report.view import View

# Rows a candidate gets; the rest is in results.json.
SHOWN = 5


def learned_from(view: View) -> Prose:
    """That some candidates learn from a sample; nothing where everybody fits into it."""
    most = view.results.settings.model.pairwise_customers
    if view.results.history.known <= most:
        return Prose("")
    return view.say("technical.learned_from", most=view.number(most))


def table(view: View) -> Block:
    """The best combinations of every candidate, the chosen one marked."""
    tried = view.results.model.search
    if not tried:
        return view.say("technical.search_none")
    table_view = filled_table(
        view,
        "technical",
        _best_rows(tried),
        Column("candidate", "l", lambda row: model_name(row.candidate, view)),
        Column("parameters", "l", lambda row: row.parameters),
        Column("roc_auc", "r", lambda row: view.measure(row.roc_auc, SCORE_DECIMALS)),
        Column("log_loss", "r", lambda row: view.measure(row.log_loss, SCORE_DECIMALS)),
        Column("chosen", "l", lambda row: view.say("technical.yes") if row.chosen else ""),
        caption=view.say("technical.search_caption"),
        key="search",
    )
    claim = view.say(
        "technical.search_claim", rows=view.number(len(tried)), shown=view.number(SHOWN)
    )
    return Stack((claim, table_view))


def parameters_table(view: View) -> Block:
    """What the search picked for each candidate on all data, and what its names mean."""
    none = view.say("technical.card_no_parameters")
    table = filled_table(
        view,
        "technical",
        view.results.model.candidates,
        Column("candidate", "l", lambda c: model_name(c.key, view)),
        Column("parameters", "l", lambda c: c.parameters or none),
        caption=view.say("technical.parameters_caption"),
        key="parameters",
    )
    return Stack((table, view.say("technical.parameters_names")))


def _best_rows(tried: Sequence[SearchRow]) -> list[SearchRow]:
    """Up to SHOWN rows a candidate: the chosen one, then the least log loss."""
    best: list[SearchRow] = []
    for candidate in dict.fromkeys(row.candidate for row in tried):
        rows = [row for row in tried if row.candidate == candidate]
        best += sorted(rows, key=lambda row: (not row.chosen, row.log_loss))[:SHOWN]
    return best
