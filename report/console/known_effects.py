"""What `retention sample --campaigns` prints: what the offers of the store truly do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.sample.mixture import OfferTruth


def effect_lines(offers: Mapping[str, OfferTruth]) -> Iterator[str]:
    """A line for each offer; shares of those contacted who would drop, stay, and do stay."""
    yield "What the offers truly do; no file of the store says it"
    yield f"{'offer':<24}{'drops prevented':>16}{'drops caused':>14}{'taken anyway':>14}"
    for key, truth in offers.items():
        yield (f"{key:<24}{truth.prevents:>16.0%}{truth.adds:>14.0%}{truth.taken_anyway:>14.0%}")
