"""What selecting, judging and explaining the model found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from analysis.estimate import Estimate

Verdict: TypeAlias = Literal["pass", "warn", "fail"]
Policy: TypeAlias = Literal["best_f1", "recall_85", "profit"]
# "more" = higher value, higher risk.
Direction: TypeAlias = Literal["more", "less", "mixed", "category"]
Operation: TypeAlias = Literal["ratio", "difference", "sum"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Honest (nested, group-aware) figures of one candidate, each with a 95 % interval."""

    roc_auc: Estimate
    pr_auc: Estimate
    log_loss: Estimate
    brier: Estimate
    ece: Estimate
    f1: Estimate  # of the dropped class, at the threshold chosen without this fold
    recall: Estimate
    precision: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One model considered, its honest scores and its distance from the winner."""

    key: str  # e.g. "svc"; names per language live in the vocabulary
    required: bool  # one of the mission's four families (or the baseline)
    complexity: int  # 0 = baseline; smaller is simpler
    scores: Scores
    roc_auc_difference: Estimate  # candidate minus winner, paired
    log_loss_difference: Estimate
    not_worse: bool  # ROC-AUC not significantly below the best
    parameters: str  # what the search picked on all data: "C=1.0", in no language


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRow:
    """One combination of hyper-parameters that was tried, and its inner score."""

    candidate: str
    parameters: str
    roc_auc: float
    log_loss: float
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ThresholdPolicy:
    """One way to choose the cut-off on out-of-fold risk."""

    key: Policy
    threshold: float
    contacted: int
    contacted_share: float
    f1: float
    recall: float
    precision: float
    expected_profit: float  # per horizon, unit of profit
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePoint:
    """Expected profit when the riskiest share of customers is contacted."""

    contacted_share: float
    threshold: float
    expected_profit: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliabilityBin:
    """Customers of similar predicted risk, and how many of them really dropped."""

    customers: int
    mean_risk: float
    observed: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Importance:
    """How much one feature moves the winner's answer."""

    feature: str
    mean_abs_shap: float  # in the explained unit: probability
    direction: Direction
    permutation: Estimate  # fall of ROC-AUC when the feature is shuffled


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependence:
    """One feature's contribution to risk over its range; parallel tuples, one a customer."""

    feature: str
    values: tuple[float | str | None, ...]  # None: missing
    contributions: tuple[float, ...]  # SHAP, in probability


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why one customer's risk is what it is: a feature, its value, what is usual."""

    feature: str
    value: float | str
    usual: float | str  # median (most frequent category) of customers who keep their level
    contribution: float  # SHAP, in probability


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplanationCheck:
    """Agreement of the fast SHAP values with a long reference run."""

    method: str
    customers: int
    correlation: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentinel:
    """One check for self-deception and its verdict."""

    key: str  # "shuffled_labels", "id_signal", "row_order", "without_current_month", ...
    verdict: Verdict
    figure: float
    reference: float  # what the figure is held against
    customers: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitStudy:
    """One family under the public protocol: many single 75/25 splits."""

    candidate: str
    twins_kept_together: bool
    roc_auc: tuple[float, ...]
    f1: tuple[float, ...]
    recall: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFigure:
    """A figure somebody else printed for the same tables."""

    candidate: str
    metric: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineeredFeature:
    """One feature made of two fields: why it was tried, and whether it paid.

    The change of log loss is logistic regression's when this feature alone joins the fields;
    candidates use the engineered features together or not at all, as their search says.
    """

    name: str
    first: str
    second: str
    operation: Operation
    why_ru: str
    why_en: str
    log_loss_change: Estimate  # below zero: it helps
    kept_by: tuple[str, ...]  # candidates that use the engineered features


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardCheck:
    """The newest month with a known outcome, judged by a model of earlier months."""

    month: str
    learned_from: tuple[str, ...]
    # Whether those months' outcomes were known when the judged month was new. Otherwise there are
    # not enough months, and the customers judged are other people than those learned from.
    known_then: bool
    customers: int
    scores: Scores
    roc_auc_difference: Estimate  # minus the same customers' figure across customers, paired


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFacts:
    """Everything about the model but the customers' own risks."""

    winner: str
    simplest_not_worse: str
    beats_chance: bool  # lower end of ROC-AUC above 0.5
    folds: int
    repeats: int
    candidates: tuple[Candidate, ...]  # best log loss first
    procedure: Scores  # the whole procedure, choice of the winner included
    search: tuple[SearchRow, ...]
    threshold: float
    policies: tuple[ThresholdPolicy, ...]
    profit_curve: tuple[CurvePoint, ...]
    reliability: tuple[ReliabilityBin, ...]
    confusion: tuple[tuple[int, int], tuple[int, int]]  # rows: same, dropped; columns: below, above
    importance: tuple[Importance, ...]  # strongest first
    dependence: tuple[Dependence, ...]  # strongest first, of the same customers
    explanation_check: ExplanationCheck
    sentinels: tuple[Sentinel, ...]
    splits: tuple[SplitStudy, ...] = ()
    published: tuple[PublishedFigure, ...] = ()
    engineered: tuple[EngineeredFeature, ...] = ()
    forward: ForwardCheck | None = None  # None for a single month
