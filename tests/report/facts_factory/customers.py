"""The customers, and the figures that sum them up."""

from __future__ import annotations

import numpy as np

from analysis.model.facts import Reason
from analysis.results.facts import Headline, ScoredCustomer


def make_customers(how_many: int = 240, profit_scale: float = 1.0) -> tuple[ScoredCustomer, ...]:
    random = np.random.default_rng(7)
    risks = np.round(random.beta(0.6, 1.0, how_many), 4)
    profits = np.round(random.normal(4.0, 1.0, how_many).clip(0.9, 7.4) * profit_scale, 2)
    consents = random.random(how_many) < 0.74
    listed = [
        make_customer(str(215348 + i), float(r), float(p), bool(c), float(np.median(profits)))
        for i, (r, p, c) in enumerate(zip(risks, profits, consents, strict=True))
    ]
    return tuple(sorted(listed, key=lambda c: (-c.expected_gain, -c.risk, c.customer_id)))


def make_customer(
    customer_id: str, risk: float, profit: float, consent: bool, median: float
) -> ScoredCustomer:
    row = "high_risk" if risk >= 0.5 else "low_risk"
    value = "high_value" if profit >= median else "low_value"
    gain = round(risk * 0.2 * profit * 3 - 0.4, 2)
    return ScoredCustomer(
        customer_id=customer_id,
        risk=risk,
        risk_band="high" if risk >= 0.6 else "middle" if risk >= 0.3 else "low",
        profit=profit,
        profit_at_risk=risk * profit,
        segments=(f"{row}_{value}",),
        consent=consent,
        offer="more_contacts" if gain > 0 else None,
        channel=("email" if consent else "site") if gain > 0 else None,
        cost=0.4 if gain > 0 else 0.0,
        expected_gain=max(gain, 0.0),
        reasons=(
            Reason(feature="pages_per_visit", value=3.0, usual=10.0, contribution=0.21),
            Reason(feature="service", value="premium", usual="standard", contribution=0.04),
            Reason(feature="promo_share", value=0.94, usual=0.2, contribution=0.03),
        ),
        liked=None,
        most_important=customer_id.endswith("29"),
        control=gain > 0 and customer_id.endswith("7"),
    )


def make_headline(customers: tuple[ScoredCustomer, ...]) -> Headline:
    profit = sum(c.profit for c in customers)
    at_risk = sum(c.profit_at_risk for c in customers)
    many = sum(c.risk >= 0.5 for c in customers)
    return Headline(
        customers_read=1300,
        customers_kept=1296,
        customers_set_aside=4,
        twin_pairs=21,
        dropped_share=0.381,
        model="svc",
        roc_auc=0.912,
        roc_auc_low=0.893,
        roc_auc_high=0.929,
        log_loss=0.31,
        brier=0.091,
        ece=0.037,
        threshold=0.46,
        f1=0.83,
        recall=0.80,
        precision=0.86,
        customers_at_risk=many,
        customers_at_risk_share=many / len(customers),
        profit=profit,
        profit_at_risk=at_risk,
        profit_at_risk_share=at_risk / profit,
        expected_gain=214.36,
        expected_gain_low=92.10,
        expected_gain_high=337.05,
    )
