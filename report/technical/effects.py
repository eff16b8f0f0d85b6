"""What campaigns did and what their offers brought, in full."""

from __future__ import annotations

from analysis.estimate import Estimate
from analysis.followup.effect_facts import CampaignRecord, EffectsFacts, OfferAcceptance
from report.blocks.stack import Block, Stack, sub_heading
from report.blocks.table import Column, TableView, filled_table
from report.text.acceptance import rests_on
from report.text.numbers import DASH, span
from report.text.phrases import Prose, yes_no
from report.view import View


def section(view: View) -> Block:
    """Records of campaigns, effects and acceptances; nothing where no campaign was planned."""
    effects = view.results.effects
    if effects is None or not effects.campaigns:
        return Prose("")
    blocks: tuple[Block, ...] = (
        sub_heading(view.say("technical.effects_heading")),
        view.say("technical.effects_method"),
        _records(view, effects),
        _offers(view, effects),
    )
    return Stack(blocks)


def _records(view: View, effects: EffectsFacts) -> TableView:
    """What was planned in each month, and where what was done differs."""

    def recorded(count: str) -> Column[CampaignRecord]:
        def cell(campaign: CampaignRecord) -> str:
            many = getattr(campaign, count) if campaign.recorded else None
            return DASH if many is None else view.number(many)

        return Column(f"campaign_{count}", "r", cell)

    return filled_table(
        view,
        "technical",
        effects.campaigns,
        Column("campaign", "l", lambda c: view.month(c.month)),
        Column("campaign_planned", "r", lambda c: view.number(c.planned)),
        Column("campaign_control", "r", lambda c: view.number(c.control)),
        *map(recorded, ("contacted", "control_contacted", "not_contacted", "other_offer")),
        *map(recorded, ("unplanned", "unknown", "taken")),
        caption=view.say("technical.campaigns_caption"),
        key="campaigns",
    )


def _offers(view: View, effects: EffectsFacts) -> TableView:
    """Every offer of the book: its effect where there is one, and its acceptance."""
    found = {effect.offer: effect for effect in effects.offers}

    def prevented(row: OfferAcceptance) -> str:
        effect = found.get(row.offer)
        return DASH if effect is None else view.point_change(effect.prevented)

    def p_value(row: OfferAcceptance) -> str:
        effect = found.get(row.offer)
        return DASH if effect is None else view.p_value(effect.p_adjusted)

    def share(estimate: Estimate) -> str:
        ends = span(view.percent(estimate.low), view.percent(estimate.high))
        return f"{view.percent(estimate.value)} ({ends})"

    return filled_table(
        view,
        "technical",
        effects.acceptance,
        Column("offer", "l", lambda a: view.offer_name(a.offer)),
        Column("prevented", "r", prevented),
        Column("p", "r", p_value),
        Column("assumed", "r", lambda a: share(a.assumed)),
        Column("used", "r", lambda a: share(a.acceptance)),
        Column("rests", "l", lambda a: rests_on(view, a.measured_on)),
        Column("recommended", "l", lambda a: view.say(f"technical.{yes_no(a.pays)}")),
        caption=view.say("technical.effects_caption"),
        key="effects",
    )
