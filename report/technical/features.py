"""Each numeric feature by group."""

from __future__ import annotations

from analysis.profile.facts import ClassSummary, FeatureProfile
from analysis.vocabulary import Language
from report.blocks.figure import FigureBlock
from report.blocks.table import TableView
from report.charts.histograms import GroupNames, Panel, histogram_grid
from report.technical import chart_numbers
from report.text.field_values import is_share
from report.text.formats import alike, label, mean_sd, short, single, title
from report.text.numbers import span
from report.text.phrases import Prose
from report.text.say import Block, joined, say
from report.view import Report


def histograms(report: Report) -> Block:
    """Every numeric feature by group as a histogram."""
    profiles, language = report.results.profile.features, report.language
    if not profiles:
        return say(language, "features_none")
    panels = [
        Panel(
            profile=profile,
            title=title(profile.feature, language),
            percent=is_share(profile.feature),
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
        numbers=chart_numbers.bins(profiles, language),
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
        *(mean_sd(profile.feature, each.mean, each.sd, language) for each in pair),
        *(median_quartiles(profile.feature, summary, language) for summary in pair),
    ]


def median_quartiles(feature: str, summary: ClassSummary, language: Language) -> str:
    """Median and the quartiles around it, whole where all three are."""
    values = (summary.median, summary.lower_quartile, summary.upper_quartile)
    if all(value == round(value) for value in values):
        median, lower, upper = (single(feature, value, language) for value in values)
    else:
        median, lower, upper = alike(feature, values, language, like=summary.median)
    return f"{median} ({span(lower, upper)})"
