"""What the search for parameters tried and picked, and whom it learned from."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.model.facts import SearchRow
from report.blocks.stack import Block, Stack
from report.blocks.table import TableView
from report.technical.candidates import model_name
from report.text.phrasebook import SCORE_DECIMALS, Phrasebook
from report.text.phrases import Prose
from report.view import View

# Rows a candidate gets; the rest is in results.json.
SHOWN = 5


def learned_from(view: View) -> Prose:
    """That some candidates learn from a sample; nothing where everybody fits into it."""
    most = view.results.settings.model.pairwise_customers
    if view.results.data.customers_labelled <= most:
        return Prose("")
    return view.say("technical.learned_from", most=view.number(most))


def table(view: View) -> Block:
    """The best combinations of every candidate, the chosen one marked."""
    tried = view.results.model.search
    if not tried:
        return view.say("technical.search_none")
    keys = ("candidate", "parameters", "roc_auc", "log_loss", "chosen")
    table_view = TableView(
        header=[view.say(f"technical.col_{key}") for key in keys],
        rows=[search_row(row, view) for row in best_rows(tried)],
        align="llrrl",
        caption=view.say("technical.search_caption"),
        key="search",
    )
    claim = view.say(
        "technical.search_claim", rows=view.number(len(tried)), shown=view.number(SHOWN)
    )
    return Stack((claim, table_view))


def parameters_table(view: View) -> Block:
    """What the search picked for each candidate on all data, and what its names mean."""
    table = TableView(
        header=[view.say("technical.col_candidate"), view.say("technical.col_parameters")],
        rows=[
            [model_name(c.key, view), c.parameters or view.say("technical.card_no_parameters")]
            for c in view.results.model.candidates
        ],
        align="ll",
        caption=view.say("technical.parameters_caption"),
        key="parameters",
    )
    return Stack((table, view.say("technical.parameters_names")))


def best_rows(tried: Sequence[SearchRow]) -> list[SearchRow]:
    """Up to SHOWN rows a candidate: the chosen one, then the least log loss."""
    best: list[SearchRow] = []
    for candidate in dict.fromkeys(row.candidate for row in tried):
        rows = [row for row in tried if row.candidate == candidate]
        best += sorted(rows, key=lambda row: (not row.chosen, row.log_loss))[:SHOWN]
    return best


def search_row(row: SearchRow, book: Phrasebook) -> list[str]:
    """One combination as cells."""
    return [
        model_name(row.candidate, book),
        row.parameters,
        book.measure(row.roc_auc, SCORE_DECIMALS),
        book.measure(row.log_loss, SCORE_DECIMALS),
        book.say("technical.yes") if row.chosen else "",
    ]
