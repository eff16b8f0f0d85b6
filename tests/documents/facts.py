"""Which facts each part of a document may print.

A number is no fact merely by being somewhere in the results: the narrower a part's facts, the
fewer wrong numbers can pass for one of them by chance.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TypeAlias

from analysis.results.facts import Results
from analysis.results.store import load_results
from analysis.segments.rules import read_rules
from analysis.vocabulary import LANGUAGES, Language
from report.management.budget import OFFERS
from report.management.offer_cards import SHOWN
from tests.documents.pages import Piece, headings, load
from tests.documents.printed import BLANK, Printed, numbers, without_structure

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
Place: TypeAlias = tuple[int, ...]
TOP: Place = (0, 0, 0, 0, 0)
# What is too close to nothing or to everything to be rounded.
BOUNDS = {("<", 1.0, True), (">", 99.0, True), ("<", 0.001, False)}
# The unit of a column stands in its header.
IN_POINTS = re.compile(r", (?:pp|%|п\.\sп\.)$")

# What any sentence may be relative to.
BASE = "settings.economics.horizon_months settings.risk.high_risk years"
COVER = (
    "headline.customers_* headline.profit* headline.expected_gain* headline.twin_pairs "
    "hundred_pairs data.set_aside.*.customers plan.decisions.* plan.decided_* plan.contacts "
    "plan.cost plan.gain* segments.*.customers segments.*.evidence.* risk_steps.* accepting "
    "settings.model.*few_customers"
)
SEGMENT = (
    "segments.*.customers segments.*.*share segments.*.mean_risk segments.*.profit* "
    "segments.*.contacts segments.*.cost segments.*.gain* segments.*.adds"
)
OFFER = (
    "segments.*.offers.*.customers segments.*.offers.*.reachable segments.*.offers.*.cost "
    "segments.*.offers.*.gain* segments.*.offers.*.break_even_acceptance segments.*.evidence.* "
    "accepting offers_of_segments"
)
DIFFERENCES = "segments.*.differences.*side.* segments.*.differences.*.effect.*"
PAGE = (
    f"{SEGMENT} {OFFER} {DIFFERENCES} segments.*.trend.* segments.*.top_categories.*share* "
    "overlaps.*.customers"
)
TRUST = (
    "hundred_pairs checks model.procedure.roc_auc.* model.candidates.*.scores.roc_auc.* "
    "model.reliability.* model.splits.*.roc_auc.* splits published.* "
    "settings.economics.acceptance* plan.control.* plan.contacts plan.horizon_months groups"
)
# In order, around the pages of segments.
MANAGEMENT = (
    COVER,
    f"{SEGMENT} segments.*.conditions.*.threshold.* plan.gain",
    "profile.dropped_share.* profile.portrait.*_mean.* profile.categories.*",
    "plan.* offers_of_plan",
    TRUST,
)
# By English heading; both languages have them in the same order.
TECHNICAL: Mapping[str, str] = {
    "Input files": (
        "data.customers_* data.files.*.rows headline.customers_set_aside profile.dropped_share.*"
    ),
    "Repairs": "data.repairs.* data.notices.* repairs",
    "Customers set aside": "data.set_aside.* headline.customers_*",
    "Twins": "data.twins.* settings.data.near_twin_fields",
    "Numeric features by group": "profile.features.*",
    "Categories": "profile.categories.* profile.dropped_share.value settings.profile.*",
    "Association with the label": "profile.label_association.*",
    "Associations between features": "profile.matrix.* profile.collinear.* settings.profile.*",
    "Portrait of a customer whose activity dropped": "profile.portrait.* features",
    "Model": "model.procedure.* model.candidates.* model.folds model.repeats "
    "settings.model.inner_folds",
    "Candidates": "model.candidates.* model.procedure.*",
    "Engineered features": "model.engineered.* tried",
    "Search": "model.search.* tried settings.model.inner_folds",
    "Honest evaluation": "model.candidates.*",
    "Rule of choice": "model.candidates.*",
    "Threshold": "model.threshold model.policies.* model.profit_curve.* settings.*",
    "Errors": (
        "model.confusion.* model.threshold model.policies.*.recall model.policies.*.precision "
        "errors"
    ),
    "Does the risk come true": "model.reliability.* model.procedure.ece.* groups",
    "Checks for self-deception": "model.sentinels.* checks",
    "What drives the risk": "model.importance.* model.explanation_check.* dependence examples",
    "Published results beside ours": (
        "model.splits.* model.sentinels.* splits published.* model.candidates.*.scores.* "
        "data.twins.*"
    ),
    "Rules and sizes": (
        f"{SEGMENT} segments.*.rule segments.*.rank segments.*.conditions.* settings.risk.* "
        "headline.customers_*"
    ),
    "Overlaps": "overlaps.* segments.*.customers settings.risk.*",
    "How the segments differ": f"{SEGMENT} segments.*.differences.* segments.*.top_categories.* "
    "settings.*",
    "Money": "plan.* settings.economics.* headline.expected_gain*",
    "Offers by segment": f"{SEGMENT} segments.*.offers.* settings.economics.*",
    "Settings": "settings.* seed",
    "Model card": (
        "headline.* model.procedure.* data.* profile.dropped_share.* settings.* model.threshold "
        "model.candidates.*"
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One number of the results: where it stands, and how it is written there."""

    path: str
    value: float
    whole: bool  # a count, printed without decimals


def facts_of(value: Json, path: str = "") -> Iterator[Fact]:
    """The numbers below `value`; those inside texts (a rule, a name) count as well."""
    if isinstance(value, bool) or value is None:
        return
    if isinstance(value, dict):
        for key, below in value.items():
            yield from facts_of(below, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for place, below in enumerate(value):
            yield from facts_of(below, f"{path}.{place}")
    elif isinstance(value, str):
        for found in numbers(value, "en"):
            scale = 0.01 if found.percent else 1.0
            yield Fact(path=path, value=found.value * scale, whole=False)
    else:
        yield Fact(path=path, value=float(value), whole=isinstance(value, int))


def derived(results: Results) -> Iterator[Fact]:
    """What a document may derive: counts of what is listed, ends of what is drawn."""
    model, portrait = results.model, results.profile.portrait
    verdicts = [check.verdict for check in model.sentinels]
    bins = model.reliability
    within = [row for row in bins if row.observed.low <= row.mean_risk <= row.observed.high]
    (held_below, held_above), (dropped_below, dropped_above) = model.confusion
    offers = [len(segment.offers) for segment in results.segments.values()]
    year = re.match(r"\d{4}(?=-\d\d)", results.data.month)
    counts = {
        "checks": [len(verdicts), *map(verdicts.count, set(verdicts))],
        "features": [len(portrait), sum(row.differs for row in portrait)],
        "repairs": [len(results.data.repairs)],
        "tried": [len(model.engineered), len(model.search)],
        "offers_of_plan": [len(results.plan.offers), OFFERS],
        "offers_of_segments": [*offers, SHOWN],
        "groups": [len(bins), len(within), *range(1, len(bins) + 1)],
        "errors": [
            held_above + dropped_above,
            held_below + dropped_below,
            dropped_below + dropped_above,
            held_below + held_above,
        ],
        "splits": [len(study.roc_auc) for study in model.splits],
        "years": [int(year[0]), int(year[0]) + 1] if year else [],
    }
    area = model.procedure.roc_auc
    shown = [[v for v in drawn.values if isinstance(v, float)] for drawn in model.dependence]
    shown += [list(drawn.contributions) for drawn in model.dependence]
    values: dict[str, list[float]] = {
        "hundred_pairs": [100 * each for each in (area.value, area.low, area.high)],
        "dependence": [end(each) for each in filter(None, shown) for end in (min, max)],
        "examples": list(examples(results)),
        "accepting": [
            100 * offer.acceptance
            for segment in results.segments.values()
            for offer in segment.offers
        ],
    }
    for path, found in {**counts, **values}.items():
        yield from (Fact(path=path, value=value, whole=path in counts) for value in found)


def examples(results: Results) -> Iterator[float]:
    """Of the three customers shown: highest risk, nearest to the threshold, lowest risk."""
    threshold = results.model.threshold
    rest = sorted((c for c in results.customers if c.reasons), key=lambda c: c.customer_id)
    for distance in (lambda c: -c.risk, lambda c: abs(c.risk - threshold), lambda c: c.risk):
        who = min(rest, key=distance)
        rest.remove(who)
        yield who.risk
        for reason in who.reasons:
            values = (reason.value, reason.usual, reason.contribution)
            yield from (float(each) for each in values if not isinstance(each, str))


def all_facts(file: Path) -> list[Fact]:
    """What the file says, and what may be derived from it.

    Customers one by one are left out: among thousands of numbers any wrong one would be found.
    """
    content = json.loads(file.read_text(encoding="utf-8"))
    del content["customers"], content["plan"]["what_if"], content["model"]["dependence"]
    for key, segment in content["segments"].items():
        segment["evidence"] = [offer["evidence"] for offer in segment["offers"]]
        content["segments"][key] = segment
    return [*facts_of(content), *derived(load_results(file))]


def says(fact: Fact, printed: Printed) -> bool:
    """Whether the fact, rounded as it is printed, is the printed number."""
    if printed.percent and (abs(fact.value) > 1 or fact.whole):
        return False
    value = fact.value * (100 if printed.percent else 1) / (1e6 if printed.millions else 1)
    if printed.bound:
        if (printed.bound, printed.value, printed.percent) not in BOUNDS:
            return False
        return value < printed.value if printed.bound == "<" else value > printed.value
    if fact.whole and not printed.millions:
        return value == printed.value and not printed.decimals
    half = 0.5 * 10.0**-printed.decimals
    return abs(value - printed.value) <= half * (1 + 1e-9) + 1e-9


@dataclass(frozen=True, slots=True)
class Book:
    """One document in one language, beside the facts that its parts may print."""

    name: str
    language: Language
    pieces: tuple[Piece, ...]
    parts: Mapping[Place, Sequence[Fact]]

    def facts_for(self, piece: Piece) -> Sequence[Fact]:
        """Those of the nearest heading above the piece that has facts of its own."""
        place = piece.place
        above = ((*place[:kept], *TOP[kept:]) for kept in range(len(place), -1, -1))
        return next(self.parts[each] for each in above if each in self.parts)

    def strangers(self, pieces: Sequence[Piece] | None = None) -> list[str]:
        """The numbers that are no fact of their part."""
        return [
            f"{self.name}-{self.language}: {printed.text!r} in {piece.kind} {piece.text!r}"
            for piece in (self.pieces if pieces is None else pieces)
            for printed in printed_in(piece, self.language)
            if not any(says(fact, printed) for fact in self.facts_for(piece))
        ]


def printed_in(piece: Piece, language: Language) -> Iterator[Printed]:
    """The numbers of a piece that must be facts; a scale's ticks need not."""
    if piece.kind != "tick":
        tongue = spoken(piece, language)
        scaled = IN_POINTS.search(piece.header) is not None
        for printed in numbers(without_structure(piece.text, tongue), tongue):
            yield replace(printed, percent=True) if scaled else printed


def spoken(piece: Piece, language: Language) -> Language:
    """Whose signs the numbers of a piece have: a key's value is written as in its file."""
    return "en" if piece.literal else language


def read_book(folder: Path, name: str, language: Language, facts: Sequence[Fact]) -> Book:
    pieces = {each: load(folder / f"{name}-{each}.html") for each in LANGUAGES}
    headed = list(headings(pieces[language]))
    if name == "management":
        parts = [piece for piece in headed if piece.level == 2]
        cover, groups, portrait, budget, trust = MANAGEMENT
        pages = [page_of(piece.text, language) for piece in parts[3:-2]]
        order = [cover, groups, portrait, *pages, budget, trust]
        given = {TOP: COVER, **{p.place: each for p, each in zip(parts, order, strict=True)}}
    else:
        twins = zip(headed, headings(pieces["en"]), strict=True)
        told = ((piece.place, TECHNICAL.get(twin.text)) for piece, twin in twins)
        given = {TOP: "", **{place: patterns for place, patterns in told if patterns}}
    scopes = {place: scope(facts, f"{patterns} {BASE}") for place, patterns in given.items()}
    return Book(name, language, tuple(pieces[language]), scopes)


def page_of(heading: str, language: Language) -> str:
    """The facts of the segment whose name the heading holds."""
    names = {key: rule.name.in_language(language) for key, rule in read_rules().segments.items()}
    held = [key for key, name in names.items() if name in heading.replace(BLANK, " ")]
    return PAGE.replace("segments.*", f"segments.{max(held, key=lambda key: len(names[key]))}")


def scope(facts: Sequence[Fact], patterns: str) -> list[Fact]:
    """The facts whose paths match one of the patterns, parted by blanks."""
    wanted = patterns.split()
    return [fact for fact in facts if any(fnmatchcase(fact.path, each) for each in wanted)]
