"""How far the month may be believed, as several pages of the management document say it."""

from __future__ import annotations

from report.text.numbers import MOST, measure_decimals, span
from report.view import View


def withheld(view: View) -> bool:
    """Whether recommendations are not printed: too few customers, or no better than chance."""
    results = view.results
    few = results.data.customers_kept < results.settings.model.too_few_customers
    return few or not results.model.beats_chance


def suspicion(view: View) -> str | None:
    """What makes the model's figures hard to believe: "leak", "too_good" or nothing.

    A leak is a model that guesses random labels, too; too good is a score that behaviour can
    hardly explain, so that the label was perhaps computed from the features.
    """
    verdicts = {check.key: check.verdict for check in view.results.model.sentinels}
    if verdicts.get("shuffled_labels") == "fail":
        return "leak"
    return "too_good" if verdicts.get("too_good") == "warn" else None


def hits(view: View, key: str = "more_than") -> str:
    """ROC-AUC as pairs of a hundred told apart; all of them only where it is so.

    key: the words that stand for what would be rounded to all of them.
    """
    return of_a_hundred(view, view.results.headline.roc_auc, key)


def of_a_hundred(view: View, roc_auc: float, key: str = "more_than") -> str:
    """Any ROC-AUC in the same way."""
    if MOST <= roc_auc < 1:
        return view.say(f"credibility.{key}", number=view.number(99))
    return view.number(100 * roc_auc)


def hits_span(view: View) -> str:
    """The ends of its interval, with decimals where one would be rounded to all of them."""
    head = view.results.headline
    ends = (head.roc_auc_low, head.roc_auc_high)
    decimals = measure_decimals(ends, 2) - 2
    return span(*(view.number(100 * end, decimals) for end in ends))
