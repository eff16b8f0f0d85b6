"""A field's value in the field's own unit and precision."""

from __future__ import annotations

from analysis.estimate import Estimate
from analysis.segments.rules import rule_vocabulary
from analysis.vocabulary import Language, fields, value_label
from report.text.numbers import BLANK, enough_decimals, number, percent, span

# Letters that tell a unit in any of its forms: "мин" in "минут".
STEM = 3
UNDESCRIBED_DECIMALS = 2


def field_value(field: str, value: float | str, language: Language, *, unit: bool = True) -> str:
    """A value as the reader sees it: percent for shares, a label for categories.

    The number of a field that nobody described has two decimals and no unit.

    >>> field_value("pages_per_visit", 5.57, "en").replace(BLANK, " ")
    '5.6 pages'
    >>> field_value("revenue_current", 5304.2, "en"), field_value("revenue_current", 5.3042, "en")
    ('5,304', '5.3')
    >>> field_value("promo_share", 0.45, "en"), field_value("service", "premium", "en")
    ('45%', 'premium')
    >>> field_value("revenue_trend", -0.1, "en"), field_value("undescribed", 1.052, "en")
    ('−10%', '1.05')
    """
    if isinstance(value, str):
        return value_label(field, value, language)
    if is_share(field):
        return percent(value, language)
    known = rule_vocabulary().get(field)
    if known is None:
        return number(value, language, UNDESCRIBED_DECIMALS)
    text = number(value, language, enough_decimals(value, known.decimals))
    return with_unit(text, field, language) if unit else text


def with_unit(text: str, field: str, language: Language) -> str:
    """A formatted number and the unit of its field, where there is one."""
    known = rule_vocabulary().get(field)
    name = known.unit.in_language(language) if known is not None else ""
    return f"{text}{BLANK}{name}".rstrip()


def field_span(field: str, estimate: Estimate, language: Language) -> str:
    """The ends of an interval in the field's unit.

    >>> field_span("pages_per_visit", Estimate(value=5.6, low=5.3, high=5.9), "ru")
    '5,3–5,9'
    """
    ends = [field_value(field, e, language, unit=False) for e in (estimate.low, estimate.high)]
    return span(*ends)


def is_share(field: str) -> bool:
    """Whether the field's numbers are fractions shown as percentages.

    >>> is_share("promo_share"), is_share("failures"), is_share("undescribed")
    (True, False, False)
    """
    known = rule_vocabulary().get(field)
    return known is not None and (known.percent or known.kind == "yes_no")


def axis_title(field: str, language: Language) -> str:
    """The field's name with its unit, where the name does not say it already.

    >>> axis_title("failures", "ru"), axis_title("pages_per_visit", "en")
    ('Сбои на сайте, раз', 'Pages a visit')
    """
    known = fields()[field]
    label = known.label.in_language(language)
    unit = "%" if is_share(field) else known.unit.in_language(language)
    said = not unit or unit[:STEM].lower() in label.lower()
    return label if said else f"{label}, {unit}"
