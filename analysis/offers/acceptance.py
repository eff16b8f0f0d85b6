"""Which share of dropping customers an offer keeps: assumed, and corrected by what was measured.

The assumption is a prior. Of all offers a share does nothing, or harms (around 0, as wide as the
assumption is large); the others keep more or less than assumed, partly all of them together and
partly each for itself, as wide as the low and the high acceptance say. Every measured offer moves
both what is believed of it and, less, what is believed of the others (partial pooling, as in
Gelman et al. (2013), "Bayesian Data Analysis", 3rd ed., chapter 5).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.stats import beta, norm

from analysis.offers.rules import OfferBook
from analysis.settings import EconomicsSettings, Settings

Numbers: TypeAlias = npt.NDArray[np.float64]
# Acceptance low and high are the tenth and the ninetieth of a hundred offers that work.
OUTER = 0.1
WIDTH = float(norm.ppf(1 - OUTER) - norm.ppf(OUTER))
# Of the spread between offers that work, as much is common to all as is each one's own.
COMMON = np.sqrt(1 / 2)
# How sure the share of offers without effect is: as if so many offers had been measured.
SEEN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """The acceptance that a comparison with a control group gave, its standard error, and on how
    many customers of both sides it rests."""

    value: float
    error: float
    customers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """Shares of dropping customers that stay because of an offer; below zero where it harms.

    middle: expected; low and high: the tenth and the ninetieth of a hundred offers as likely.
    """

    low: float
    middle: float
    high: float
    measured_on: int = 0  # customers; 0: only assumed


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptances:
    """What is believed of each offer, and of the offer with the multiple 1."""

    offers: Mapping[str, Acceptance]
    usual: Acceptance


def learn_acceptance(
    book: OfferBook, economics: EconomicsSettings, measured: Mapping[str, Measurement]
) -> Acceptances | None:
    """What is believed of every offer of the book; None where nothing was measured.

    measured: by offer; offers that the book no longer has, or assumes to keep nobody, are left
    aside.
    """
    assumed = {key: economics.acceptance * rule.acceptance for key, rule in book.offers.items()}
    known = {key: found for key, found in measured.items() if assumed.get(key, 0.0) > 0}
    if not known:
        return None
    prior = _Prior.of(economics)
    told = {key: _tell(prior, found, assumed[key]) for key, found in known.items()}
    worlds = prior.weights * np.prod([(prior.density @ each) for each in told.values()], axis=0)
    worlds /= worlds.sum()
    nothing = np.ones_like(prior.multiples)

    def describe(scale: float, likelihood: Numbers, customers: int) -> Acceptance:
        believed = prior.density * likelihood
        believed = worlds @ (believed / believed.sum(axis=1, keepdims=True))
        outer = np.interp([OUTER, 1 - OUTER], np.cumsum(believed), prior.multiples)
        low, middle, high = np.clip(
            scale * np.array([outer[0], believed @ prior.multiples, outer[1]]), -1.0, 1.0
        ).tolist()
        return Acceptance(
            low=min(low, middle), middle=middle, high=max(high, middle), measured_on=customers
        )

    return Acceptances(
        offers={
            key: describe(scale, told[key], known[key].customers)
            if key in known
            else describe(scale, nothing, 0)
            for key, scale in assumed.items()
        },
        usual=describe(economics.acceptance, nothing, 0),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prior:
    """Acceptances as multiples of what is assumed of each offer.

    multiples: (points,), evenly spread. Worlds are pairs of how well offers do that work, and of
    the share that does nothing; weights: (worlds,), density: (worlds, points), rows add up to 1.
    """

    multiples: Numbers
    weights: Numbers
    density: Numbers

    @classmethod
    def of(cls, economics: EconomicsSettings) -> _Prior:
        """The mean multiple is 1, so that what nothing is known of is worth what is assumed."""
        idle = economics.no_effect_share
        working = 1 / (1 - idle)
        spread = (economics.acceptance_high - economics.acceptance_low) / economics.acceptance
        spread = max(working * spread / WIDTH, 0.02)
        # Far enough for an offer that turns everybody away, fine enough for a narrow prior.
        multiples = np.linspace(-10.0, 10.0, 2001)
        common = np.linspace(-3.0, 3.0, 25)
        shares = (np.arange(20) + 0.5) / 20
        chance = beta.pdf(shares, SEEN * idle, SEEN * (1 - idle)) if idle else shares < shares[1]
        means, idles = np.meshgrid(working + COMMON * spread * common, shares * bool(idle))
        works = norm.pdf(multiples, means.reshape(-1, 1), COMMON * spread)
        idles = idles.reshape(-1, 1)
        density = (1 - idles) * works + idles * norm.pdf(multiples, 0.0, 1.0)
        weights = np.outer(chance, norm.pdf(common)).ravel()
        return cls(
            multiples=multiples,
            weights=weights / weights.sum(),
            density=density / density.sum(axis=1, keepdims=True),
        )


def _tell(prior: _Prior, found: Measurement, assumed: float) -> Numbers:
    """How likely the measurement is at each multiple, up to a factor."""
    distance = norm.logpdf(prior.multiples * assumed, found.value, found.error)
    return np.asarray(np.exp(distance - distance.max()), dtype=np.float64)


def with_acceptance(settings: Settings, believed: Acceptances | None) -> Settings:
    """The settings with what is believed of the usual offer in place of what is assumed."""
    if believed is None:
        return settings
    usual = max(believed.usual.middle, 0.0)
    economics = settings.economics.model_copy(update={"acceptance": usual})
    return settings.model_copy(update={"economics": economics})
