"""The candidates, their figures and the checks."""

# A test may replace any part by anything of the part's own type.
# ruff: noqa: ANN401

from __future__ import annotations

from typing import Any

from analysis.estimate import Estimate
from analysis.model.facts import (
    Candidate,
    CurvePoint,
    Dependence,
    ExplanationCheck,
    Importance,
    ModelFacts,
    PublishedFigure,
    ReliabilityBin,
    Scores,
    SearchRow,
    Sentinel,
    SplitStudy,
    ThresholdPolicy,
)
from analysis.model.threshold import POLICIES
from tests.report.facts_factory.data import PORTRAIT
from tests.report.facts_factory.numbers import estimate


def make_scores(roc_auc: float = 0.912) -> Scores:
    return Scores(
        roc_auc=estimate(roc_auc, 0.018),
        pr_auc=estimate(roc_auc - 0.02, 0.02),
        log_loss=estimate(1.22 - roc_auc, 0.03),
        brier=estimate(0.091, 0.008),
        ece=estimate(0.037, 0.012),
        f1=estimate(0.83, 0.02),
        recall=estimate(0.80, 0.03),
        precision=estimate(0.86, 0.03),
    )


def make_candidate(key: str, complexity: int, roc_auc: float) -> Candidate:
    return Candidate(
        key=key,
        required=key in ("dummy", "knn", "tree", "logistic", "svc"),
        complexity=complexity,
        scores=make_scores(roc_auc),
        roc_auc_difference=estimate(roc_auc - 0.912, 0.006),
        log_loss_difference=estimate(0.912 - roc_auc, 0.01),
        not_worse=roc_auc > 0.905,
        parameters="scaler=standard, C=1",
    )


def make_model(**changes: Any) -> ModelFacts:
    candidates = (
        make_candidate("svc", 4, 0.912),
        make_candidate("knn", 3, 0.907),
        make_candidate("logistic", 1, 0.901),
        make_candidate("tree", 2, 0.871),
        make_candidate("dummy", 0, 0.5),
    )
    parts: dict[str, Any] = {
        "winner": "svc",
        "simplest_not_worse": "knn",
        "beats_chance": True,
        "folds": 5,
        "repeats": 1,
        "candidates": candidates,
        "procedure": make_scores(),
        "search": (
            SearchRow(
                candidate="svc",
                parameters="scaler=standard, C=1",
                roc_auc=0.91,
                log_loss=0.31,
                chosen=True,
            ),
            SearchRow(
                candidate="knn",
                parameters="scaler=robust, n_neighbors=25",
                roc_auc=0.905,
                log_loss=0.35,
                chosen=False,
            ),
        ),
        "threshold": 0.46,
        "policies": tuple(
            ThresholdPolicy(
                key=key,
                threshold=cut,
                contacted=contacted,
                contacted_share=contacted / 1296,
                f1=0.8,
                recall=0.8,
                precision=0.8,
                expected_profit=profit_of_contacting(contacted / 1296),
                chosen=key == "best_f1",
            )
            for key, cut, contacted in zip(
                POLICIES, (0.46, 0.33, 0.25), (460, 540, 600), strict=True
            )
        ),
        "profit_curve": tuple(
            CurvePoint(
                contacted_share=i / 20,
                threshold=1 - i / 20,
                expected_profit=profit_of_contacting(i / 20),
            )
            for i in range(21)
        ),
        "reliability": tuple(
            ReliabilityBin(
                customers=130,
                mean_risk=0.05 + 0.1 * i,
                observed=Estimate(
                    value=0.05 + 0.1 * i,
                    low=max(0.0, 0.1 * i - 0.03),
                    high=min(1.0, 0.13 + 0.1 * i),
                ),
            )
            for i in range(10)
        ),
        "confusion": ((738, 64), (99, 395)),
        "importance": tuple(
            Importance(
                feature=feature,
                mean_abs_shap=0.12 - 0.012 * i,
                direction="more" if effect > 0 else "less",
                permutation=estimate(0.06 - 0.006 * i, 0.004),
            )
            for i, (feature, _, _, effect) in enumerate(PORTRAIT)
        ),
        "dependence": tuple(
            Dependence(
                feature=feature,
                values=tuple(float(v) for v in range(1, 21)),
                contributions=tuple(0.2 - 0.02 * v for v in range(20)),
            )
            for feature, *_ in PORTRAIT
        ),
        "explanation_check": ExplanationCheck(method="permutation", customers=40, correlation=0.98),
        "sentinels": (
            Sentinel(key="shuffled_labels", verdict="pass", figure=0.503, reference=0.5),
            Sentinel(key="id_signal", verdict="warn", figure=0.998, reference=0.5),
        ),
        "splits": tuple(
            SplitStudy(
                candidate=key,
                twins_kept_together=together,
                roc_auc=tuple(0.90 + 0.003 * (i % 7) - 0.01 * together for i in range(20)),
                f1=tuple(0.84 + 0.004 * (i % 5) for i in range(20)),
                recall=tuple(0.81 + 0.005 * (i % 6) for i in range(20)),
            )
            for key in ("logistic", "svc", "knn", "tree")
            for together in (False, True)
        ),
        "published": (
            PublishedFigure(candidate="logistic", metric="roc_auc", value=0.91),
            PublishedFigure(candidate="svc", metric="roc_auc", value=0.92),
        ),
    }
    return ModelFacts(**{**parts, **changes})


def profit_of_contacting(share: float) -> float:
    """Rises to five eighths of the customers, then falls."""
    return 400 * share * (1 - share / 1.25)
