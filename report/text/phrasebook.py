"""The phrase book: everything that depends on the language of the reader, in one place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.estimate import Estimate
from analysis.segments.rules import rule_vocabulary
from analysis.vocabulary import Words
from report.text.field_values import UNDESCRIBED_DECIMALS, FieldValues, is_share
from report.text.numbers import enough_decimals, span

SCORE_DECIMALS = 3
SIGNIFICANCE_DECIMALS = 3


def sentence_case(text: str) -> str:
    """The text with a capital first letter.

    >>> sentence_case("whole procedure"), sentence_case("k-nearest neighbours")
    ('Whole procedure', 'k-nearest neighbours')
    """
    return text[:1].upper() + text[1:] if text[1:2].isalpha() else text


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrasebook(FieldValues):
    """All that writes figures, names and sentences for the readers of one language."""

    def label(self, field: str) -> str:
        """A feature's name; one that nobody described is shown by its key.

        >>> en.label("failures"), en.label("revenue_growth")
        ('Failures met on the site', 'revenue_growth')
        """
        known = rule_vocabulary().get(field)
        return field if known is None else known.label.in_language(self.language)

    def short(self, field: str) -> str:
        """A feature's short name, for the cells of a picture.

        >>> en.short("failures"), en.short("revenue_growth")
        ('Failures', 'revenue_growth')
        """
        known = rule_vocabulary().get(field)
        if known is None:
            return field
        words: Words = known.short or known.label
        return sentence_case(words.in_language(self.language))

    def score(self, estimate: Estimate) -> str:
        """A figure and its interval.

        >>> en.score(Estimate(value=0.912, low=0.894, high=0.93))
        '0.912 (0.894–0.930)'
        """
        ends = self.measure_interval(estimate, SCORE_DECIMALS)
        return f"{self.measure(estimate.value, SCORE_DECIMALS)} ({ends})"

    def change(self, estimate: Estimate, decimals: int = SCORE_DECIMALS) -> str:
        """A difference, its sign always shown, and its interval.

        >>> en.change(Estimate(value=0.011, low=-0.001, high=0.02))
        '+0.011 (−0.001…0.020)'
        """
        value = self.signed(estimate.value, decimals)
        # Without blanks inside, the interval stays on one line of a table's cell.
        return f"{value} ({self.interval(estimate, decimals).replace(' … ', '…')})"

    def share(self, estimate: Estimate) -> str:
        """A fraction and its interval as percentages.

        >>> en.share(Estimate(value=0.38, low=0.35, high=0.41))
        '38% (35–41%)'
        """
        return f"{self.percent(estimate.value)} ({self.percent_interval(estimate)})"

    def p_value(self, value: float) -> str:
        """A corrected p; below the last decimal only said to be so.

        >>> en.p_value(0.0421), en.p_value(0.00001), ru.p_value(1.0)
        ('0.042', '<0.001', '1,000')
        """
        least = 10**-SIGNIFICANCE_DECIMALS
        if value < least:
            return "<" + self.number(least, SIGNIFICANCE_DECIMALS)
        return self.number(value, SIGNIFICANCE_DECIMALS)

    def points(self, contribution: float, *, sign: bool = False) -> str:
        """A share of probability in percentage points.

        >>> en.points(0.124).split(), ru.points(0.124, sign=True).split()
        (['12.4', 'pp'], ['+12,4', 'п.', 'п.'])
        """
        spell = self.signed if sign else self.number
        return self.say("technical.points", number=spell(100 * contribution, 1))

    def title(self, field: str) -> str:
        """A feature's name for a picture whose axis has its numbers: shares are in percent.

        >>> en.title("pages_per_visit"), en.title("promo_share")
        ('Pages a visit', 'Share of purchases on promotion, %')
        """
        return f"{self.label(field)}, %" if is_share(field) else self.label(field)

    def single(self, field: str, value: float | str, *, unit: bool = False) -> str:
        """One customer's own value: whole numbers without decimals, as they were counted.

        >>> en.single("pages_per_visit", 4.0), en.single("pages_per_visit", 4.5)
        ('4', '4.5')
        """
        if isinstance(value, str) or is_share(field) or value != round(value):
            return self.field_value(field, value, unit=unit)
        text = self.number(value)
        return self.with_unit(text, field) if unit else text

    def mean_span(self, field: str, mean: Estimate) -> str:
        """A mean and its interval in the field's unit, the unit itself left to the header.

        >>> en.mean_span("promo_share", Estimate(value=0.45, low=0.42, high=0.48))
        '45% (42–48%)'
        >>> en.mean_span("failures", Estimate(value=1.04, low=0.94, high=1.14))
        '1.0 (0.9–1.1)'
        """
        ends = (mean.value, mean.low, mean.high)
        value, low, high = self.alike(field, ends, like=mean.value)
        return f"{value} ({span(low, high)})"

    def mean_sd(self, field: str, mean: float, sd: float) -> str:
        """A mean and the standard deviation, with the decimals that one digit of the latter needs.

        >>> en.mean_sd("failures", 3.9, 0.87), en.mean_sd("revenue_current", 4.678, 0.291)
        ('3.9 ± 0.9', '4.7 ± 0.3')
        """
        spelled, spread = self.alike(field, (mean, sd), like=10 * sd)
        return self.say("technical.mean_sd", mean=spelled, sd=spread)

    def alike(self, field: str, values: Sequence[float], *, like: float) -> tuple[str, ...]:
        """Numbers that stand beside each other, all with the decimals that `like` is read with."""
        if is_share(field):
            return tuple(self.percent(value) for value in values)
        known = rule_vocabulary().get(field)
        usual = UNDESCRIBED_DECIMALS if known is None else known.decimals
        decimals = enough_decimals(like, usual)
        return tuple(self.number(value, decimals) for value in values)
