"""Which facts each part of a document may print: a number is no fact merely by being somewhere.

The narrower a part's facts, the fewer wrong numbers can pass for one of them by chance.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.segments.rules import read_rules
from analysis.vocabulary import Language
from tests.documents.pages import Piece

Patterns = tuple[str, ...]
Place = tuple[int, ...]
TOP: Place = (0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Part:
    """The facts a part may print; `records` whose facts one row of its tables holds.

    A row never mixes two records: a right number in the wrong row is wrong. `behind` are the
    facts, and the records, of the numbers that its charts show on demand.
    """

    facts: Patterns
    records: Patterns = ()
    behind: Patterns = ()


# What any sentence may be relative to.
BASE = ("settings.economics.horizon_months", "settings.risk.high_risk", "years.*")
COVER = Part(
    (
        "headline.customers_*",
        "headline.profit*",
        "headline.expected_gain*",
        "headline.twin_pairs",
        "hundred pairs.*",
        "data.set_aside.*.customers",
        "plan.decisions.*",
        "segments.*.customers",
        "segments.*.offers.*.evidence.*.value",
        "settings.model.*few_customers",
    ),
    behind=("risk_steps.*",),
)
QUADRANTS = Part(
    (
        *(
            f"segments.*_risk_*_value.{name}"
            for name in ("customers", "share", "mean_risk", "profit*")
        ),
        "segments.*_risk_*_value.conditions.*.threshold.*",
    ),
    ("segments.*",),
)
PORTRAIT = Part(
    ("profile.dropped_share.*", "profile.portrait.*_mean.*", "profile.categories.*"),
    ("profile.portrait.*", "profile.categories.*"),
)
BUDGET = Part(("plan.*",), ("plan.budget.*", "plan.strategies.*"))
TRUST = Part(
    (
        "hundred pairs.value",
        "checks.*",
        "model.procedure.roc_auc.*",
        "model.candidates.*.scores.roc_auc.*",
        "model.reliability.*",
        "model.splits.*.roc_auc ends.*",
        "model.splits.*.count",
        "model.splits.*.published",
        "model.published.*",
        "model.sentinels.*",
        "settings.economics.acceptance*",
    ),
    ("model.sentinels.*", "model.candidates.*", "model.reliability.*", "model.splits.*"),
)
SUMMARY = ("customers", "share", "mean_risk", "profit*", "contacts", "cost", "gain*", "adds")
OFFER = ("customers", "reachable", "cost", "gain*", "break_even_acceptance", "evidence.*.value")
TERMS = (*OFFER, "contacts", "next_best", "contact_cost", "incentive", "acceptance*")

# The technical document's parts by their English headings; both languages have them in order.
TECHNICAL: Mapping[str, Patterns] = {
    "Input files": (
        "data.customers_*",
        "data.files.*.rows",
        "headline.customers_set_aside",
        "profile.dropped_share.*",
    ),
    "Repairs": ("data.repairs.*", "data.notices.*", "repairs.*"),
    "Customers set aside": ("data.set_aside.*", "headline.customers_*"),
    "Twins": ("data.twins.*", "settings.data.near_twin_fields"),
    "Numeric features by group": ("profile.features.*.dropped.*", "profile.features.*.same.*"),
    "Categories": ("profile.categories.*", "profile.dropped_share.value", "settings.profile.*"),
    "Ties with the label": ("profile.label_association.*",),
    "Ties between features": ("profile.matrix.*", "profile.collinear.*", "settings.profile.*"),
    "Portrait of a customer whose activity dropped": ("profile.portrait.*", "features.*"),
    "Model": ("model.procedure.*", "model.candidates.*", "model.folds", "model.repeats"),
    "Candidates": ("model.candidates.*", "model.procedure.*"),
    "Engineered features": ("model.engineered.*", "tried.engineered"),
    "Search": ("model.search.*", "tried.combinations", "settings.model.inner_folds"),
    "Honest evaluation": ("model.candidates.*",),
    "Rule of choice": ("model.candidates.*",),
    "Threshold": ("model.threshold", "model.policies.*", "model.profit_curve.*", "settings.*"),
    "Errors": (
        "model.confusion.*",
        "model.threshold",
        "model.policies.*.recall",
        "model.policies.*.precision",
        "errors.*",
    ),
    "Does the risk come true": ("model.reliability.*", "model.procedure.ece.*", "groups.within"),
    "Checks for self-deception": ("model.sentinels.*", "checks.*"),
    "What drives the risk": (
        "model.importance.*",
        "model.explanation_check.*",
        "model.dependence.*",
        "examples.*",
    ),
    "Published results beside ours": (
        "model.splits.*.* ends.*",
        "model.sentinels.*.figure",
        "model.sentinels.*.reference",
        "model.splits.*.count",
        "model.splits.*.reach.*",
        "model.published.*",
        "model.candidates.*.scores.*",
        "data.twins.*",
    ),
    "Rules and sizes": (
        *(f"segments.*.{name}" for name in (*SUMMARY, "rule", "rank", "conditions.*")),
        "settings.risk.*",
        "headline.customers_*",
    ),
    "Overlaps": ("overlaps.*", "segments.*.customers", "settings.risk.*"),
    "How the segments differ": ("segments.*.differences.*", "settings.*"),
    "Money": ("plan.*", "settings.economics.*", "headline.expected_gain*"),
    "Offers by segment": ("segments.*.offers.*", "settings.economics.*"),
    "Settings": ("settings.*", "seed"),
    "Versions": ("versions.*",),
    "Model card": (
        "headline.*",
        "model.procedure.*",
        "data.*",
        "profile.dropped_share.*",
        "settings.*",
        "model.threshold",
        "model.candidates.*",
    ),
    "Glossary": (),
}

RECORDS: Mapping[str, Patterns] = {
    "Input files": ("data.files.*",),
    "Repairs": ("data.repairs.*",),
    "Customers set aside": ("data.set_aside.*",),
    "Numeric features by group": ("profile.features.*",),
    "Categories": ("profile.categories.*",),
    "Ties between features": ("profile.collinear.*",),
    "Portrait of a customer whose activity dropped": ("profile.portrait.*",),
    "Candidates": ("model.candidates.*", "model.procedure"),
    "Engineered features": ("model.engineered.*",),
    "Search": ("model.search.*",),
    "Honest evaluation": ("model.candidates.*",),
    "Threshold": ("model.policies.*",),
    "Does the risk come true": ("model.reliability.*",),
    "Checks for self-deception": ("model.sentinels.*",),
    "What drives the risk": ("model.importance.*",),
    "Rules and sizes": ("segments.*",),
    "Money": ("plan.strategies.*", "segments.*.offers.*"),
}

# The records behind the charts, where they are others than the tables'.
BEHIND: Mapping[str, Patterns] = {
    "Numeric features by group": ("bins.*.*",),
    "Ties between features": ("profile.matrix.values.*",),
    "Threshold": ("model.profit_curve.*",),
    "What drives the risk": ("examples.*.*",),
    "Overlaps": ("shared.*",),
    "How the segments differ": ("effects.*",),
    "Money": ("plan.budget.*",),
}


def featured(key: str) -> Part:
    """The page of one segment."""
    own = f"segments.{key}."
    return Part(
        (
            *(own + name for name in SUMMARY),
            *(f"{own}offers.*.{name}" for name in OFFER),
            f"{own}offers count",
            f"{own}top_categories.*share*",
            f"{own}differences.*side.*",
            f"{own}differences.*.effect.*",
            f"{own}trend.*",
            "overlaps.*.customers",
        ),
        (f"{own}differences.*", f"{own}trend.*"),
    )


def compared(key: str) -> Part:
    """What the technical document says of one segment: the differences and the offers."""
    own = f"segments.{key}."
    records = (f"{own}differences.*", f"{own}top_categories.*", f"{own}offers.*")
    return Part((*(own + name for name in SUMMARY), *(f"{each}.*" for each in records)), records)


def segment_named(text: str, language: Language) -> str:
    """The segment whose name a heading holds, or nothing."""
    held = [
        (len(rule.name.in_language(language)), key)
        for key, rule in read_rules().segments.items()
        if rule.name.in_language(language) in text
    ]
    return max(held, default=(0, ""))[1]


def management(headed: Sequence[Piece], language: Language) -> dict[Place, Part]:
    """By headings of level 2: decisions, quadrants, portrait, segments, budget, trust."""
    parts = [piece for piece in headed if piece.level == 2]
    pages = [featured(segment_named(part.text, language)) for part in parts[3:-2]]
    order = [COVER, QUADRANTS, PORTRAIT, *pages, BUDGET, TRUST]
    return {TOP: COVER, **{part.place: each for part, each in zip(parts, order, strict=True)}}


def technical(
    headed: Sequence[Piece], english: Sequence[Piece], language: Language
) -> dict[Place, Part]:
    """By headings of levels 2 and 3, and of 4 where they name segments."""
    found = {TOP: Part(())}
    for piece, twin in zip(headed, english, strict=True):
        if piece.level == 4:
            found[piece.place] = compared(segment_named(piece.text, language))
        elif twin.text in TECHNICAL:
            more = BEHIND.get(twin.text, ())
            found[piece.place] = Part(TECHNICAL[twin.text], RECORDS.get(twin.text, ()), more)
    return found
