"""Page 3: who drops, and what does not give them away."""

from __future__ import annotations

from analysis.profile.facts import CategoryShare, PortraitRow
from analysis.vocabulary import fields
from report.blocks import chart_numbers
from report.blocks.coverage import add_labelled
from report.blocks.figure import FigureBlock
from report.blocks.fragments import fragment
from report.charts.intervals import category_chart, group_name, portrait_chart
from report.text.phrases import Markdown, Prose, quiet
from report.view import View

FEATURES, SHOWN_GROUPS = 5, 10
# Enough to say what people would have expected to differ.
ALIKE = 3


def _differing(view: View) -> tuple[PortraitRow, ...]:
    """The features that differ, strongest first, as many as the picture holds."""
    return tuple(row for row in view.results.profile.portrait if row.differs)[:FEATURES]


def heading(view: View) -> Prose:
    """What dropping customers do otherwise, in the strongest feature or two."""
    rows = _differing(view)
    if not rows:
        return view.say("portrait.heading_none")
    second = _another_source(rows)
    if second is None:
        return view.say("portrait.heading", first=_act(view, rows[0]))
    return view.say("portrait.heading_two", first=_act(view, rows[0]), second=_act(view, second))


def _another_source(rows: tuple[PortraitRow, ...]) -> PortraitRow | None:
    """The strongest feature that is not the first one's measure in another month."""
    first = fields()[rows[0].feature].source
    return next((row for row in rows[1:] if fields()[row.feature].source != first), None)


def _act(view: View, row: PortraitRow) -> Prose:
    """What they do beside what the others do, after "They"."""
    values = {
        "dropped": view.field_value(row.feature, row.dropped_mean.value, unit=False),
        "same": view.field_value(row.feature, row.same_mean.value, unit=False),
    }
    return view.say(f"acts.{row.feature}", **values)


def lead(view: View) -> Prose:
    """How many drop, of which month if not of this one, and what the page shows."""
    share, month = view.results.profile.dropped_share, view.portrait_month.month
    this = month == view.results.data.month
    usual = "portrait.lead" if this else "portrait.lead_month"
    alike = "portrait.lead_alike" if this else "portrait.lead_alike_month"
    horizon = view.count(view.results.history.horizon_months, "month")
    return view.say(
        usual if _differing(view) else alike,
        share=view.percent(share.value),
        span=view.percent_interval(share),
        month=view.month(month),
        within=view.say("portrait.within", months=horizon),
    )


def dots(view: View) -> FigureBlock | Prose:
    """The strongest features as paired dots, each in its own unit."""
    rows = _differing(view)
    if not rows:
        return Prose("")
    return FigureBlock(
        figure=portrait_chart(view, rows),
        key="portrait",
        caption=add_labelled(
            view,
            view.say("portrait.dots_caption", first=quiet(view.label(rows[0].feature))),
            (row.feature for row in rows),
        ),
        alt=view.say("portrait.dots_alt", rows="; ".join(_describe(view, row) for row in rows)),
        numbers=chart_numbers.features(view, rows),
    )


def _describe(view: View, row: PortraitRow) -> Prose:
    return view.say(
        "portrait.row",
        feature=quiet(view.label(row.feature)),
        dropped=view.field_value(row.feature, row.dropped_mean.value, unit=False),
        same=view.field_value(row.feature, row.same_mean.value, unit=False),
    )


def categories(view: View) -> FigureBlock:
    """Groups with more and fewer dropping customers than average."""
    groups = _shown_groups(view)
    caption = view.say(
        "portrait.categories_caption",
        average=view.percent(view.results.profile.dropped_share.value),
        extremes=_extremes(view, groups),
    )
    every = len(view.results.profile.categories)
    if every > len(groups):
        shown, total = (view.number(len(groups)), view.number(every))
        caption = Prose(f"{caption} {view.say('portrait.hidden', shown=shown, all=total)}")
    return FigureBlock(
        figure=category_chart(view, groups),
        key="categories",
        caption=add_labelled(view, caption, (group.feature for group in groups)),
        alt=view.say(
            "portrait.categories_alt", rows="; ".join(_describe_group(view, g) for g in groups)
        ),
        numbers=chart_numbers.groups(view, groups) if groups else None,
    )


def _shown_groups(view: View) -> tuple[CategoryShare, ...]:
    """The groups of the picture, highest share first: those that differ, then the largest."""
    ranked = sorted(
        view.results.profile.categories, key=lambda g: (g.verdict == "same", -g.customers, g.value)
    )
    return tuple(sorted(ranked[:SHOWN_GROUPS], key=lambda g: (-g.dropped_share.value, g.value)))


def _extremes(view: View, groups: tuple[CategoryShare, ...]) -> Prose:
    """Which groups really have more or fewer dropping customers, if any."""
    found = {
        verdict: view.first_few(
            [quiet(group_name(view, group)) for group in groups if group.verdict == verdict]
        )
        for verdict in ("more", "fewer")
    }
    kinds = [verdict for verdict, names in found.items() if names]
    key = "both" if len(kinds) > 1 else kinds[0] if kinds else "none"
    return view.say(f"portrait.extremes_{key}", **found)


def _describe_group(view: View, group: CategoryShare) -> Prose:
    return view.say(
        "portrait.category_row",
        name=quiet(group_name(view, group)),
        share=view.percent(group.dropped_share.value),
        count=view.number(group.customers),
    )


def alike(view: View) -> Prose:
    """What people expect to differ and does not, the most surprising first."""
    rows = [row for row in view.results.profile.portrait if not row.differs]
    expected = sorted(rows, key=lambda row: (row.feature != "profit", abs(row.effect.value)))
    if not expected:
        return view.say("portrait.alike_none")
    names = [quiet(view.label(row.feature)) for row in expected[:ALIKE]]
    return view.say("portrait.alike", features=view.listed(names))


def action(view: View) -> Markdown:
    """What to do: which features to watch, and in which groups to look for the cause."""
    sentences = filter(None, (_watch(view), _look_first(view)))
    return fragment("action", {"text": Prose(" ".join(sentences))})


def _watch(view: View) -> Prose:
    """The features of the heading as those to watch, or what to go by where there are none."""
    rows = _differing(view)
    if not rows:
        told = view.results.model.beats_chance
        return view.say("portrait.action_none" if told else "portrait.action_chance")
    watched = filter(None, (rows[0], _another_source(rows)))
    names = [
        view.say("portrait.watched", feature=quiet(view.label(row.feature))) for row in watched
    ]
    return view.say("portrait.action", features=view.listed(names))


def _look_first(view: View) -> Prose:
    """The groups with more dropping customers than usual; empty where there are none."""
    groups = [quiet(group_name(view, g)) for g in _shown_groups(view) if g.verdict == "more"]
    if not groups:
        return Prose("")
    return view.say("portrait.action_groups", groups=view.first_few(groups))
