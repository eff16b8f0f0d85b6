"""Figures that others published, placed among our own splits of the same model."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.intake.facts import DataFacts
from analysis.model.facts import ModelFacts
from analysis.results.facts import PublishedRank


def rank_published(model: ModelFacts, data: DataFacts) -> tuple[PublishedRank, ...]:
    """Every published figure once, in the order of the file; none for a demonstration.

    They are compared with the splits that may separate duplicates, as the published ones did.
    """
    if data.demonstration:
        return ()
    found: Mapping[tuple[str, str], tuple[float, ...]] = {
        (study.candidate, metric): values
        for study in model.splits
        if not study.twins_kept_together
        for metric, values in (
            ("roc_auc", study.roc_auc),
            ("f1", study.f1),
            ("recall", study.recall),
        )
    }
    ranked = []
    for figure in dict.fromkeys(model.published):
        same = found.get((figure.candidate, figure.metric), ())
        ranked.append(
            PublishedRank(
                candidate=figure.candidate,
                metric=figure.metric,
                value=figure.value,
                splits=len(same),
                reached=sum(value >= figure.value for value in same),
                lowest=min(same, default=None),
                highest=max(same, default=None),
            )
        )
    return tuple(ranked)
