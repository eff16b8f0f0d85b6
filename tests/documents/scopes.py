"""Which facts each part of a document may print: a number is no fact merely by being somewhere.

The narrower a part's facts, the fewer wrong numbers can pass for one of them by chance.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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
    matrix: bool = False  # drawn: the table behind it has the same cells in the same order


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
        "plan.decided_*",
        "plan.contacts",
        "plan.cost",
        "plan.gain*",
        "plan.horizon_months",
        "segments.*.customers",
        "reasons.*",
        "settings.model.*few_customers",
    ),
    behind=("risk_steps.*",),
)
QUADRANTS = Part(
    (
        *(
            f"segments.*_risk_*_value.{name}"
            for name in ("customers", "share", "mean_risk", "profit*", "contacts", "gain")
        ),
        "segments.*_risk_*_value.conditions.*.threshold.*",
        "plan.gain",
    ),
    ("segments.*",),
)
PORTRAIT = Part(
    ("profile.dropped_share.*", "profile.portrait.*_mean.*", "profile.categories.*"),
    ("profile.portrait.*", "profile.categories.*"),
)
BUDGET = Part(
    ("plan.*", "curves.plan.*"),
    ("plan.budget.*", "plan.strategies.*", "plan.offers.*", "curves.plan"),
)
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
        "plan.control.*",
        "plan.contacts",
        "plan.horizon_months",
    ),
    ("model.sentinels.*", "model.candidates.*", "model.reliability.*", "model.splits.*"),
)
SUMMARY = ("customers", "share", "mean_risk", "profit*", "contacts", "cost", "gain*", "adds")
OFFER = ("customers", "reachable", "cost", "gain*", "break_even_acceptance")

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
    "Association with the label": ("profile.label_association.*",),
    "Associations between features": (
        "profile.matrix.*",
        "profile.collinear.*",
        "settings.profile.*",
    ),
    "Portrait of a customer whose activity dropped": ("profile.portrait.*", "features.*"),
    "Model": (
        "model.procedure.*",
        "model.candidates.*",
        "model.folds",
        "model.repeats",
        "settings.model.inner_folds",
    ),
    "Candidates": ("model.candidates.*", "model.procedure.*"),
    "Engineered features": ("model.engineered.*", "tried.engineered"),
    "Search": ("model.search.*", "tried.combinations", "settings.model.inner_folds"),
    "Honest evaluation": ("model.candidates.*",),
    "Rule of choice": ("model.candidates.*",),
    "Threshold": (
        "model.threshold",
        "model.policies.*",
        "model.profit_curve.*",
        "curves.profit.*",
        "settings.*",
    ),
    "Errors": (
        "model.confusion.*",
        "model.threshold",
        "model.policies.*.recall",
        "model.policies.*.precision",
        "errors.*",
    ),
    "Does the risk come true": ("model.reliability.*", "model.procedure.ece.*", "groups.*"),
    "Checks for self-deception": ("model.sentinels.*", "checks.*"),
    "What drives the risk": (
        "model.importance.*",
        "model.explanation_check.*",
        "dependence.*",
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
    "Money": ("plan.*", "curves.plan.*", "settings.economics.*", "headline.expected_gain*"),
    "Offers by segment": ("segments.*.offers.*", "reasons.*", "settings.economics.*"),
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
    "Associations between features": ("profile.collinear.*",),
    "Portrait of a customer whose activity dropped": ("profile.portrait.*",),
    "Candidates": ("model.candidates.*", "model.procedure"),
    "Engineered features": ("model.engineered.*",),
    "Search": ("model.search.*",),
    "Honest evaluation": ("model.candidates.*",),
    "Threshold": ("model.policies.*", "curves.profit"),
    "Does the risk come true": ("model.reliability.*",),
    "Checks for self-deception": ("model.sentinels.*",),
    "What drives the risk": ("model.importance.*", "dependence.*", "examples.*.*"),
    "Association with the label": ("profile.label_association.*",),
    "Rules and sizes": ("segments.*",),
    "Offers by segment": ("segments.*.offers.*", "reasons.*.*"),
    "Money": ("plan.strategies.*", "curves.plan"),
}

# The records behind the charts, where they are others than the tables'.
BEHIND: Mapping[str, Patterns] = {
    "Numeric features by group": ("bins.*.*",),
    "Associations between features": ("profile.matrix.values.*",),
    "Threshold": ("model.profit_curve.*",),
    "What drives the risk": ("examples.*.*",),
    "Overlaps": ("shared.*",),
    "How the segments differ": ("effects.*",),
    "Money": ("plan.budget.*",),
}

# Drawn as a matrix, with a number in each cell.
MATRICES = {"Associations between features", "Overlaps", "How the segments differ"}
