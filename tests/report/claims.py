"""Months in which one thing is not as usual, and the cells that must tell so.

What they print stands in `tests/snapshots/claims`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from analysis.estimate import Estimate
from analysis.intake.facts import Notice, NoticeKey, Repair
from analysis.model.facts import ModelFacts, Sentinel
from analysis.offers.facts import OfferMultiples, WhatIf
from analysis.results.facts import Results
from analysis.segments.facts import ConditionFacts
from tests.report.facts_factory import (
    PORTRAIT,
    estimate,
    make_category,
    make_data,
    make_decision,
    make_history,
    make_model,
    make_offer,
    make_plan,
    make_portrait_row,
    make_profile,
    make_results,
    make_segment,
)
from tests.report.odd_months import empty_plan, with_store

# The segment whose page is looked at.
KEY = "premium_profitable_at_risk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One unusual month beside its usual one; `cells` are "page.function", parted by blanks."""

    what: str
    usual: Results
    month: Results
    cells: str


def claims(document: str) -> Iterator[Claim]:
    """What is claimed of unusual months in one document."""
    usual, page = make_results(), only()
    for what, (month, cells) in {"management": management, "technical": technical}[document]():
        beside = page if month.segments.keys() == page.segments.keys() else usual
        yield Claim(what=what, usual=beside, month=month, cells=cells)


Claims = Iterator[tuple[str, tuple[Results, str]]]


def management() -> Claims:
    yield from first_page().items()
    yield from withheld().items()
    yield from credibility().items()
    yield from groups().items()
    yield from portraits().items()
    yield from segment_pages().items()
    yield from budgets().items()
    yield from what_ifs().items()


def planned(**changes: object) -> Results:
    return make_results(plan=make_plan(**changes))


def read(**changes: object) -> Results:
    return make_results(data=make_data(**changes))


def many_learned() -> Results:
    (month,) = make_history().months
    return make_results(history=make_history(months=(replace(month, known=20_000),)))


def learned(**changes: object) -> Results:
    return make_results(model=make_model(**changes))


def seen(**changes: object) -> Results:
    return make_results(profile=make_profile(**changes))


def headed(**changes: Any) -> Results:  # noqa: ANN401
    return make_results(headline=replace(make_results().headline, **changes))


def only(**changes: object) -> Results:
    """A month with one page of a segment."""
    return make_results(segments={KEY: make_segment(KEY, **changes)}, overlaps=())


def noticed(key: NoticeKey, count: int, **changes: object) -> Results:
    return read(notices=(Notice(key=key, file="", column="", detail="", count=count),), **changes)


def many_twins() -> Results:
    return noticed("twins_too_many", 660, twins=replace(make_data().twins, pairs=423_875))


def first_page() -> dict[str, tuple[Results, str]]:
    aside, twins = make_data().set_aside, make_data().twins
    one_decision = (make_decision("promo_at_risk_80", "cart_reminder"),)
    nobody_aside = replace(headed(customers_set_aside=0), data=make_data(set_aside=()))
    one_aside = replace(
        headed(customers_set_aside=1),
        data=make_data(set_aside=(replace(aside[0], customers=1),), twins=replace(twins, pairs=1)),
    )
    return {
        "The folder is no month": (
            read(month="spring export"),
            "band.month_band decisions.cards segment_pages.pages",
        ),
        "The folder is called as real tables are": (read(month="one_click"), "band.month_band"),
        "December is followed by January": (read(month="2026-12"), "decisions.cards"),
        "391 customers are at risk": (headed(customers_at_risk=391), "month.figures"),
        "411 customers are at risk": (headed(customers_at_risk=411), "month.figures"),
        "One decision": (planned(decisions=one_decision), "decisions.heading decisions.cards"),
        "No decision but a plan": (
            planned(decisions=()),
            "decisions.heading decisions.cards decisions.plan_sentence",
        ),
        "One customer set aside, one pair of twins": (one_aside, "warnings.data_sentence"),
        "Nobody set aside, no twins, no plan": (
            replace(
                nobody_aside,
                data=make_data(set_aside=(), twins=replace(twins, pairs=0)),
                plan=empty_plan(),
            ),
            "warnings.data_sentence",
        ),
        "Equal revenue that too many share": (many_twins(), "warnings.data_sentence"),
        "Customers who bring losses": (noticed("losses", 1204), "warnings.data_sentence"),
        "A demonstration": (read(demonstration=True), "warnings.notices trust.splits"),
    }


def withheld() -> dict[str, tuple[Results, str]]:
    """Months in which advice is given with a warning, or not at all."""
    kept = {n: (read(customers_kept=n), "warnings.notices") for n in (1000, 999, 500, 499)}
    no_plan = make_results(plan=replace(empty_plan(), contact_cost=2.0, incentive=9.0))
    guessed = make_model(beats_chance=False)
    return {
        **{f"{count} customers": claim for count, claim in kept.items()},
        "Nothing pays": (
            no_plan,
            "month.figures decisions.heading decisions.plan_sentence quadrants.table budget.heading"
            " budget.lead budget.table budget.offers budget.action trust.action",
        ),
        "The model guesses and there are segments": (
            replace(only(offers=()), model=guessed),
            "warnings.notices segment_pages.pages trust.heading",
        ),
        "The model guesses and no segment is shown": (
            replace(only(featured=False), model=guessed),
            "segment_pages.pages",
        ),
    }


def credibility() -> dict[str, tuple[Results, str]]:
    failed = (Sentinel(key="shuffled_labels", verdict="fail", figure=0.7, reference=0.5),)
    suspect = Sentinel(key="too_good", verdict="warn", figure=0.999, reference=0.95)
    others = tuple(
        replace(suspect, key=key) for key in ("id_signal", "row_order", "twins_across_folds")
    )
    model = make_model()
    study = replace(model.splits[0], twins_kept_together=False, roc_auc=(0.991, 0.999, 1.0))
    every = ("svc", "knn", "logistic", "tree", "dummy", "forest", "boosting", "extra_trees")
    return {
        "More than 99 pairs of 100": (scored(0.993, 0.996, 0.998), "month.figures trust.heading"),
        "99 pairs of 100": (scored(0.989, 0.994, 0.997), "month.figures"),
        "All pairs": (scored(1.0, 1.0, 1.0), "month.figures trust.heading"),
        "No score is printed as perfect that is not": (
            make_results(model=nearly_perfect()),
            "trust.lead trust.candidates trust.splits",
        ),
        "A check failed": (
            learned(sentinels=failed),
            "warnings.notices trust.heading trust.checks trust.action",
        ),
        "Too good to be believed": (
            learned(sentinels=(*others, suspect)),
            "warnings.notices trust.heading trust.action trust.checks",
        ),
        "No check was run": (learned(sentinels=()), "trust.checks"),
        "The simplest is chosen": (learned(simplest_not_worse="svc"), "trust.lead"),
        "Splits agree": (learned(splits=(study,), published=()), "trust.splits"),
        "No splits": (learned(splits=()), "trust.splits"),
        "One candidate": (learned(candidates=model.candidates[:1]), "trust.candidates"),
        "Every candidate there is": (
            learned(candidates=tuple(replace(model.candidates[0], key=key) for key in every)),
            "trust.candidates",
        ),
        "The unit is known": (with_store(profit_unit_en="€", profit_unit_ru="₽"), "trust.limits"),
        "Twenty contacts are a trial": (planned(contacts=20, control=None), "trust.action"),
    }


def scored(low: float, value: float, high: float) -> Results:
    return headed(roc_auc_low=low, roc_auc=value, roc_auc_high=high)


def nearly_perfect() -> ModelFacts:
    nearly = Estimate(value=0.996, low=0.993, high=0.9984)
    model = make_model()
    best = model.candidates[0]
    study = replace(model.splits[0], twins_kept_together=False, roc_auc=(0.991, 0.998))
    return replace(
        model,
        procedure=replace(model.procedure, roc_auc=nearly),
        candidates=(replace(best, scores=replace(best.scores, roc_auc=nearly)),),
        splits=(study,),
        published=(),
    )


def groups() -> dict[str, tuple[Results, str]]:
    month = make_results()
    alike = replace(
        month,
        high_profit_from=0.0,
        segments={
            key: replace(s, customers=0) if key.endswith("low_value") else s
            for key, s in month.segments.items()
        },
    )
    return {
        "Risk is nearly as even as customers": (spread(0.29, 0.25), "quadrants.heading"),
        "Risk is less even than customers": (spread(0.31, 0.25), "quadrants.heading"),
        "No profit is at risk": (
            headed(profit_at_risk=0.0),
            "quadrants.heading quadrants.lead",
        ),
        "All customers bring the same": (alike, "quadrants.lead quadrants.table"),
        "One contact to a group": (contacted(1), "quadrants.action"),
        "21 contacts to a group": (contacted(21), "quadrants.action"),
        "22 contacts to a group": (contacted(22), "quadrants.action"),
    }


def spread(at_risk: float, share: float) -> Results:
    """All groups with the same shares of profit at risk and of customers."""
    month = make_results()
    segments = {
        key: replace(s, profit_at_risk_share=at_risk, share=share) if s.quadrant else s
        for key, s in month.segments.items()
    }
    return replace(month, segments=segments)


def contacted(contacts: int) -> Results:
    month, key = make_results(), "high_risk_low_value"
    best = replace(month.segments[key], contacts=contacts, gain=90.0)
    return replace(month, segments={**month.segments, key: best})


def portraits() -> dict[str, tuple[Results, str]]:
    profile = make_profile()
    minutes = tuple(make_portrait_row(*row) for row in PORTRAIT if row[0].startswith("minutes"))
    alike = make_profile(
        portrait=tuple(replace(row, differs=False) for row in profile.portrait),
        categories=tuple(replace(group, verdict="same") for group in profile.categories),
    )
    forty = tuple(
        replace(make_category(f"c{i}", 20 + i, 0.4), verdict="more" if i < 3 else "same")
        for i in range(40)
    )
    return {
        "Two months of one measure differ": (seen(portrait=minutes), "portrait.heading"),
        "Everything differs": (
            seen(portrait=tuple(replace(row, differs=True) for row in profile.portrait)),
            "portrait.alike",
        ),
        "Nothing differs": (
            make_results(profile=alike),
            "portrait.heading portrait.lead portrait.dots portrait.categories portrait.action",
        ),
        "Nothing differs and the model guesses": (
            make_results(profile=alike, model=make_model(beats_chance=False)),
            "portrait.action",
        ),
        "Three of forty groups differ": (seen(categories=forty), "portrait.categories"),
    }


def segment_pages() -> dict[str, tuple[Results, str]]:
    month, usual = make_results(), make_segment(KEY)
    gains = {KEY: 10.0, "promo_at_risk_80": 90.0}
    by_gain = {
        key: replace(s, featured=key in gains, gain=gains.get(key, 0.0), offers=())
        for key, s in month.segments.items()
    }
    rule = ConditionFacts(field="pages_per_visit", op="below", written="mean", threshold=(8.0,))
    pages = {
        "A loss, revenue fell": only(profit=-52.4, trend=revenue(5290.0, 4671.0)),
        "Revenue held": only(trend=revenue(4671.0, 4750.0)),
        "Revenue in thousands": only(trend=revenue(4.671, 5.294, 0.05)),
        "A field of the segment's own rule is no discovery": only(conditions=(rule,)),
        "No difference, no offer": only(
            differences=tuple(replace(d, differs=False) for d in usual.differences), offers=()
        ),
        "An offer that never pays": only(offers=(make_offer(break_even_acceptance=None),)),
        "Five offers": only(offers=tuple(make_offer() for _ in range(5))),
        "The year has turned": replace(only(), data=make_data(month="2026-01")),
        "The largest gain comes first": replace(month, segments=by_gain),
    }
    return {what: (month, "segment_pages.pages") for what, month in pages.items()}


def revenue(first: float, last: float, half: float = 5.0) -> tuple[object, ...]:
    points = make_segment(KEY).trend
    values = (first, (first + last) / 2, last)
    moved = (
        replace(point, inside=estimate(value, half), outside=estimate(value, half))
        for point, value in zip(points, values, strict=False)
    )
    return (*moved, *points[3:])


def budgets() -> dict[str, tuple[Results, str]]:
    plan = make_plan()
    ends = tuple(point for point in plan.budget if point.contacts in (0, 412))
    same = tuple(replace(each, gain=100.0, contacts=412) for each in plan.strategies)
    return {
        "Nine tenths take all contacts": (
            planned(budget=ends),
            "budget.heading budget.lead budget.table",
        ),
        **{
            f"{count} contacts": (
                planned(contacts=count, budget=(replace(plan.budget[-1], contacts=count),)),
                "budget.heading",
            )
            for count in (1, 2, 481, 482)
        },
        "Offers are many": (planned(offers=plan.offers * 3), "budget.offers"),
        "All ways of choosing bring the same": (
            planned(strategies=same),
            "budget.curve budget.action",
        ),
    }


def what_ifs() -> dict[str, tuple[Results, str]]:
    facts = WhatIf(
        offers=(
            OfferMultiples(
                key="a",
                contact=1.0,
                incentive=0.5,
                acceptance_low=0.1,
                acceptance=0.2,
                acceptance_high=0.3,
            ),
        ),
        menus=((0,),),
        risk=(0.9, 0.4),
        value=(12.5, 9.25),
        menu=(0, 0),
    )
    month = planned(what_if=facts, contact_cost=0.12, incentive=1.2)
    costly = month.settings.economics.model_copy(update={"acceptance": 0.8, "acceptance_high": 1.0})
    settings = month.settings.model_copy(update={"economics": costly})
    return {
        "A plan that a reader may weigh again": (month, "what_if.block"),
        "No incentive, no slider": (
            replace(month, plan=replace(month.plan, incentive=0.0)),
            "what_if.block",
        ),
        "Acceptance is raised to everybody at most": (
            replace(month, settings=settings),
            "what_if.block",
        ),
        "No contacts, no sliders": (
            replace(month, plan=replace(month.plan, contacts=0)),
            "what_if.block",
        ),
    }


def technical() -> Claims:
    yield from data_and_profile().items()
    yield from models().items()
    yield from offers().items()


def data_and_profile() -> dict[str, tuple[Results, str]]:
    blank = Repair(file="market_file.csv", column="x", found="NA", became="", rows=7)
    profile = make_profile()
    association = profile.label_association
    silent = (*association[:-1], replace(association[-1], phik=0.001))
    same = tuple(replace(row, verdict="same") for row in profile.categories)
    return {
        "A demonstration": (
            read(demonstration=True),
            "intake.files_table published_results.chart published_results.figures_table",
        ),
        "A cell that was read as blank": (read(repairs=(blank,)), "intake.repairs"),
        "Equal revenue that too many share": (many_twins(), "intake.twins"),
        "A feature that says nothing": (seen(label_association=silent), "association.silent"),
        "No value differs": (seen(categories=same), "categories.chart categories.table"),
        "A large store": (many_learned(), "search.learned_from"),
    }


def models() -> dict[str, tuple[Results, str]]:
    model = make_model()
    curve = (replace(p, expected_profit=-100 * p.contacted_share - 1) for p in model.profit_curve)
    policies = (replace(p, expected_profit=-100 * p.contacted_share - 1) for p in model.policies)
    wrong = replace(model.reliability[0], observed=Estimate(value=0.9, low=0.8, high=0.95))
    checks = (
        Sentinel(key="shuffled_labels", verdict="fail", figure=0.8, reference=0.5),
        Sentinel(key="without_minutes", verdict="warn", figure=0.7, reference=0.9),
        Sentinel(key="moon_phase", verdict="warn", figure=1296.0, reference=1000.0),
    )
    return {
        "The winner is the simplest": (learned(simplest_not_worse="svc"), "candidates.rule"),
        "Nobody is flagged": (learned(confusion=((802, 0), (494, 0))), "thresholds.errors_claim"),
        "Contacting loses at every threshold": (
            learned(profit_curve=tuple(curve), policies=tuple(policies)),
            "thresholds.curve",
        ),
        "A group outside its interval": (
            learned(reliability=(wrong, *model.reliability[1:])),
            "reliability.chart",
        ),
        "Checks that failed, warn and are unheard of": (
            learned(sentinels=checks),
            "leak_checks.table",
        ),
    }


def offers() -> dict[str, tuple[Results, str]]:
    keys = ("premium_profitable_at_risk", "promo_hunters", "cart_at_risk")
    segments = {
        key: make_segment(key, rank=rank, offers=(make_offer(gain=gain),))
        for rank, (key, gain) in enumerate(zip(keys, (46.0, 80.0, 12.0), strict=True))
    }
    return {
        "A reason is told once, where the offer brings most": (
            make_results(segments=segments),
            "offers.reasons offers.every_segment",
        ),
    }
