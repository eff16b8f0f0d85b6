"""Features made of two others: why they were tried, and whether they paid."""

from __future__ import annotations

from analysis.estimate import Estimate
from analysis.model.facts import EngineeredFeature
from analysis.vocabulary import Language
from report.blocks.table import TableView
from report.text.formats import change, named, quoted, short, worded
from report.text.numbers import number
from report.text.phrases import Prose
from report.text.phrasing import listed
from report.text.say import Block, Stack, say
from report.view import Report

DECIMALS = 4


def table(report: Report) -> Block:
    """Every engineered feature with its reason, its worth and the verdict."""
    tried, language = report.results.model.engineered, report.language
    if not tried:
        return say(language, "engineered_none")
    keys = ("engineered", "reason", "log_loss_change", "helps")
    view = TableView(
        header=[say(language, f"col_{key}") for key in keys],
        rows=[engineered_row(feature, language) for feature in tried],
        align="llrl",
        caption=say(language, "engineered_caption"),
        key="engineered",
    )
    return Stack((claim(report), view))


def claim(report: Report) -> Prose:
    """How many were tried, and which models kept them."""
    tried, language = report.results.model.engineered, report.language
    models = dict.fromkeys(key for feature in tried for key in feature.kept_by)
    kept = [quoted(named("model", key, language), language) for key in models]
    return say(
        language,
        "engineered_claim" if kept else "engineered_claim_none",
        tried=number(len(tried), language),
        kept=listed(kept, language),
    )


def engineered_row(feature: EngineeredFeature, language: Language) -> list[str]:
    """One feature as cells."""
    first, second = (short(name, language) for name in (feature.first, feature.second))
    return [
        worded("operation", feature.operation, language, first=first, second=second),
        feature.why_ru if language == "ru" else feature.why_en,
        change(feature.log_loss_change, language, DECIMALS),
        say(language, f"helps_{verdict(feature.log_loss_change)}"),
    ]


def verdict(difference: Estimate) -> str:
    """Whether the change of log loss is beyond doubt, and in which direction."""
    if not difference.excludes_zero:
        return "unknown"
    return "yes" if difference.high < 0 else "no"
