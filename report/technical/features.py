"""Each numeric feature by group."""

from __future__ import annotations

from analysis.profile.facts import ClassSummary, FeatureProfile
from report.blocks import chart_numbers
from report.blocks.coverage import add_labelled, count_beside
from report.blocks.figure import FigureBlock
from report.blocks.stack import Block
from report.blocks.table import Column, table_of
from report.charts.histograms import GroupNames, Panel, histogram_grid
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
        Panel(profile=profile, title=view.title(profile.feature), percent=is_share(profile.feature))
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
        caption=add_labelled(view, _histograms_caption(view), (p.feature for p in profiles)),
        alt=view.say(
            "technical.features_alt",
            medians=joined(_median_pair(profile, view) for profile in profiles),
        ),
        numbers=chart_numbers.bins(view, profiles),
    )


def _histograms_caption(view: View) -> Prose:
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


def _median_pair(profile: FeatureProfile, book: Phrasebook) -> str:
    dropped, same = (
        book.single(profile.feature, summary.median) for summary in (profile.dropped, profile.same)
    )
    return book.say(
        "technical.features_pair", field=book.label(profile.feature), dropped=dropped, same=same
    )


def table(view: View) -> Block:
    """Means with standard deviations, and medians with quartiles, by group."""

    def mean_sd(feature: str, group: ClassSummary) -> str:
        return view.mean_sd(feature, group.mean, group.sd)

    return table_of(
        view,
        "technical",
        view.results.profile.features,
        Column("field", "l", lambda p: count_beside(view, view.short(p.feature), p.feature)),
        Column("mean_dropped", "r", lambda p: mean_sd(p.feature, p.dropped)),
        Column("mean_same", "r", lambda p: mean_sd(p.feature, p.same)),
        Column("median_dropped", "r", lambda p: _median_quartiles(p.feature, p.dropped, view)),
        Column("median_same", "r", lambda p: _median_quartiles(p.feature, p.same, view)),
        caption=view.say("technical.features_table_caption"),
        key="features",
    )


def _median_quartiles(feature: str, summary: ClassSummary, book: Phrasebook) -> str:
    """Median and the quartiles around it, whole where all three are."""
    values = (summary.median, summary.lower_quartile, summary.upper_quartile)
    if all(value == round(value) for value in values):
        median, lower, upper = (book.single(feature, value) for value in values)
    else:
        median, lower, upper = book.alike(feature, values, like=summary.median)
    return f"{median} ({span(lower, upper)})"
