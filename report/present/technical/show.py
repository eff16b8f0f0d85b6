"""Facts as the technical document spells them: scores, intervals, names, effects."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.estimate import Estimate
from analysis.segments.rules import rule_vocabulary
from analysis.vocabulary import Language, Words
from report.present.names import category_label, names
from report.present.numbers import (
    BLANK,
    MONTH,
    enough_decimals,
    interval,
    month,
    number,
    percent,
    percent_interval,
    signed,
    span,
)
from report.present.open import Report
from report.present.technical.say import known, say

SCORE_DECIMALS = 3
SIGNIFICANCE_DECIMALS = 3
UNDESCRIBED_DECIMALS = 2


def label(field: str, language: Language) -> str:
    """A feature's name; one that nobody described is shown by its key.

    >>> label("failures", "en"), label("revenue_growth", "en")
    ('Failures met on the site', 'revenue_growth')
    """
    known = rule_vocabulary().get(field)
    return field if known is None else known.label.in_language(language)


def short(field: str, language: Language) -> str:
    """A feature's short name, for the cells of a picture.

    >>> short("failures", "en"), short("revenue_growth", "en")
    ('Failures', 'revenue_growth')
    """
    known = rule_vocabulary().get(field)
    if known is None:
        return field
    words: Words = known.short or known.label
    return sentence_case(words.in_language(language))


def sentence_case(text: str) -> str:
    """The text with a capital first letter.

    >>> sentence_case("whole procedure"), sentence_case("k-nearest neighbours")
    ('Whole procedure', 'k-nearest neighbours')
    """
    return text[:1].upper() + text[1:] if text[1:2].isalpha() else text


def named(kind: str, key: str, language: Language) -> str:
    """A name from names.toml; a key without one is shown as it is.

    >>> named("model", "knn", "en"), named("model", "unheard of", "en")
    ('k-nearest neighbours', 'unheard of')
    """
    table = names().get(kind, {})
    return table[key].in_language(language) if key in table else key


def quoted(text: str, language: Language) -> str:
    """The text in the language's quotation marks.

    >>> quoted("vote", "ru"), quoted("vote", "en")
    ('«vote»', '“vote”')
    """
    return say(language, "quoted", text=text)


def worded(stem: str, key: str, language: Language, **parts: str) -> str:
    """The sentence `stem_key`; a key that nobody worded is shown as it is.

    >>> worded("direction", "less", "en"), worded("direction", "sideways", "en")
    ('more: lower risk', 'sideways')
    """
    return say(language, f"{stem}_{key}", **parts) if known(f"{stem}_{key}") else key


def score(estimate: Estimate, language: Language) -> str:
    """A figure and its interval.

    >>> score(Estimate(value=0.912, low=0.894, high=0.93), "en")
    '0.912 (0.894–0.930)'
    """
    figure = number(estimate.value, language, SCORE_DECIMALS)
    return f"{figure} ({interval(estimate, language, SCORE_DECIMALS)})"


def change(estimate: Estimate, language: Language, decimals: int = SCORE_DECIMALS) -> str:
    """A difference, its sign always shown, and its interval.

    >>> change(Estimate(value=0.011, low=-0.001, high=0.02), "en")
    '+0.011 (−0.001…0.020)'
    """
    value = signed(estimate.value, language, decimals)
    # Without blanks inside, the interval stays on one line of a table's cell.
    return f"{value} ({interval(estimate, language, decimals).replace(' … ', '…')})"


def share(estimate: Estimate, language: Language) -> str:
    """A fraction and its interval as percentages.

    >>> share(Estimate(value=0.38, low=0.35, high=0.41), "en")
    '38% (35–41%)'
    """
    return f"{percent(estimate.value, language)} ({percent_interval(estimate, language)})"


def p_value(value: float, language: Language) -> str:
    """A corrected p; below the last decimal only said to be so.

    >>> p_value(0.0421, "en"), p_value(0.00001, "en"), p_value(1.0, "ru")
    ('0.042', '<0.001', '1,000')
    """
    least = 10**-SIGNIFICANCE_DECIMALS
    if value < least:
        return "<" + number(least, language, SIGNIFICANCE_DECIMALS)
    return number(value, language, SIGNIFICANCE_DECIMALS)


def points(contribution: float, language: Language, *, sign: bool = False) -> str:
    """A share of probability in percentage points.

    >>> points(0.124, "en").split(), points(0.124, "ru", sign=True).split()
    (['12.4', 'pp'], ['+12,4', 'п.', 'п.'])
    """
    spell = signed if sign else number
    return say(language, "points", number=spell(100 * contribution, language, 1))


def origin(report: Report) -> str:
    """Which month the data is of, or which folder where its name is no month."""
    folder, language = report.results.data.month, report.language
    key = "origin_month" if MONTH.fullmatch(folder) else "origin_folder"
    return say(language, key, month=month(folder, language))


def title(field: str, language: Language) -> str:
    """A feature's name for a picture whose axis has its numbers: shares are in percent.

    >>> title("pages_per_visit", "en"), title("promo_share", "en")
    ('Pages a visit', 'Share of purchases on promotion, %')
    """
    return f"{label(field, language)}, %" if in_percent(field) else label(field, language)


def in_percent(field: str) -> bool:
    """Whether the feature's numbers are fractions shown as percentages.

    >>> in_percent("promo_share"), in_percent("failures"), in_percent("revenue_growth")
    (True, False, False)
    """
    known = rule_vocabulary().get(field)
    return known is not None and (known.percent or known.kind == "yes_no")


def shown(field: str, value: float | str, language: Language, *, unit: bool = True) -> str:
    """A value in its field's unit; an undescribed field's number with two decimals.

    >>> shown("promo_share", 0.45, "en"), shown("revenue_growth", 1.052, "en")
    ('45%', '1.05')
    >>> shown("revenue_current", 5304.2, "en"), shown("revenue_current", 5.3042, "en")
    ('5,304', '5.3')
    """
    if isinstance(value, str):
        return category_label(field, value, language)
    if in_percent(field):
        return percent(value, language)
    known = rule_vocabulary().get(field)
    if known is None:
        return number(value, language, UNDESCRIBED_DECIMALS)
    text = number(value, language, enough_decimals(value, known.decimals))
    return with_unit(text, field, language, unit=unit)


def with_unit(text: str, field: str, language: Language, *, unit: bool) -> str:
    """A formatted number and the unit of its field, where it is asked for and there is one."""
    known = rule_vocabulary().get(field)
    name = known.unit.in_language(language) if unit and known is not None else ""
    return f"{text}{BLANK}{name}".rstrip()


def single(field: str, value: float | str, language: Language, *, unit: bool = False) -> str:
    """One customer's own value: whole numbers without decimals, as they were counted.

    >>> single("pages_per_visit", 4.0, "en"), single("pages_per_visit", 4.5, "en")
    ('4', '4.5')
    """
    if isinstance(value, str) or in_percent(field) or value != round(value):
        return shown(field, value, language, unit=unit)
    return with_unit(number(value, language), field, language, unit=unit)


def mean_span(field: str, mean: Estimate, language: Language) -> str:
    """A mean and its interval in the field's unit, the unit itself left to the header.

    >>> mean_span("promo_share", Estimate(value=0.45, low=0.42, high=0.48), "en")
    '45% (42–48%)'
    >>> mean_span("failures", Estimate(value=1.04, low=0.94, high=1.14), "en")
    '1.0 (0.9–1.1)'
    """
    ends = (mean.value, mean.low, mean.high)
    value, low, high = alike(field, ends, language, like=mean.value)
    return f"{value} ({span(low, high)})"


def mean_sd(field: str, mean: float, sd: float, language: Language) -> str:
    """A mean and the standard deviation, with as many decimals as one digit of the latter needs.

    >>> mean_sd("failures", 3.9, 0.87, "en"), mean_sd("revenue_current", 4.678, 0.291, "en")
    ('3.9 ± 0.9', '4.7 ± 0.3')
    """
    spelled, spread = alike(field, (mean, sd), language, like=10 * sd)
    return say(language, "mean_sd", mean=spelled, sd=spread)


def alike(
    field: str, values: Sequence[float], language: Language, *, like: float
) -> tuple[str, ...]:
    """Numbers that stand beside each other, all with the decimals that `like` is read with."""
    if in_percent(field):
        return tuple(percent(value, language) for value in values)
    known = rule_vocabulary().get(field)
    usual = UNDESCRIBED_DECIMALS if known is None else known.decimals
    decimals = enough_decimals(like, usual)
    return tuple(number(value, language, decimals) for value in values)
