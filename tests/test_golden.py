"""The demonstration month's facts are what they were when somebody last looked at them."""

from __future__ import annotations

import json

import pytest

from analysis.results.store import dump_results

# Coarser than the differences between processors, finer than a change of method.
DIGITS = 3


def facts_to_hold(results):
    """The headline, the segments' sizes and money, the plan and the candidates, rounded."""
    facts = json.loads(dump_results(results))
    return coarse(
        {
            "headline": facts["headline"],
            "segments": {
                key: {
                    name: segment[name]
                    for name in ("customers", "mean_risk", "profit", "profit_at_risk", "adds")
                }
                | {"offers": [offer["key"] for offer in segment["offers"]]}
                for key, segment in facts["segments"].items()
            },
            "decisions": [
                {name: decision[name] for name in ("segment", "offer", "customers", "gain")}
                for decision in facts["plan"]["decisions"]
            ],
            "candidates": {
                candidate["key"]: candidate["scores"]["roc_auc"]
                for candidate in facts["model"]["candidates"]
            },
            "repairs": facts["data"]["repairs"],
            "twins": facts["data"]["twins"],
        }
    )


def coarse(value):
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}")
    if isinstance(value, list):
        return [coarse(item) for item in value]
    if isinstance(value, dict):
        return {key: coarse(item) for key, item in value.items()}
    return value


@pytest.mark.slow
def test_the_golden_month_has_not_changed(demonstration_results, snapshots):
    facts = facts_to_hold(demonstration_results)
    snapshots.check("golden_month.json", json.dumps(facts, ensure_ascii=False, indent=1))
