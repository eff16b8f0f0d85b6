"""Turns of phrase that several pages of the management document share."""

from __future__ import annotations

from collections.abc import Sequence

from report.present.counting import count
from report.present.open import Report
from report.present.phrases import say

WORDS = "management/wording"


def period(r: Report) -> str:
    """The horizon of gains, as in "over 3 months"."""
    months = count(r.results.plan.horizon_months, "month", r.language)
    return say(WORDS, "period", r.language, months=months)


def quiet(label: str) -> str:
    """A label inside a sentence: its first letter small, abbreviations as they are.

    >>> quiet("Pages a visit"), quiet("SMS")
    ('pages a visit', 'SMS')
    """
    abbreviation = label[1:2].isupper()
    return label if abbreviation else label[:1].lower() + label[1:]


def listed(names: Sequence[str], r: Report) -> str:
    """Names joined by commas and a last "and"."""
    *rest, last = names
    joint = say(WORDS, "and", r.language)
    return f"{', '.join(rest)}{joint}{last}" if rest else last
