"""Page 8: how far to trust this."""

from __future__ import annotations

from analysis.model.facts import ReliabilityBin, Sentinel, SplitStudy
from report.blocks import chart_numbers
from report.blocks.figure import FigureBlock
from report.blocks.fragments import fragment
from report.blocks.table import Column, TableView, table_of
from report.charts.axes import height_of
from report.charts.intervals import candidates_chart
from report.charts.reliability import reliability_chart
from report.charts.splits import SplitRow, published_for, shown_splits, splits_chart
from report.charts.theme import HALF, HALF_HEIGHT
from report.management.credibility import hits, suspicion
from report.management.effects import awaited
from report.text.leak_checks import check_name, meaning
from report.text.numbers import BLANK, measure_decimals
from report.text.phrasebook import sentence_case
from report.text.phrases import Markdown, Prose, quiet
from report.view import View

CHECKS = 3
GRAVITY = ("fail", "warn", "pass")
SCORE = 2
# Single splits that differ by less than this in ROC-AUC agree.
LOTTERY = 0.015
MEASURES = (", ROC-AUC", ", p")
NEUTRAL_UNITS = (f"у.{BLANK}е.", "units")


def heading(view: View) -> Prose:
    """How sure the model is, unless it guesses, failed a check or is hardly believable."""
    model = view.results.model
    if not model.beats_chance:
        return view.say("trust.heading_chance")
    if any(check.verdict == "fail" for check in model.sentinels):
        return view.say("trust.heading_failed", hits=hits(view))
    return view.say(
        "trust.heading_too_good" if suspicion(view) else "trust.heading", hits=hits(view)
    )


def lead(view: View) -> Prose:
    """How the model was judged, with what result, and which one was chosen."""
    model = view.results.model
    roc_auc = model.procedure.roc_auc
    decimals = measure_decimals((roc_auc.value, roc_auc.low, roc_auc.high), SCORE)
    simpler = model.simplest_not_worse != model.winner
    pick = view.say(
        "trust.pick_simpler" if simpler else "trust.pick",
        winner=quiet(view.name("model", model.winner)),
        simplest=quiet(view.name("model", model.simplest_not_worse)),
    )
    ahead = view.results.history.scored_unknown
    return view.say(
        "trust.lead_ahead" if ahead else "trust.lead",
        roc_auc=view.number(roc_auc.value, decimals),
        span=view.interval(roc_auc, decimals),
        pick=pick,
    )


def reliability(view: View) -> FigureBlock | Prose:
    """What the model said against what happened."""
    bins = view.results.model.reliability
    if not bins:
        return Prose("")
    riskiest = max(bins, key=lambda b: b.mean_risk)
    points = [view.say("trust.reliability_point", **_reliability_words(view, b)) for b in bins]
    return FigureBlock(
        figure=reliability_chart(
            bins,
            (view.say("trust.reliability_x"), view.say("trust.reliability_y")),
            view.say("trust.exact"),
            view,
            width=HALF,
            # As high as the candidates beside it.
            height=max(HALF_HEIGHT, height_of([c.key for c in view.results.model.candidates])),
        ),
        key="reliability",
        caption=view.say(
            "trust.reliability_caption",
            span=view.percent_interval(riskiest.observed),
            **_reliability_words(view, riskiest),
        ),
        alt=view.say("trust.reliability_alt", points="; ".join(points)),
        numbers=chart_numbers.reliability(view),
    )


def _reliability_words(view: View, group: ReliabilityBin) -> dict[str, str]:
    return {"said": view.percent(group.mean_risk), "happened": view.percent(group.observed.value)}


def candidates(view: View) -> FigureBlock:
    """All models side by side."""
    every = view.results.model.candidates
    best = max(every, key=lambda c: c.scores.roc_auc.value)
    points = [
        view.say(
            "trust.candidates_point",
            name=view.name("model", c.key),
            value=view.measure(c.scores.roc_auc.value, SCORE),
            span=view.measure_interval(c.scores.roc_auc),
        )
        for c in every
    ]
    return FigureBlock(
        figure=candidates_chart(view, every, view.say("trust.axis_auc"), beside_another=True),
        key="candidates",
        caption=view.say(
            "trust.candidates_caption",
            best=quiet(view.name("model", best.key)),
            value=view.measure(best.scores.roc_auc.value, SCORE),
        ),
        alt=view.say("trust.candidates_alt", points="; ".join(points)),
        numbers=chart_numbers.candidates(view),
    )


def splits(view: View) -> FigureBlock | Prose:
    """How much one random split says."""
    studies = shown_splits(view.results.model)
    if not studies:
        return view.say("trust.splits_none")
    widest = max(studies, key=_spread)
    lottery = "splits_caption" if _spread(widest) >= LOTTERY else "splits_caption_narrow"
    marked = any(published_for(view, s.candidate) for s in studies)
    rows = [
        SplitRow(
            label=sentence_case(view.name("model", study.candidate)),
            splits=study.roc_auc,
            published=published_for(view, study.candidate),
        )
        for study in studies
    ]
    caption = view.say(f"trust.{lottery}", **_ends(widest, view))
    if marked:
        caption = Prose(f"{caption} {view.say('trust.splits_marks')}")
    return FigureBlock(
        figure=splits_chart(rows, view.say("trust.axis_split"), view, width=HALF),
        key="splits",
        caption=caption,
        alt=view.say(
            "trust.splits_alt", points="; ".join(_describe_split(view, s) for s in studies)
        ),
        numbers=chart_numbers.splits(view),
    )


def _spread(study: SplitStudy) -> float:
    return max(study.roc_auc) - min(study.roc_auc)


def _ends(study: SplitStudy, view: View) -> dict[str, str]:
    found = (min(study.roc_auc), max(study.roc_auc))
    decimals = measure_decimals(found, SCORE)
    low, high = (view.number(value, decimals) for value in found)
    return {"low": low, "high": high}


def _describe_split(view: View, study: SplitStudy) -> Prose:
    published = ", ".join(
        view.measure(value, SCORE) for value in published_for(view, study.candidate)
    )
    return view.say(
        "trust.splits_published" if published else "trust.splits_point",
        name=view.name("model", study.candidate),
        published=published,
        **_ends(study, view),
    )


def checks(view: View) -> TableView | Prose:
    """What was tested for leakage and with what verdict, the gravest first."""
    every = view.results.model.sentinels

    def subject(check: Sentinel) -> str:
        """What was checked; the measure, which the technical table names, is left out."""
        name = check_name(check.key, view)
        for measure in MEASURES:
            name = name.removesuffix(measure)
        return name

    return table_of(
        view,
        "trust",
        sorted(every, key=_gravity)[:CHECKS],
        Column("check", "l", subject),
        Column("verdict", "l", lambda c: view.worded("technical.sentinel", c.verdict)),
        Column("meaning", "l", lambda c: meaning(c, view)),
        caption=view.say(
            "trust.checks_caption",
            passed=view.number(sum(check.verdict == "pass" for check in every)),
            all=view.number(len(every)),
        ),
        key="checks",
        empty=view.say("trust.checks_none"),
    )


def _gravity(check: Sentinel) -> tuple[int, bool]:
    """The order of the checks: the gravest first, of warnings the one in the page's heading."""
    return GRAVITY.index(check.verdict), (check.key, check.verdict) != ("too_good", "warn")


def limits(view: View) -> Markdown:
    """What the report does not know, as a list."""
    costs = view.results.settings.economics
    acceptance = view.say(
        "trust.limit_measured" if view.measured else "trust.limit_acceptance",
        accepted=view.accepted,
        low=view.percent(costs.acceptance_low),
        middle=view.percent(costs.acceptance),
        high=view.percent(costs.acceptance_high),
    )
    items = [_label_meaning(view), acceptance]
    if _unit_unknown(view):
        items.append(view.say("trust.limit_unit", unit=view.unit))
    return Markdown("".join(f"- {item._repr_markdown_()}\n" for item in items))


def _label_meaning(view: View) -> Prose:
    """Which way the store exports labels, and what that makes of the month's risks."""
    history = view.results.history
    newest = history.months[-1]
    return view.say(
        f"trust.limit_{view.label_kind}",
        months=view.count(history.horizon_months, "month"),
        known=view.number(newest.known),
        customers=view.count(newest.customers, "customer", genitive=True),
    )


def _unit_unknown(view: View) -> bool:
    """Whether the unit of profit is still the neutral one of the default settings."""
    return view.unit in NEUTRAL_UNITS


def action(view: View) -> Markdown:
    """What to do: measure what is only assumed; send nothing where nothing is recommended, and
    nothing yet where the figures are hard to believe.
    """
    if not view.results.plan.contacts:
        text = view.say("trust.action_none")
    elif suspicion(view):
        text = view.say("trust.action_doubt")
    else:
        text = Prose(" ".join(filter(None, (_trial(view), awaited(view)))))
    return fragment("action", {"text": text})


def _trial(view: View) -> Prose:
    """Whom to leave without an offer and what that shows, or that the plan is too small."""
    plan = view.results.plan
    if plan.control is None:
        contacts = view.count(plan.contacts, "contact")
        return view.say("trust.action_small", contacts=contacts)
    return view.say(
        "trust.action",
        customers=view.count(plan.control.customers, "customer"),
        compared=view.number(plan.control.compared),
        later=view.say("trust.later", months=view.horizon),
        power=view.percent(plan.control.power),
        gain=view.money(plan.control.gain),
    )


def pointer(view: View) -> Prose:
    """Where the rest stands."""
    return view.say("trust.pointer")
