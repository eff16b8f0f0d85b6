"""Each feature by group, and the values of categories."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.estimate import Estimate
from analysis.profile.facts import CategoryShare, ClassSummary, FeatureProfile
from analysis.vocabulary import Language
from report.present.figure import FigureBlock
from report.present.names import category_label
from report.present.numbers import number, percent, span
from report.present.open import Report
from report.present.phrases import Prose
from report.present.table import TableView
from report.present.technical.charts.histograms import GroupNames, Panel, histogram_grid
from report.present.technical.charts.rows import DotRow, Reference, dot_chart
from report.present.technical.say import Block, joined, listed, say
from report.present.technical.show import (
    in_percent,
    label,
    p_value,
    share,
    short,
    shown,
    single,
    title,
    worded,
)

# The field whose values speak for themselves.
OBVIOUS = "category"
# Rows that fit on a page, and names that fit into a caption.
DRAWN, NAMED = 22, 5
HUES = {"more": "risk", "fewer": "ink", "same": "grey"}


def histograms(report: Report) -> Block:
    """Every numeric feature by group as a histogram."""
    profiles, language = report.results.profile.features, report.language
    if not profiles:
        return say(language, "features_none")
    panels = [
        Panel(
            profile=profile,
            title=title(profile.feature, language),
            percent=in_percent(profile.feature),
        )
        for profile in profiles
    ]
    names = GroupNames(
        dropped=say(language, "dropped"),
        same=say(language, "same"),
        median=say(language, "median"),
        axis=say(language, "axis_share_of_class"),
    )
    return FigureBlock(
        figure=histogram_grid(panels, names, language),
        key="features",
        caption=histograms_caption(report),
        alt=say(
            language,
            "features_alt",
            medians=joined(median_pair(profile, language) for profile in profiles),
        ),
    )


def histograms_caption(report: Report) -> Prose:
    """Where the groups lie furthest apart, if anywhere."""
    language = report.language
    profiles = {profile.feature: profile for profile in report.results.profile.features}
    for row in report.results.profile.portrait:
        if row.differs and row.feature in profiles:
            profile = profiles[row.feature]
            return say(
                language,
                "features_caption",
                field=label(row.feature, language),
                dropped=single(row.feature, profile.dropped.median, language),
                same=single(row.feature, profile.same.median, language),
            )
    return say(language, "features_caption_none")


def median_pair(profile: FeatureProfile, language: Language) -> str:
    """One feature's two medians for those who do not see the picture."""
    dropped, same = (
        single(profile.feature, summary.median, language)
        for summary in (profile.dropped, profile.same)
    )
    return say(
        language,
        "features_pair",
        field=label(profile.feature, language),
        dropped=dropped,
        same=same,
    )


def table(report: Report) -> Block:
    """Means with standard deviations, and medians with quartiles, by group."""
    language = report.language
    profiles = report.results.profile.features
    if not profiles:
        return Prose("")
    keys = ("field", "mean_dropped", "mean_same", "median_dropped", "median_same")
    return TableView(
        header=[say(language, f"col_{key}") for key in keys],
        rows=[feature_row(profile, language) for profile in profiles],
        align="lrrrr",
        caption=say(language, "features_table_caption"),
        key="features",
    )


def feature_row(profile: FeatureProfile, language: Language) -> list[str]:
    """One feature's summary."""
    pair = (profile.dropped, profile.same)
    return [
        short(profile.feature, language),
        *(mean_sd(profile.feature, summary, language) for summary in pair),
        *(median_quartiles(profile.feature, summary, language) for summary in pair),
    ]


def mean_sd(feature: str, summary: ClassSummary, language: Language) -> str:
    """Mean and standard deviation."""
    mean, sd = (shown(feature, value, language, unit=False) for value in (summary.mean, summary.sd))
    return say(language, "mean_sd", mean=mean, sd=sd)


def median_quartiles(feature: str, summary: ClassSummary, language: Language) -> str:
    """Median and the quartiles around it."""
    median, lower, upper = (
        single(feature, value, language)
        for value in (summary.median, summary.lower_quartile, summary.upper_quartile)
    )
    return f"{median} ({span(lower, upper)})"


def ordered_categories(report: Report) -> list[CategoryShare]:
    """Field by field, the value with the most drops first."""
    found = report.results.profile.categories
    places = {name: place for place, name in enumerate(dict.fromkeys(c.feature for c in found))}
    return sorted(found, key=lambda c: (places[c.feature], -c.dropped_share.value, c.value))


def value_name(feature: str, value: str, language: Language) -> str:
    """A value as a reader knows it; yes and no need their field's name beside them.

    >>> value_name("category", "textile", "en"), value_name("consent", "no", "en")
    ('Home textiles', 'Consent to messages: no')
    """
    name = category_label(feature, value, language)
    return name if feature == OBVIOUS else f"{label(feature, language)}: {name}"


def category_chart(report: Report) -> Block:
    """Share of drops by category value, against the average."""
    rows, language = ordered_categories(report), report.language
    if not rows:
        return say(language, "categories_none")
    average = report.results.profile.dropped_share.value
    drawn = foremost(rows)
    figure = dot_chart(
        [category_dot(row, language) for row in drawn],
        axis=say(language, "categories_axis"),
        reference=Reference(
            at=100 * average,
            text=say(language, "categories_average", share=percent(average, language)),
        ),
        language=language,
    )
    return FigureBlock(
        figure=figure,
        key="categories",
        caption=categories_caption(rows, drawn, language),
        alt=say(
            language,
            "categories_alt",
            items=joined(
                f"{value_name(row.feature, row.value, language)} "
                f"{share(row.dropped_share, language)}"
                for row in drawn
            ),
            average=percent(average, language),
        ),
    )


def foremost(rows: Sequence[CategoryShare]) -> list[CategoryShare]:
    """What fits on a page, in the order given: first what differs, then what is frequent."""
    ranked = sorted(rows, key=lambda row: (row.verdict == "same", -row.customers))
    chosen = {(row.feature, row.value) for row in ranked[:DRAWN]}
    return [row for row in rows if (row.feature, row.value) in chosen]


def categories_caption(
    rows: Sequence[CategoryShare], drawn: Sequence[CategoryShare], language: Language
) -> str:
    """What the picture says, and how much of the table it shows."""
    caption = say(language, "categories_caption", claim=categories_claim(rows, language))
    if len(drawn) == len(rows):
        return caption
    part, whole = number(len(drawn), language), number(len(rows), language)
    return f"{caption} {say(language, 'categories_part', part=part, whole=whole)}"


def category_dot(row: CategoryShare, language: Language) -> DotRow:
    """One value as a dot, coloured only where more customers drop."""
    found = row.dropped_share
    return DotRow(
        label=value_name(row.feature, row.value, language),
        estimate=Estimate(value=100 * found.value, low=100 * found.low, high=100 * found.high),
        text=say(
            language,
            "categories_mark",
            share=percent(found.value, language),
            customers=number(row.customers, language),
        ),
        hue=HUES.get(row.verdict, "grey"),
    )


def categories_claim(rows: Sequence[CategoryShare], language: Language) -> str:
    """Which values have significantly more, or fewer, drops than the others."""
    parts = []
    for verdict in ("more", "fewer"):
        found = [
            say(
                language,
                "categories_item",
                value=value_name(row.feature, row.value, language),
                share=percent(row.dropped_share.value, language),
            )
            for row in rows
            if row.verdict == verdict
        ]
        if found:
            values = listed(language, cut(found, language))
            parts.append(say(language, f"categories_{verdict}", values=values))
    return " ".join(parts) or say(language, "categories_same")


def cut(items: Sequence[str], language: Language) -> list[str]:
    """The first few of a long row of names, and how many more there are."""
    if len(items) <= NAMED:
        return list(items)
    rest = number(len(items) - NAMED, language)
    return [*items[:NAMED], say(language, "and_more", rest=rest)]


def category_table(report: Report) -> Block:
    """The same, as numbers."""
    rows, language = ordered_categories(report), report.language
    if not rows:
        return Prose("")
    keys = ("field", "value", "customers", "dropped", "p", "drops")
    return TableView(
        header=[say(language, f"col_{key}") for key in keys],
        rows=[
            [
                label(row.feature, language),
                category_label(row.feature, row.value, language),
                number(row.customers, language),
                share(row.dropped_share, language),
                p_value(row.p_adjusted, language),
                worded("verdict", row.verdict, language),
            ]
            for row in rows
        ],
        align="llrrrl",
        caption=say(language, "categories_table_caption"),
        key="categories",
    )
