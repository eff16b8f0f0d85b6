"""A field's value in the field's own unit and precision."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.estimate import Estimate
from analysis.segments.rules import rule_vocabulary
from analysis.vocabulary import fields, value_label
from report.text.names import Names
from report.text.numbers import BLANK, enough_decimals, span

# Letters that tell a unit in any of its forms: "мин" in "минут".
STEM = 3
UNDESCRIBED_DECIMALS = 2


def is_share(field: str) -> bool:
    """Whether the field's numbers are fractions shown as percentages.

    >>> is_share("promo_share"), is_share("failures"), is_share("undescribed")
    (True, False, False)
    """
    known = rule_vocabulary().get(field)
    return known is not None and (known.percent or known.kind == "yes_no")


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldValues(Names):
    """Values of fields."""

    def field_value(self, field: str, value: float | str, *, unit: bool = True) -> str:
        """A value as the reader sees it: percent for shares, a label for categories.

        The number of a field that nobody described has two decimals and no unit.

        >>> en.field_value("pages_per_visit", 5.57).replace(BLANK, " ")
        '5.6 pages'
        >>> en.field_value("revenue_current", 5304.2), en.field_value("revenue_current", 5.3042)
        ('5,304', '5.3')
        >>> en.field_value("promo_share", 0.45), en.field_value("service", "premium")
        ('45%', 'premium')
        >>> en.field_value("revenue_trend", -0.1), en.field_value("undescribed", 1.052)
        ('−10%', '1.05')
        """
        if isinstance(value, str):
            return value_label(field, value, self.language)
        if is_share(field):
            return self.percent(value)
        known = rule_vocabulary().get(field)
        if known is None:
            return self.number(value, UNDESCRIBED_DECIMALS)
        text = self.number(value, enough_decimals(value, known.decimals))
        return self.with_unit(text, field) if unit else text

    def with_unit(self, text: str, field: str) -> str:
        """A formatted number and the unit of its field, where there is one."""
        known = rule_vocabulary().get(field)
        name = known.unit.in_language(self.language) if known is not None else ""
        return f"{text}{BLANK}{name}".rstrip()

    def field_span(self, field: str, estimate: Estimate) -> str:
        """The ends of an interval in the field's unit.

        >>> ru.field_span("pages_per_visit", Estimate(value=5.6, low=5.3, high=5.9))
        '5,3–5,9'
        """
        ends = [self.field_value(field, e, unit=False) for e in (estimate.low, estimate.high)]
        return span(*ends)

    def axis_title(self, field: str) -> str:
        """The field's name with its unit, where the name does not say it already.

        >>> ru.axis_title("failures"), en.axis_title("pages_per_visit")
        ('Сбои на сайте, раз', 'Pages a visit')
        """
        known = fields()[field]
        label = known.label.in_language(self.language)
        unit = "%" if is_share(field) else known.unit.in_language(self.language)
        said = not unit or unit[:STEM].lower() in label.lower()
        return label if said else f"{label}, {unit}"
