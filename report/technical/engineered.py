"""Features made of two others: why they were tried, and whether they paid."""

from __future__ import annotations

from analysis.estimate import Estimate
from analysis.model.facts import EngineeredFeature
from report.blocks.stack import Block, Stack
from report.blocks.table import Column, filled_table
from report.text.phrases import Prose
from report.view import View

DECIMALS = 4


def table(view: View) -> Block:
    """Every engineered feature with its reason, its worth and the verdict."""
    tried = view.results.model.engineered
    if not tried:
        return view.say("technical.engineered_none")

    def made_of(feature: EngineeredFeature) -> str:
        first, second = view.short(feature.first), view.short(feature.second)
        return view.worded("technical.operation", feature.operation, first=first, second=second)

    table_view = filled_table(
        view,
        "technical",
        tried,
        Column("engineered", "l", made_of),
        Column("reason", "l", lambda f: f.why_ru if view.language == "ru" else f.why_en),
        Column("log_loss_change", "r", lambda f: view.change(f.log_loss_change, DECIMALS)),
        Column("helps", "l", lambda f: view.say(f"technical.helps_{_verdict(f.log_loss_change)}")),
        caption=view.say("technical.engineered_caption"),
        key="engineered",
    )
    return Stack((_claim(view), table_view))


def _claim(view: View) -> Prose:
    """How many were tried, and which models kept them."""
    tried = view.results.model.engineered
    models = dict.fromkeys(key for feature in tried for key in feature.kept_by)
    kept = [view.quoted(view.name("model", key)) for key in models]
    return view.say(
        "technical.engineered_claim" if kept else "technical.engineered_claim_none",
        tried=view.number(len(tried)),
        kept=view.listed(kept),
    )


def _verdict(difference: Estimate) -> str:
    """Whether the change of log loss is beyond doubt, and in which direction."""
    if not difference.excludes_zero:
        return "unknown"
    return "yes" if difference.high < 0 else "no"
