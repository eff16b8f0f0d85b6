"""Page 8: how far to trust this."""

from __future__ import annotations

from analysis.model.facts import ReliabilityBin, Sentinel, SplitStudy
from report.blocks.figure import FigureBlock
from report.blocks.fragments import fragment
from report.blocks.table import TableView
from report.charts.trust import (
    candidates_chart,
    published_for,
    reliability_chart,
    shown_splits,
    splits_chart,
)
from report.management import chart_numbers
from report.management.credibility import hits, suspicion
from report.technical.leak_checks import check_name, meaning
from report.text.formats import worded
from report.text.names import name
from report.text.numbers import (
    BLANK,
    interval,
    measure,
    measure_decimals,
    measure_interval,
    money,
    number,
    percent,
    percent_interval,
)
from report.text.phrases import Markdown, Prose, say
from report.text.phrasing import horizon, quiet
from report.text.plurals import count
from report.view import Report

WORDS = "management/trust"
CHECKS = 3
GRAVITY = ("fail", "warn", "pass", "note")
SCORE = 2
# Single splits that differ by less than this in ROC-AUC agree.
LOTTERY = 0.015
# The technical table names what it measured; here only the verdict is shown.
MEASURES = (", ROC-AUC", ", p")
NEUTRAL_UNITS = (f"у.{BLANK}е.", "units")


def heading(r: Report) -> Prose:
    """How sure the model is, unless it guesses, failed a check or is hardly believable."""
    model, lang = r.results.model, r.language
    if not model.beats_chance:
        return say(WORDS, "heading_chance", lang)
    if any(check.verdict == "fail" for check in model.sentinels):
        return say(WORDS, "heading_failed", lang, hits=hits(r))
    return say(WORDS, "heading_too_good" if suspicion(r) else "heading", lang, hits=hits(r))


def lead(r: Report) -> Prose:
    """How the model was judged, with what result, and which one was chosen."""
    model, lang = r.results.model, r.language
    roc_auc = model.procedure.roc_auc
    decimals = measure_decimals((roc_auc.value, roc_auc.low, roc_auc.high), SCORE)
    simpler = model.simplest_not_worse != model.winner
    pick = say(
        WORDS,
        "pick_simpler" if simpler else "pick",
        lang,
        winner=quiet(name("model", model.winner, lang)),
        simplest=quiet(name("model", model.simplest_not_worse, lang)),
    )
    return say(
        WORDS,
        "lead",
        lang,
        roc_auc=number(roc_auc.value, lang, decimals),
        span=interval(roc_auc, lang, decimals),
        pick=pick,
    )


def reliability(r: Report) -> FigureBlock | Prose:
    """What the model said against what happened."""
    bins, lang = r.results.model.reliability, r.language
    if not bins:
        return Prose("")
    riskiest = max(bins, key=lambda b: b.mean_risk)
    points = [say(WORDS, "reliability_point", lang, **reliability_words(r, b)) for b in bins]
    return FigureBlock(
        figure=reliability_chart(r),
        key="reliability",
        caption=say(
            WORDS,
            "reliability_caption",
            lang,
            span=percent_interval(riskiest.observed, lang),
            **reliability_words(r, riskiest),
        ),
        alt=say(WORDS, "reliability_alt", lang, points="; ".join(points)),
        numbers=chart_numbers.reliability(r),
    )


def reliability_words(r: Report, group: ReliabilityBin) -> dict[str, str]:
    """Predicted and observed share of one group of customers."""
    return {
        "said": percent(group.mean_risk, r.language),
        "happened": percent(group.observed.value, r.language),
    }


def candidates(r: Report) -> FigureBlock:
    """All models side by side."""
    lang, every = r.language, r.results.model.candidates
    best = max(every, key=lambda c: c.scores.roc_auc.value)
    points = [
        say(
            WORDS,
            "candidates_point",
            lang,
            name=name("model", c.key, lang),
            value=measure(c.scores.roc_auc.value, lang, SCORE),
            span=measure_interval(c.scores.roc_auc, lang),
        )
        for c in every
    ]
    return FigureBlock(
        figure=candidates_chart(r),
        key="candidates",
        caption=say(
            WORDS,
            "candidates_caption",
            lang,
            best=quiet(name("model", best.key, lang)),
            value=measure(best.scores.roc_auc.value, lang, SCORE),
        ),
        alt=say(WORDS, "candidates_alt", lang, points="; ".join(points)),
        numbers=chart_numbers.candidates(r),
    )


def splits(r: Report) -> FigureBlock | Prose:
    """How much one random split says."""
    studies, lang = shown_splits(r.results.model), r.language
    if not studies:
        return say(WORDS, "splits_none", lang)
    widest = max(studies, key=spread)
    lottery = "splits_caption" if spread(widest) >= LOTTERY else "splits_caption_narrow"
    marked = any(published_for(r, s.candidate) for s in studies)
    caption = say(WORDS, lottery, lang, **ends(widest, r))
    if marked:
        caption = Prose(f"{caption} {say(WORDS, 'splits_marks', lang)}")
    return FigureBlock(
        figure=splits_chart(r),
        key="splits",
        caption=caption,
        alt=say(WORDS, "splits_alt", lang, points="; ".join(describe_split(r, s) for s in studies)),
        numbers=chart_numbers.splits(r),
    )


def spread(study: SplitStudy) -> float:
    """How far the best of a model's single splits is from the worst."""
    return max(study.roc_auc) - min(study.roc_auc)


def ends(study: SplitStudy, r: Report) -> dict[str, str]:
    """The worst and the best of a model's single splits."""
    found = (min(study.roc_auc), max(study.roc_auc))
    decimals = measure_decimals(found, SCORE)
    low, high = (number(value, r.language, decimals) for value in found)
    return {"low": low, "high": high}


def describe_split(r: Report, study: SplitStudy) -> Prose:
    """One model's range, with what others published for it."""
    lang = r.language
    published = ", ".join(
        measure(value, lang, SCORE) for value in published_for(r, study.candidate)
    )
    return say(
        WORDS,
        "splits_published" if published else "splits_point",
        lang,
        name=name("model", study.candidate, lang),
        published=published,
        **ends(study, r),
    )


def checks(r: Report) -> TableView | Prose:
    """What was tested for leakage and with what verdict, the gravest first."""
    every, lang = r.results.model.sentinels, r.language
    if not every:
        return say(WORDS, "checks_none", lang)
    gravest = sorted(every, key=gravity)[:CHECKS]
    return TableView(
        header=[say(WORDS, f"col_{key}", lang) for key in ("check", "verdict", "meaning")],
        rows=[check_row(r, check) for check in gravest],
        align="lll",
        caption=say(
            WORDS,
            "checks_caption",
            lang,
            passed=number(sum(check.verdict == "pass" for check in every), lang),
            all=number(len(every), lang),
        ),
        key="checks",
    )


def gravity(check: Sentinel) -> tuple[int, bool]:
    """The order of the checks: the gravest first, of warnings the one in the page's heading."""
    return GRAVITY.index(check.verdict), (check.key, check.verdict) != ("too_good", "warn")


def check_row(r: Report, check: Sentinel) -> tuple[str, str, str]:
    """One check, its verdict, and what it says about the model."""
    lang = r.language
    verdict = worded("sentinel", check.verdict, lang)
    subject = check_name(check.key, lang)
    for unit in MEASURES:
        subject = subject.removesuffix(unit)
    return subject, verdict, meaning(check, lang)


def limits(r: Report) -> Markdown:
    """What the report does not know, as a list."""
    costs, lang = r.results.settings.economics, r.language
    acceptance = say(
        WORDS,
        "limit_acceptance",
        lang,
        low=percent(costs.acceptance_low, lang),
        middle=percent(costs.acceptance, lang),
        high=percent(costs.acceptance_high, lang),
    )
    items = [say(WORDS, "limit_state", lang), acceptance]
    if unit_unknown(r):
        items.append(say(WORDS, "limit_unit", lang, unit=r.unit))
    return Markdown("".join(f"- {item._repr_markdown_()}\n" for item in items))


def unit_unknown(r: Report) -> bool:
    """Whether the unit of profit is still the neutral one of the default settings."""
    return r.unit in NEUTRAL_UNITS


def action(r: Report) -> Markdown:
    """What to do: measure what is only assumed; send nothing where nothing is recommended, and
    nothing yet where the figures are hard to believe.
    """
    if not r.results.plan.contacts:
        text = say(WORDS, "action_none", r.language)
    elif suspicion(r):
        text = say(WORDS, "action_doubt", r.language)
    else:
        text = trial(r)
    return fragment("action", {"text": text})


def trial(r: Report) -> Prose:
    """Whom to leave without an offer and what that shows, or that the plan is too small."""
    plan, lang = r.results.plan, r.language
    if plan.control is None:
        contacts = count(plan.contacts, "contact", lang)
        return say(WORDS, "action_small", lang, contacts=contacts)
    return say(
        WORDS,
        "action",
        lang,
        customers=count(plan.control.customers, "customer", lang),
        compared=number(plan.control.compared, lang),
        later=say(WORDS, "later", lang, months=horizon(r)),
        power=percent(plan.control.power, lang),
        gain=money(plan.control.gain, lang, r.unit),
    )


def pointer(r: Report) -> Prose:
    """Where the rest stands."""
    return say(WORDS, "pointer", r.language)
