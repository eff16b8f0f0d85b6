"""Turns of phrase that several pages of the management document share."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten

from report.present.counting import count
from report.present.numbers import MOST, number, span
from report.present.open import Report
from report.present.phrases import say

WORDS = "management/wording"
# One name more than this is still told: "and others" would be as long.
FEW = 3
NAME_WIDTH = 44


def period(r: Report) -> str:
    """The horizon of gains, as in "over 3 months"."""
    months = count(r.results.plan.horizon_months, "month", r.language)
    return say(WORDS, "period", r.language, months=months)


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
    """The ends of its interval, with a decimal where one would be rounded to all of them."""
    head = r.results.headline
    low, high = 100 * head.roc_auc_low, 100 * head.roc_auc_high
    decimals = 1 if MOST <= head.roc_auc_high < 1 else 0
    return span(number(low, r.language, decimals), number(high, r.language, decimals))


def quiet(label: str) -> str:
    """A label inside a sentence: its first letter small, abbreviations as they are.

    >>> quiet("Pages a visit"), quiet("SMS")
    ('pages a visit', 'SMS')
    """
    abbreviation = label[1:2].isupper()
    return label if abbreviation else label[:1].lower() + label[1:]


def first_few(names: Sequence[str], r: Report) -> str:
    """Names joined by commas, no more than a sentence can hold."""
    short = [shorten(name, NAME_WIDTH, placeholder=" …") for name in names[: FEW + 1]]
    if len(names) <= FEW + 1:
        return ", ".join(short)
    return say(WORDS, "and_others", r.language, names=", ".join(short[:FEW]))


def listed(names: Sequence[str], r: Report) -> str:
    """Names joined by commas and a last "and"."""
    *rest, last = names
    joint = say(WORDS, "and", r.language)
    return f"{', '.join(rest)}{joint}{last}" if rest else last
