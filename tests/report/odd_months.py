"""Months that no designer hopes for, and every report must survive."""

from __future__ import annotations

from dataclasses import replace

from analysis.estimate import Estimate
from analysis.intake.facts import TwinFacts
from analysis.offers.facts import PlanFacts
from analysis.profile.facts import AssociationMatrix
from analysis.results.facts import Results
from analysis.settings import read_settings
from tests.report.facts_factory import (
    estimate,
    make_category,
    make_changes,
    make_customers,
    make_data,
    make_drift,
    make_effects,
    make_feature,
    make_forecast,
    make_forward,
    make_history,
    make_later_months,
    make_model,
    make_month,
    make_plan,
    make_profile,
    make_promise,
    make_results,
)
from tests.report.facts_factory.model import make_scores

LONG = "Товары для дома, дачи, сада и огорода, которых нет больше нигде"
HOSTILE = "{{< env HOME >}} <b>|*$x$"


def usual() -> Results:
    return make_results()


def tiny() -> Results:
    """Sixty customers: nothing is recommended."""
    month = make_results(
        data=make_data(customers_read=60, customers_kept=60, set_aside=()),
        history=make_history(months=(make_month(customers=60, known=60, dropped=23),)),
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
    """No feature differs, no check, no split, and the only model guesses."""
    alike = Estimate(value=0.0, low=-0.1, high=0.1)
    portrait = tuple(replace(r, differs=False, effect=alike) for r in make_profile().portrait)
    model = make_model(beats_chance=False, simplest_not_worse="svc", splits=(), published=())
    return without_pages(
        make_results(
            profile=make_profile(portrait=portrait, categories=(make_category("textile", 9, 0.4),)),
            model=replace(model, candidates=model.candidates[:1], sentinels=()),
            plan=empty_plan(),
        )
    )


def nothing_found() -> Results:
    """Every list is empty: nothing repaired, no feature, nothing to recommend."""
    twins = TwinFacts(pairs=0, equal_pairs=0, near_pairs=0, label_differs=0, groups=0, customers=0)
    nothing: dict[str, tuple[()]] = dict.fromkeys(
        ("search", "policies", "profit_curve", "reliability", "importance", "dependence"), ()
    )
    lists: dict[str, tuple[()]] = dict.fromkeys(
        ("features", "categories", "label_association", "collinear", "portrait"), ()
    )
    return make_results(
        segments={},
        overlaps=(),
        customers=(),
        versions={},
        plan=empty_plan(),
        data=make_data(repairs=(), set_aside=(), twins=twins, notices=()),
        profile=make_profile(matrix=AssociationMatrix(features=(), values=()), **lists),
        model=make_model(sentinels=(), splits=(), published=(), engineered=(), **nothing),
    )


def forty_categories() -> Results:
    """Forty categories with long names, and a feature that is the same for everybody."""
    groups = tuple(make_category(f"{LONG} {i} $x$ |*", 30 + i, 0.1 + i / 60) for i in range(40))
    flat = replace(
        make_feature("failures", 3.0, 3.0),
        edges=(2.5, 3.5),
        dropped_counts=(494,),
        same_counts=(802,),
    )
    return make_results(profile=make_profile(categories=groups, features=(flat,)))


def millions() -> Results:
    """A store whose profit counts in millions, some of it lost, and contacts cost too much."""
    factor = 3_000_000.0
    customers = tuple(
        replace(c, profit=(c.profit - 3) * factor, profit_at_risk=c.risk * c.profit * factor)
        for c in make_customers()
    )
    model = make_model()
    curve = (replace(p, expected_profit=-1e7 * p.contacted_share) for p in model.profit_curve)
    policies = (replace(p, expected_profit=-1e7 * p.contacted_share) for p in model.policies)
    losing = replace(model, profit_curve=tuple(curve), policies=tuple(policies))
    month = make_results(customers=customers, model=losing, high_profit_from=0.98 * factor)
    segments = {
        key: replace(s, profit=s.profit * factor, profit_at_risk=s.profit_at_risk * factor)
        for key, s in month.segments.items()
    }
    return replace(
        month,
        headline=replace(month.headline, profit=4e8, profit_at_risk=1.5e8),
        segments=segments,
        plan=plan_in_millions(month.plan, factor),
    )


def plan_in_millions(plan: PlanFacts, factor: float) -> PlanFacts:
    return replace(
        plan,
        cost=84.5 * factor,
        gain=214.36 * factor,
        gain_low=-20 * factor,
        gain_high=337.05 * factor,
        budget=tuple(
            replace(
                point,
                cost=point.cost * factor,
                gain=point.gain * factor,
                gain_low=(point.gain_low - 112) * factor,
                gain_high=point.gain_high * factor,
            )
            for point in plan.budget
        ),
        strategies=tuple(
            replace(s, gain=s.gain * factor, cost=s.cost * factor) for s in plan.strategies
        ),
    )


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
    return with_store(name_ru=HOSTILE, name_en=HOSTILE, profit_unit_ru="$|*", profit_unit_en="$|*")


def with_store(**changes: str) -> Results:
    settings = read_settings()
    store = settings.store.model_copy(update=changes)
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


def later_labels() -> Results:
    """Six months whose labels are states: a forecast, changes, and promises of which the last
    was not kept.
    """
    return make_results(
        history=make_history(
            meaning="later_label", months=make_later_months(), missing_months=("2026-05",)
        ),
        forecast=make_forecast(meaning="later_label", outcome_known=False),
        model=make_model(
            forward=make_forward(
                scores=make_scores(0.871), roc_auc_difference=estimate(-0.041, 0.02)
            )
        ),
        changes=make_changes(),
        drift=make_drift(),
        promises=(
            make_promise(month="2026-04", outcome_month="2026-07"),
            make_promise(observed=515, verdict="more_dropped", profit_lost=1988.0),
        ),
    )


def blank_labels() -> Results:
    """Own labels, this month's not filled in yet; the edition before is two months older, and
    nothing says more than noise.
    """
    before = make_month("2026-08", 1271, 1271, 480)
    held = tuple(
        replace(f, change=f.change and estimate(f.change.value, 2 * abs(f.change.value)))
        for f in make_changes().figures
    )
    return make_results(
        history=make_history(
            months=(before, make_month(known=0, dropped=0)), missing_months=("2026-09",)
        ),
        forecast=make_forecast(outcome_known=False),
        changes=make_changes(before="2026-08", months_apart=2, figures=held, examples=()),
    )


def measured_offers() -> Results:
    """Earlier campaigns show that one offer works and one harms; of three nobody can tell yet."""
    kept = tuple(offer for offer in make_plan().offers if offer.offer != "promo_early_access")
    month = make_results(
        history=make_history(meaning="later_label", months=make_later_months()),
        forecast=make_forecast(meaning="later_label", outcome_known=False),
        plan=make_plan(offers=kept, decisions=make_plan().decisions[:1]),
        effects=make_effects(),
    )
    measured = {offer.offer: offer.measured_on for offer in make_effects().acceptance}
    segments = {
        key: replace(
            s, offers=tuple(replace(o, measured_on=measured.get(o.key, 0)) for o in s.offers)
        )
        for key, s in month.segments.items()
    }
    return replace(month, segments=segments)


ODD_MONTHS = (
    tiny,
    nobody_at_risk,
    nothing_learned,
    forty_categories,
    millions,
    one_page,
    later_labels,
    blank_labels,
    measured_offers,
    hostile_names,
)
MONTHS = (usual, *ODD_MONTHS)
