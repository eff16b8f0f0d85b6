"""Features made of two others: why they were tried, and whether they paid."""

from __future__ import annotations

from analysis.estimate import Estimate
from analysis.model.facts import EngineeredFeature
from report.blocks.stack import Block, Stack
from report.blocks.table import TableView
from report.text.phrasebook import Phrasebook
from report.text.phrases import Prose
from report.view import View

DECIMALS = 4


def table(view: View) -> Block:
    """Every engineered feature with its reason, its worth and the verdict."""
    tried = view.results.model.engineered
    if not tried:
        return view.say("technical.engineered_none")
    keys = ("engineered", "reason", "log_loss_change", "helps")
    table_view = TableView(
        header=[view.say(f"technical.col_{key}") for key in keys],
        rows=[engineered_row(feature, view) for feature in tried],
        align="llrl",
        caption=view.say("technical.engineered_caption"),
        key="engineered",
    )
    return Stack((claim(view), table_view))


def claim(view: View) -> Prose:
    """How many were tried, and which models kept them."""
    tried = view.results.model.engineered
    models = dict.fromkeys(key for feature in tried for key in feature.kept_by)
    kept = [view.quoted(view.name("model", key)) for key in models]
    return view.say(
        "technical.engineered_claim" if kept else "technical.engineered_claim_none",
        tried=view.number(len(tried)),
        kept=view.listed(kept),
    )


def engineered_row(feature: EngineeredFeature, book: Phrasebook) -> list[str]:
    """One feature as cells."""
    first, second = (book.short(name) for name in (feature.first, feature.second))
    return [
        book.worded("technical.operation", feature.operation, first=first, second=second),
        feature.why_ru if book.language == "ru" else feature.why_en,
        book.change(feature.log_loss_change, DECIMALS),
        book.say(f"technical.helps_{verdict(feature.log_loss_change)}"),
    ]


def verdict(difference: Estimate) -> str:
    """Whether the change of log loss is beyond doubt, and in which direction."""
    if not difference.excludes_zero:
        return "unknown"
    return "yes" if difference.high < 0 else "no"
