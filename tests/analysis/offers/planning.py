"""What tests of the offers share: the shipped rules, plans of random stores, offers by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.offers.assign import choose_offers
from analysis.offers.money import PricedOffer, price_offers
from analysis.offers.plan import plan_offers
from analysis.offers.reason import Match
from analysis.offers.rules import OfferBook, read_offers
from analysis.segments.find import find_segments
from analysis.segments.rules import read_rules
from tests.analysis.random_store import SETTINGS, change_economics, guess_risk

RULES, BOOK = read_rules(), read_offers()
CUSTOMERS = 600
FREE = change_economics(costs_in="money", contact_cost=0.0, incentive=0.0, horizon_months=1)


def segmented(base):
    return base, guess_risk(base), find_segments(base, guess_risk(base), RULES, SETTINGS)


def planned(store, settings=SETTINGS, *, book=BOOK, recommend=True, campaigns=()):
    base, risk, segments = store
    return plan_offers(
        base, risk, segments, book, settings, recommend=recommend, campaigns=campaigns
    )


def change_campaign(**changes):
    """The default settings with some of the campaign changed, for stores of any size."""
    campaign = SETTINGS.campaign.model_copy(update=changes)
    return of_any_size(SETTINGS.model_copy(update={"campaign": campaign}))


def plan_with(store, **economics):
    return planned(store, of_any_size(change_economics(**economics)))


def of_any_size(settings):
    """So that a small random store gets recommendations, too."""
    model = settings.model.model_copy(update={"too_few_customers": 1})
    return settings.model_copy(update={"model": model})


def make_customers(**columns) -> pd.DataFrame:
    """Customers as the rules see them, all with consent; what is not given is the same for all."""
    size = len(next(iter(columns.values())))
    fixed = {"risk": 0.5, "profit": 4.0, "consent": "yes", "category": "children"}
    return pd.DataFrame(fixed | columns, index=[f"c{n}" for n in range(size)])


def make_rule(because=None, **changes):
    """An offer for anybody by e-mail; `because`: the fields of its reason."""
    rule = BOOK.offers["popup_recommendations"]
    reason = rule.because.model_copy(update=because or {})
    plain = {"channels": ("email", "site"), "contact": 1.0, "incentive": 1.0, "acceptance": 1.0}
    return rule.model_copy(update={**plain, "because": reason, **changes})


def price(rules, customers, settings=FREE) -> tuple[PricedOffer, ...]:
    return price_offers(customers, OfferBook("offers.toml", BOOK.channels, rules), settings)


def choose(gains, matches=None, because=None, acceptance=1.0, **columns):
    """The choice among offers a, b, ... that bring these gains, at a cost of a tenth of each."""
    customers = make_customers(**{"risk": [0.5] * len(gains[0]), **columns})
    rule = make_rule(because, acceptance=acceptance)
    priced = price(dict.fromkeys("abcdef"[: len(gains)], rule), customers)
    offers = [worth(offer, np.array(gain)) for offer, gain in zip(priced, gains, strict=True)]
    return choose_offers(offers, matches or {}, len(customers)), customers


def worth(offer, gain) -> PricedOffer:
    parts = {name: getattr(offer, name) for name in PricedOffer.__dataclass_fields__}
    money = {"gain": gain, "gain_low": gain / 2, "gain_high": gain * 2, "cost": gain / 10}
    return PricedOffer(**{**parts, **money})


def match_of(*rows, size) -> Match:
    return Match(eligible=np.isin(np.arange(size), rows), evidence=())
