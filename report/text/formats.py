"""Facts as the technical document spells them: scores, intervals, names, effects."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.estimate import Estimate
from analysis.segments.rules import rule_vocabulary
from analysis.vocabulary import Language, Words
from report.text.field_values import (
    UNDESCRIBED_DECIMALS,
    field_value,
    is_share,
    with_unit,
)
from report.text.names import names
from report.text.numbers import (
    MONTH,
    enough_decimals,
    interval,
    measure,
    measure_interval,
    month,
    number,
    percent,
    percent_interval,
    signed,
    span,
)
from report.text.say import known, say
from report.view import Report

SCORE_DECIMALS = 3
SIGNIFICANCE_DECIMALS = 3


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
    ends = measure_interval(estimate, language, SCORE_DECIMALS)
    return f"{measure(estimate.value, language, SCORE_DECIMALS)} ({ends})"


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
    return f"{label(field, language)}, %" if is_share(field) else label(field, language)


def single(field: str, value: float | str, language: Language, *, unit: bool = False) -> str:
    """One customer's own value: whole numbers without decimals, as they were counted.

    >>> single("pages_per_visit", 4.0, "en"), single("pages_per_visit", 4.5, "en")
    ('4', '4.5')
    """
    if isinstance(value, str) or is_share(field) or value != round(value):
        return field_value(field, value, language, unit=unit)
    text = number(value, language)
    return with_unit(text, field, language) if unit else text


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
    if is_share(field):
        return tuple(percent(value, language) for value in values)
    known = rule_vocabulary().get(field)
    usual = UNDESCRIBED_DECIMALS if known is None else known.decimals
    decimals = enough_decimals(like, usual)
    return tuple(number(value, language, decimals) for value in values)
