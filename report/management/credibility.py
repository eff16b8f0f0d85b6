"""How far the month may be believed, as several pages of the management document say it."""

from __future__ import annotations

from report.text.numbers import MOST, measure_decimals, number, span
from report.text.phrases import say
from report.view import Report

WORDS = "management/wording"


def withheld(r: Report) -> bool:
    """Whether recommendations are not printed: too few customers, or no better than chance."""
    results = r.results
    few = results.data.customers_kept < results.settings.model.too_few_customers
    return few or not results.model.beats_chance


def suspicion(r: Report) -> str | None:
    """What makes the model's figures hard to believe: "leak", "too_good" or nothing.

    A leak is a model that guesses random labels, too; too good is a score that behaviour can
    hardly explain, so that the label was perhaps computed from the features.
    """
    verdicts = {check.key: check.verdict for check in r.results.model.sentinels}
    if verdicts.get("shuffled_labels") == "fail":
        return "leak"
    return "too_good" if verdicts.get("too_good") == "warn" else None


def hits(r: Report, key: str = "more_than") -> str:
    """ROC-AUC as pairs of a hundred told apart; all of them only where it is so.

    key: the words that stand for what would be rounded to all of them.
    """
    found, lang = r.results.headline.roc_auc, r.language
    if MOST <= found < 1:
        return say(WORDS, key, lang, number=number(99, lang))
    return number(100 * found, lang)


def hits_span(r: Report) -> str:
    """The ends of its interval, with decimals where one would be rounded to all of them."""
    head = r.results.headline
    ends = (head.roc_auc_low, head.roc_auc_high)
    decimals = measure_decimals(ends, 2) - 2
    return span(*(number(100 * end, r.language, decimals) for end in ends))
