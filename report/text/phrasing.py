"""Turns of phrase that documents, offers and lists share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from textwrap import shorten

from analysis.vocabulary import Language
from report.text.numbers import MONTH, month
from report.text.phrases import say
from report.text.plurals import count
from report.view import Report

WORDS = "turns"
# One name more than this is still told: "and others" would be as long.
FEW = 3
NAME_WIDTH = 44
DECEMBER = 12


def horizon(r: Report) -> str:
    """How long gains are counted, as in "3 months"."""
    return count(r.results.plan.horizon_months, "month", r.language)


def period(r: Report) -> str:
    """The horizon of gains, as in "over 3 months"."""
    return say(WORDS, "period", r.language, months=horizon(r))


def deadline(r: Report) -> str:
    """The month after the data's, in which a decision still helps."""
    found = MONTH.fullmatch(r.results.data.month)
    if found is None:
        return say(WORDS, "when_unknown", r.language)
    this = date(int(found[1]), int(found[2]), 1)
    december = this.month == DECEMBER
    following = date(this.year + december, 1 if december else this.month + 1, 1)
    return say(WORDS, "when", r.language, month=month(f"{following:%Y-%m}", r.language))


def quiet(label: str) -> str:
    """A label inside a sentence: its first letter small, abbreviations as they are.

    >>> quiet("Pages a visit"), quiet("SMS")
    ('pages a visit', 'SMS')
    """
    abbreviation = label[1:2].isupper()
    return label if abbreviation else label[:1].lower() + label[1:]


def first_few(names: Sequence[str], language: Language) -> str:
    """Names joined by commas, no more than a sentence can hold."""
    short = [shortened(name) for name in names[: FEW + 1]]
    if len(names) <= FEW + 1:
        return ", ".join(short)
    return say(WORDS, "and_others", language, names=", ".join(short[:FEW]))


def shortened(name: str) -> str:
    """A name no longer than a list in a sentence can hold, cut between words where it has some.

    >>> shortened("Home textiles"), shortened("home " * 12), shortened("w" * 60) == "w" * 43 + "…"
    ('Home textiles', 'home home home home home home home home …', True)
    """
    found = shorten(name, NAME_WIDTH, placeholder=" …")
    return name[: NAME_WIDTH - 1] + "…" if found == "…" else found


def listed(names: Sequence[str], language: Language) -> str:
    """Names joined by commas, the last by "and".

    >>> listed(["a", "b", "c"], "en"), listed(["а", "б"], "ru"), listed([], "en")
    ('a, b and c', 'а и б', '')
    """
    if len(names) <= 1:
        return "".join(names)
    *rest, last = names
    return f"{', '.join(rest)}{say(WORDS, 'and', language)}{last}"
