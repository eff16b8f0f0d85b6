"""Months that no designer hopes for, and every report must survive."""

from __future__ import annotations

from dataclasses import replace

from analysis.offers.facts import PlanFacts
from analysis.results.facts import Results
from analysis.settings import read_settings
from tests.report.facts_factory import (
    make_category,
    make_customers,
    make_data,
    make_model,
    make_plan,
    make_profile,
    make_results,
)

LONG = "Товары для дома, дачи, сада и огорода, которых нет больше нигде"


def usual() -> Results:
    return make_results()


def tiny() -> Results:
    """Sixty customers: nothing is recommended."""
    month = make_results(
        data=make_data(customers_read=60, customers_kept=60, set_aside=()),
        customers=make_customers(60),
        plan=empty_plan(),
    )
    return without_pages(month)


def nobody_at_risk() -> Results:
    month = make_results(plan=empty_plan())
    calm = tuple(replace(c, risk=min(c.risk, 0.2)) for c in month.customers)
    quiet = replace(month.headline, customers_at_risk=0, customers_at_risk_share=0.0)
    return without_pages(replace(month, customers=calm, headline=quiet))


def nothing_learned() -> Results:
    """No feature differs, no check, no split, a model that guesses."""
    portrait = tuple(replace(row, differs=False) for row in make_profile().portrait)
    return without_pages(
        make_results(
            profile=make_profile(portrait=portrait, categories=(make_category("textile", 9, 0.4),)),
            model=make_model(beats_chance=False, sentinels=(), splits=(), published=()),
            plan=empty_plan(),
        )
    )


def forty_categories() -> Results:
    groups = tuple(
        replace(make_category(f"{LONG} {i} $x$ |*", 30 + i, 0.1 + i / 60)) for i in range(40)
    )
    return make_results(profile=make_profile(categories=groups))


def millions() -> Results:
    """A store whose profit counts in millions, some of it lost."""
    factor = 3_000_000.0
    customers = tuple(
        replace(c, profit=(c.profit - 3) * factor, profit_at_risk=c.risk * c.profit * factor)
        for c in make_customers()
    )
    month = make_results(customers=customers)
    head = replace(month.headline, profit=4e8, profit_at_risk=1.5e8)
    segments = {
        key: replace(s, profit=s.profit * factor, profit_at_risk=s.profit_at_risk * factor)
        for key, s in month.segments.items()
    }
    plan = make_plan(
        cost=84.5 * factor,
        gain=214.36 * factor,
        gain_low=-20 * factor,
        gain_high=337.05 * factor,
        budget=tuple(
            replace(
                p,
                cost=p.cost * factor,
                gain=p.gain * factor,
                gain_low=(p.gain_low - 112) * factor,
                gain_high=p.gain_high * factor,
            )
            for p in month.plan.budget
        ),
        strategies=tuple(
            replace(s, gain=s.gain * factor, cost=s.cost * factor) for s in month.plan.strategies
        ),
    )
    return replace(month, headline=head, segments=segments, plan=plan)


def one_page() -> Results:
    """One featured segment with one difference and one offer."""
    month = make_results()
    segments = {
        key: replace(
            s,
            featured=key == "promo_at_risk_80",
            differences=s.differences[:1],
            offers=s.offers[:1],
        )
        for key, s in month.segments.items()
    }
    return replace(month, segments=segments, overlaps=())


def hostile_names() -> Results:
    settings = read_settings()
    store = settings.store.model_copy(
        update={
            "name_ru": "{{< env HOME >}} <b>|*$x$",
            "name_en": "{{< env HOME >}} <b>|*$x$",
            "profit_unit_ru": "$|*",
            "profit_unit_en": "$|*",
        }
    )
    return make_results(settings=settings.model_copy(update={"store": store}))


def empty_plan() -> PlanFacts:
    return make_plan(
        contacts=0,
        cost=0.0,
        gain_low=0.0,
        gain=0.0,
        gain_high=0.0,
        decisions=(),
        budget=make_plan().budget[:1],
        strategies=(),
        offers=(),
        decided_customers=0,
        decided_gain_share=0.0,
        control=None,
    )


def without_pages(month: Results) -> Results:
    segments = {key: replace(s, featured=False, offers=()) for key, s in month.segments.items()}
    return replace(month, segments=segments)


MONTHS = (
    usual,
    tiny,
    nobody_at_risk,
    nothing_learned,
    forty_categories,
    millions,
    one_page,
    hostile_names,
)
