"""Whether this month's customers are like those of the month before."""

from __future__ import annotations

from analysis.drift.facts import RISK, DriftFacts, FeatureDrift
from report.blocks.stack import Block, Stack
from report.blocks.table import Column, filled_table
from report.technical.categories import value_name
from report.text.phrases import Prose
from report.view import View


def drift(view: View) -> Block:
    """The verdict, and the features that changed; nothing for a single month."""
    facts = view.results.drift
    if facts is None:
        return Prose("")
    if not facts.changed:
        return _verdict(view, facts)
    table = filled_table(
        view,
        "technical",
        facts.changed,
        Column("field", "l", lambda feature: _name(view, feature)),
        Column("psi", "r", lambda feature: view.number(feature.month.psi, 2)),
        Column("psi_critical", "r", lambda feature: view.number(feature.month.psi_critical, 2)),
        Column("size", "r", lambda feature: view.change(feature.month.size)),
        Column("source", "l", lambda feature: _source(view, feature)),
        caption=view.say("technical.drift_caption"),
        key="drift",
    )
    return Stack((_verdict(view, facts), table))


def _verdict(view: View, facts: DriftFacts) -> Prose:
    return view.say(
        f"technical.drift_{facts.verdict}",
        before=view.month(facts.month_before),
        stayed=view.number(facts.stayed),
        came=view.number(facts.came),
        left=view.number(facts.left),
    )


def _name(view: View, feature: FeatureDrift) -> str:
    if feature.field == RISK:
        return str(view.say("technical.drift_risk"))
    name, value = view.label(feature.field), feature.month.value
    return f"{name}: {value_name(feature.field, value, view)}" if value else name


def _source(view: View, feature: FeatureDrift) -> str:
    return view.say(f"technical.drift_{feature.source}") if feature.source else ""
