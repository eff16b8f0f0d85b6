"""Page after the promises: what the offers of earlier months brought."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from analysis.estimate import Estimate
from analysis.followup.effect_facts import CampaignRecord, Effect, EffectsFacts
from report.blocks.figure import FigureBlock
from report.blocks.fragments import fragment
from report.blocks.stack import Stack
from report.blocks.table import Column, Sums, TableView, filled_table
from report.charts.axes import Reference
from report.charts.intervals import DotRow, dot_chart
from report.text.numbers import span
from report.text.phrases import Markdown, Prose, joined
from report.view import View

HUES = {"works": "good", "harms": "risk", "cannot_tell": "grey"}
# With the row of all offers together; more would not fit on the page.
SHOWN = 6
# Longer lists of names would not fit a heading.
NAMED = 2
ONE_PERCENT = 0.01
DIFFERENCES = ("control_contacted", "not_contacted", "other_offer", "unplanned", "unknown")


def page(view: View) -> Markdown:
    """The page; nothing until the outcome of customers of both sides is known."""
    effects = view.results.effects
    if effects is None or effects.plan is None:
        return Markdown("")
    shown = (effects.plan, *effects.offers)[:SHOWN]
    blocks = (
        fragment("pagebreak", {}),
        Markdown(f"## {_heading(view, effects, effects.plan)._repr_markdown_()}\n"),
        _lead(view, effects, effects.plan),
        _chart(view, shown, len(effects.offers)),
        _table(view, shown),
        _notes(view, effects),
        fragment("action", {"text": _action(view, effects, effects.plan)}),
    )
    return Markdown(Stack(blocks)._repr_markdown_())


def finding(view: View, effect: Effect) -> Prose:
    """What all offers together brought, or that it cannot be told yet."""
    if effect.verdict != "cannot_tell":
        found = 100 * effect.prevented.value
        return view.say(
            f"effects.finding_{effect.verdict}",
            prevented=view.number(abs(found), _decimals(effect.prevented)),
            span=_per_hundred_span(view, effect.prevented, harm=effect.verdict == "harms"),
        )
    if not effect.short:
        return view.say("effects.finding_unseen")
    missing = view.count(effect.short, "customer", genitive=True)
    return view.say("effects.finding_cannot_tell", customers=missing)


def awaited(view: View) -> Prose:
    """When the first answer comes, and which record it needs; nothing where there is a page."""
    effects = view.results.effects
    if effects is None or effects.plan is not None:
        return Prose("")
    told = [_unrecorded(view, effects.campaigns)]
    waiting = [campaign.month for campaign in effects.campaigns if not campaign.outcome_known]
    if waiting:
        words = {"month": view.month(waiting[0]), "later": view.outcome_month(waiting[0])}
        told.insert(0, view.say("effects.awaited", **words))
    return Prose(" ".join(filter(None, told)))


def _decimals(prevented: Estimate) -> int:
    """One decimal where a figure for 100 customers would be rounded to nothing."""
    ends = (prevented.value, prevented.low, prevented.high)
    return 0 if all(abs(end) >= ONE_PERCENT for end in ends) else 1


def _per_hundred_span(view: View, prevented: Estimate, *, harm: bool = False) -> str:
    """The interval for 100 customers contacted; of harm, how many more dropped."""
    ends = (-prevented.high, -prevented.low) if harm else (prevented.low, prevented.high)
    low, high = (view.number(100 * end, _decimals(prevented)) for end in ends)
    return span(low, high)


def _heading(view: View, effects: EffectsFacts, plan: Effect) -> Prose:
    """The finding, and which offers work or harm."""
    by_verdict = {
        verdict: [effect for effect in effects.offers if effect.verdict == verdict]
        for verdict in ("works", "harms")
    }
    named = sum(map(len, by_verdict.values())) <= NAMED
    parts = [
        view.say(
            f"effects.which_{verdict}",
            offers=_names(view, found) if named else view.number(len(found)),
        )
        for verdict, found in by_verdict.items()
        if found
    ]
    return Prose(joined([finding(view, plan), *parts]))


def _names(view: View, effects: Sequence[Effect]) -> str:
    return ", ".join(view.quoted(_name(view, effect)) for effect in effects)


def _name(view: View, effect: Effect) -> str:
    return view.say("effects.together") if effect.offer is None else view.offer_name(effect.offer)


def _lead(view: View, effects: EffectsFacts, plan: Effect) -> Prose:
    """Who is compared with whom, and that everybody counts on the side drawn."""
    known = [campaign.month for campaign in effects.campaigns if campaign.outcome_known]
    return view.say(
        "effects.lead",
        campaigns=view.count(plan.campaigns, "campaign"),
        months=view.months(known),
        contacted=view.count(plan.contacted, "customer"),
        control=view.number(plan.control),
    )


def _chart(view: View, shown: Sequence[Effect], offers: int) -> FigureBlock:
    """Drops prevented for 100 customers contacted, all offers together on top."""
    rows = [
        DotRow(
            label=_name(view, effect),
            estimate=effect.prevented,
            text=_verdict(view, effect),
            hue=HUES[effect.verdict],
        )
        for effect in shown
    ]
    caption = view.say("effects.chart_caption")
    if len(shown) - 1 < offers:
        caption = view.say(
            "effects.chart_caption_part",
            caption=caption,
            shown=view.number(len(shown) - 1),
            all=view.number(offers),
        )
    return FigureBlock(
        figure=dot_chart(
            rows,
            axis=view.say("effects.axis"),
            book=view,
            reference=Reference(at=0, dashed=False),
            percent=True,
        ),
        key="effects",
        caption=caption,
        alt=view.say("effects.chart_alt", points=joined(_point(view, effect) for effect in shown)),
    )


def _verdict(view: View, effect: Effect) -> Prose:
    """What is known of an offer, and from how many control customers."""
    unseen = effect.verdict == "cannot_tell" and not effect.short
    return view.say(
        f"effects.verdict_{'unseen' if unseen else effect.verdict}",
        control=view.number(effect.control),
        needed=view.number(effect.needed or 0),
    )


def _point(view: View, effect: Effect) -> Prose:
    return view.say(
        "effects.point",
        offer=_name(view, effect),
        prevented=_prevented(view, effect),
        verdict=_verdict(view, effect),
    )


def _prevented(view: View, effect: Effect) -> str:
    found = effect.prevented
    value = view.number(100 * found.value, 1)
    low, high = (view.number(100 * end, 1) for end in (found.low, found.high))
    return f"{value} ({low}…{high})"


def _table(view: View, shown: Sequence[Effect]) -> TableView:
    """Both sides of each offer, what it prevented, kept and cost."""

    def dropped(part: int, whole: int) -> str:
        return view.say("effects.of", part=view.number(part), whole=view.number(whole))

    return filled_table(
        view,
        "effects",
        shown,
        Column("offer", "l", lambda e: _name(view, e)),
        Column("contacted", "r", lambda e: dropped(e.dropped_contacted, e.contacted)),
        Column("control", "r", lambda e: dropped(e.dropped_control, e.control)),
        Column("prevented", "r", lambda e: _prevented(view, e)),
        Column("profit_kept", "r", lambda e: view.amount_change(e.profit_kept)),
        Sums("cost", lambda e: e.cost),
        caption=view.say("effects.table_caption", period=view.period),
        key="effects",
    )


def _notes(view: View, effects: EffectsFacts) -> Markdown:
    """Which offers are recommended no more, and where records lack or differ from the plan."""
    told = (
        _not_paying(view, effects),
        _unrecorded(view, effects.campaigns),
        _differences(view, effects.campaigns),
    )
    return Markdown("".join(f"- {note._repr_markdown_()}\n" for note in told if note))


def _not_paying(view: View, effects: EffectsFacts) -> Prose:
    found = [each.offer for each in effects.acceptance if each.measured_on and not each.pays]
    if not found:
        return Prose("")
    names = ", ".join(view.quoted(view.offer_name(offer)) for offer in found)
    return view.say("effects.not_paying", offers=names)


def _unrecorded(view: View, campaigns: Sequence[CampaignRecord]) -> Prose:
    """The months with customers in the plan of which nobody recorded what was sent."""
    folders = [each.month for each in campaigns if each.planned and not each.recorded]
    if not folders:
        return Prose("")
    return view.say("effects.unrecorded", folders=", ".join(f"{name}/" for name in folders))


def _differences(view: View, campaigns: Sequence[CampaignRecord]) -> Prose:
    """What was done otherwise than planned, all campaigns together."""
    counts = {key: sum(getattr(each, key) for each in campaigns) for key in DIFFERENCES}
    items = [
        view.say(f"effects.{key}", number=view.number(many)) for key, many in counts.items() if many
    ]
    return view.say("effects.differences", items=joined(items)) if items else Prose("")


def _action(view: View, effects: EffectsFacts, plan: Effect) -> Prose:
    """To go on leaving a control group out, and what it will show."""
    more = plan.further_campaigns
    if plan.verdict == "cannot_tell" and more:
        return view.say("effects.action_more", campaigns=view.count(more, "campaign"))
    key: Literal["action_open", "action_keep"] = (
        "action_open" if any(each.short for each in effects.offers) else "action_keep"
    )
    return view.say(f"effects.{key}")
