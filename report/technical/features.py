"""Each numeric feature by group."""

from __future__ import annotations

from analysis.profile.facts import ClassSummary, FeatureProfile
from report.blocks.figure import FigureBlock
from report.blocks.stack import Block
from report.blocks.table import TableView
from report.charts.histograms import GroupNames, Panel, histogram_grid
from report.technical import chart_numbers
from report.text.field_values import is_share
from report.text.numbers import span
from report.text.phrasebook import Phrasebook
from report.text.phrases import Prose, joined
from report.view import View


def histograms(view: View) -> Block:
    """Every numeric feature by group as a histogram."""
    profiles = view.results.profile.features
    if not profiles:
        return view.say("technical.features_none")
    panels = [
        Panel(
            profile=profile,
            title=view.title(profile.feature),
            percent=is_share(profile.feature),
        )
        for profile in profiles
    ]
    names = GroupNames(
        dropped=view.say("technical.dropped"),
        same=view.say("technical.same"),
        median=view.say("technical.median"),
        axis=view.say("technical.axis_share_of_class"),
    )
    return FigureBlock(
        figure=histogram_grid(panels, names, view),
        key="features",
        caption=histograms_caption(view),
        alt=view.say(
            "technical.features_alt",
            medians=joined(median_pair(profile, view) for profile in profiles),
        ),
        numbers=chart_numbers.bins(profiles, view),
    )


def histograms_caption(view: View) -> Prose:
    """Where the groups lie furthest apart, if anywhere."""
    profiles = {profile.feature: profile for profile in view.results.profile.features}
    for row in view.results.profile.portrait:
        if row.differs and row.feature in profiles:
            profile = profiles[row.feature]
            return view.say(
                "technical.features_caption",
                field=view.label(row.feature),
                dropped=view.single(row.feature, profile.dropped.median),
                same=view.single(row.feature, profile.same.median),
            )
    return view.say("technical.features_caption_none")


def median_pair(profile: FeatureProfile, book: Phrasebook) -> str:
    """One feature's two medians for those who do not see the picture."""
    dropped, same = (
        book.single(profile.feature, summary.median) for summary in (profile.dropped, profile.same)
    )
    return book.say(
        "technical.features_pair", field=book.label(profile.feature), dropped=dropped, same=same
    )


def table(view: View) -> Block:
    """Means with standard deviations, and medians with quartiles, by group."""
    profiles = view.results.profile.features
    if not profiles:
        return Prose("")
    keys = ("field", "mean_dropped", "mean_same", "median_dropped", "median_same")
    return TableView(
        header=[view.say(f"technical.col_{key}") for key in keys],
        rows=[feature_row(profile, view) for profile in profiles],
        align="lrrrr",
        caption=view.say("technical.features_table_caption"),
        key="features",
    )


def feature_row(profile: FeatureProfile, book: Phrasebook) -> list[str]:
    """One feature's summary."""
    pair = (profile.dropped, profile.same)
    return [
        book.short(profile.feature),
        *(book.mean_sd(profile.feature, each.mean, each.sd) for each in pair),
        *(median_quartiles(profile.feature, summary, book) for summary in pair),
    ]


def median_quartiles(feature: str, summary: ClassSummary, book: Phrasebook) -> str:
    """Median and the quartiles around it, whole where all three are."""
    values = (summary.median, summary.lower_quartile, summary.upper_quartile)
    if all(value == round(value) for value in values):
        median, lower, upper = (book.single(feature, value) for value in values)
    else:
        median, lower, upper = book.alike(feature, values, like=summary.median)
    return f"{median} ({span(lower, upper)})"
