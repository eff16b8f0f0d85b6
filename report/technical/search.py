"""What the search for parameters tried and picked, and whom it learned from."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.model.facts import SearchRow
from analysis.vocabulary import Language
from report.blocks.table import TableView
from report.technical.candidates import model_name
from report.text.formats import SCORE_DECIMALS
from report.text.numbers import measure, number
from report.text.phrases import Prose
from report.text.say import Block, Stack, say
from report.view import Report

# Rows a candidate gets; the rest is in results.json.
SHOWN = 5


def learned_from(report: Report) -> Prose:
    """That some candidates learn from a sample; nothing where everybody fits into it."""
    most, language = report.results.settings.model.pairwise_customers, report.language
    if report.results.data.customers_labelled <= most:
        return Prose("")
    return say(language, "learned_from", most=number(most, language))


def table(report: Report) -> Block:
    """The best combinations of every candidate, the chosen one marked."""
    tried, language = report.results.model.search, report.language
    if not tried:
        return say(language, "search_none")
    keys = ("candidate", "parameters", "roc_auc", "log_loss", "chosen")
    view = TableView(
        header=[say(language, f"col_{key}") for key in keys],
        rows=[search_row(row, language) for row in best_rows(tried)],
        align="llrrl",
        caption=say(language, "search_caption"),
        key="search",
    )
    claim = say(
        language,
        "search_claim",
        rows=number(len(tried), language),
        shown=number(SHOWN, language),
    )
    return Stack((claim, view))


def parameters_table(report: Report) -> Block:
    """What the search picked for each candidate on all data, and what its names mean."""
    language = report.language
    table = TableView(
        header=[say(language, "col_candidate"), say(language, "col_parameters")],
        rows=[
            [model_name(c.key, language), c.parameters or say(language, "card_no_parameters")]
            for c in report.results.model.candidates
        ],
        align="ll",
        caption=say(language, "parameters_caption"),
        key="parameters",
    )
    return Stack((table, say(language, "parameters_names")))


def best_rows(tried: Sequence[SearchRow]) -> list[SearchRow]:
    """Up to SHOWN rows a candidate: the chosen one, then the least log loss."""
    best: list[SearchRow] = []
    for candidate in dict.fromkeys(row.candidate for row in tried):
        rows = [row for row in tried if row.candidate == candidate]
        best += sorted(rows, key=lambda row: (not row.chosen, row.log_loss))[:SHOWN]
    return best


def search_row(row: SearchRow, language: Language) -> list[str]:
    """One combination as cells."""
    return [
        model_name(row.candidate, language),
        row.parameters,
        measure(row.roc_auc, language, SCORE_DECIMALS),
        measure(row.log_loss, language, SCORE_DECIMALS),
        say(language, "yes") if row.chosen else "",
    ]
