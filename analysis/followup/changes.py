"""This month against the edition before it, customer by customer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias, get_args

import numpy as np
import pandas as pd

from analysis.economics import earned, profit_at_risk
from analysis.estimate import Estimate
from analysis.followup.facts import (
    ChangedCustomer,
    ChangesFacts,
    Figure,
    FigureChange,
    ForecastFacts,
    Movement,
    Part,
    PartOfChange,
)
from analysis.followup.forecast import WIDE, Floats, Forecast
from analysis.history.reach import months_between

CENT = 2
Terms: TypeAlias = Mapping[str, Floats]
SUMS: tuple[Figure, ...] = ("customers_at_risk", "profit", "profit_at_risk", "expected_gain")
# Figure, what is counted, of what.
SHARES: tuple[tuple[Figure, str, str], ...] = (
    ("customers_at_risk_share", "customers_at_risk", "present"),
    ("profit_at_risk_share", "profit_at_risk", "earned"),
)
EXAMPLES: tuple[Part, ...] = ("newly_at_risk", "returned", "new")


def find_changes(before: Forecast, now: Forecast) -> ChangesFacts:
    """What changed from one month's forecast to a later one's.

    Who counts as at risk is decided by the later edition's cut in both months.
    """
    both = before.customers.merge(
        now.customers,
        how="outer",
        left_index=True,
        right_index=True,
        suffixes=("_before", "_now"),
    )
    was, is_ = both["risk_before"].notna(), both["risk_now"].notna()
    both = both.assign(
        at_stake_before=_at_stake(both, "before"),
        at_stake_now=_at_stake(both, "now"),
        part=_name_parts(both, now.facts.high_risk),
    )
    return ChangesFacts(
        before=before.facts.month,
        months_apart=months_between(before.facts.month, now.facts.month),
        same_meaning=before.facts.meaning == now.facts.meaning,
        stayed=int((was & is_).sum()),
        came=int((~was & is_).sum()),
        went=int((was & ~is_).sum()),
        figures=_compare_figures(both, before.facts, now.facts),
        movements=_count_movements(both),
        parts=_split_change(both),
        examples=tuple(_choose_examples(both)),
        threshold_before=before.facts.threshold,
        threshold_now=now.facts.threshold,
    )


def _at_stake(both: pd.DataFrame, when: str) -> Floats:
    """Profit at risk, 0 where somebody is not in the month."""
    return np.nan_to_num(profit_at_risk(both[f"risk_{when}"], both[f"profit_{when}"]))


def _name_parts(both: pd.DataFrame, high_risk: float) -> pd.Series[str]:
    was, is_ = both["risk_before"] >= high_risk, both["risk_now"] >= high_risk
    rose = both["risk_now"] * earned(both["profit_now"]) >= both["risk_before"] * earned(
        both["profit_before"]
    )
    conditions: dict[Part, pd.Series[bool]] = {
        "gone": both["risk_now"].isna(),
        "new": both["risk_before"].isna(),
        "newly_at_risk": is_ & ~was,
        "returned": was & ~is_,
        "worsened": rose,
        "improved": ~rose,
    }
    return pd.Series(np.select([*conditions.values()], [*conditions], ""), index=both.index)


def _split_change(both: pd.DataFrame) -> tuple[PartOfChange, ...]:
    """Every part, in the order of its definition.

    Sums are rounded one after the other, so that the parts add up to the difference of the two
    rounded sums to the cent.
    """
    change = both["at_stake_now"] - both["at_stake_before"]
    parts = get_args(Part)
    sums = [float(change[both["part"] == part].sum()) for part in parts]
    steps = np.cumsum([float(both["at_stake_before"].sum()), *sums])
    rounded = np.round(np.diff(np.round(steps, CENT)), CENT)
    return tuple(
        PartOfChange(part=part, customers=int((both["part"] == part).sum()), change=float(cents))
        for part, cents in zip(parts, rounded, strict=True)
    )


def _count_movements(both: pd.DataFrame) -> tuple[Movement, ...]:
    profit = both["profit_now"].fillna(both["profit_before"])
    moved = both.assign(profit=profit, change=both["at_stake_now"] - both["at_stake_before"])
    absent = {"group_before": "", "group_now": ""}
    groups = moved.fillna(absent).groupby([*absent], sort=True)
    return tuple(
        Movement(
            before=str(before) or None,
            now=str(now) or None,
            customers=len(rows),
            profit=float(rows["profit"].sum()),
            profit_at_risk_change=float(rows["change"].sum()),
        )
        for (before, now), rows in groups
    )


def _choose_examples(both: pd.DataFrame) -> Iterator[ChangedCustomer]:
    """Of some parts the customer who moved most profit at risk."""
    moved = (both["at_stake_now"] - both["at_stake_before"]).abs()
    for part in EXAMPLES:
        of_part = moved[both["part"] == part]
        if not of_part.empty:
            row = both.loc[[of_part.idxmax()]].iloc[0]
            yield ChangedCustomer(
                part=part,
                risk_before=float(np.nan_to_num(row["risk_before"])),
                risk_now=float(row["risk_now"]),
                profit=float(row["profit_now"]),
            )


def _compare_figures(
    both: pd.DataFrame, before: ForecastFacts, now: ForecastFacts
) -> tuple[FigureChange, ...]:
    """The headline figures; intervals pair whoever is in both months."""
    terms = [_terms(both, when, now.high_risk) for when in ("before", "now")]
    return (
        FigureChange(figure="customers", before=before.customers, now=now.customers, change=None),
        *(_compare_sums(figure, *terms) for figure in SUMS),
        *(_compare_shares(figure, part, whole, *terms) for figure, part, whole in SHARES),
        *_compare_roc_auc(before.roc_auc, now.roc_auc),
    )


def _compare_sums(figure: Figure, then: Terms, since: Terms) -> FigureChange:
    before, now = float(then[figure].sum()), float(since[figure].sum())
    change = _interval(since[figure] - then[figure], now - before)
    return FigureChange(figure=figure, before=before, now=now, change=change)


def _compare_shares(
    figure: Figure, part: str, whole: str, then: Terms, since: Terms
) -> FigureChange:
    before, before_terms = _ratio(then[part], then[whole])
    now, now_terms = _ratio(since[part], since[whole])
    change = _interval(now_terms - before_terms, now - before)
    return FigureChange(figure=figure, before=before, now=now, change=change)


def _compare_roc_auc(before: Estimate | None, now: Estimate | None) -> Iterator[FigureChange]:
    """Two models judged on different outcomes: their errors are independent."""
    if before is not None and now is not None:
        half = float(np.hypot(before.high - before.low, now.high - now.low)) / 2
        value = now.value - before.value
        change = Estimate(value=value, low=value - half, high=value + half)
        yield FigureChange(figure="roc_auc", before=before.value, now=now.value, change=change)


def _terms(both: pd.DataFrame, when: str, high_risk: float) -> Terms:
    """What each customer adds to a figure, 0 where not in the month."""
    columns = {
        "customers_at_risk": both[f"risk_{when}"] >= high_risk,
        "present": both[f"risk_{when}"].notna(),
        "profit": both[f"profit_{when}"],
        "earned": earned(both[f"profit_{when}"]),
        "profit_at_risk": both[f"at_stake_{when}"],
        "expected_gain": both[f"gain_{when}"],
    }
    return {
        name: np.nan_to_num(np.asarray(column, dtype=np.float64))
        for name, column in columns.items()
    }


def _ratio(part: Floats, whole: Floats) -> tuple[float, Floats]:
    """A share, and what each customer adds to it beyond the mean (the delta method)."""
    total = float(whole.sum())
    if not total:
        return 0.0, np.zeros(len(whole))
    share = float(part.sum()) / total
    return share, (part - share * whole) / total


def _interval(terms: Floats, value: float) -> Estimate:
    """A sum over customers, who come and go by chance, with its 95 % interval.

    Its variance is the sum of the squared terms (the Poisson bootstrap's).
    """
    half = WIDE * float(np.sqrt((terms**2).sum()))
    return Estimate(value=value, low=value - half, high=value + half)
