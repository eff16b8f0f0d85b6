"""Page 3: who drops, and what does not give them away."""

from __future__ import annotations

from analysis.profile.facts import CategoryShare, PortraitRow
from analysis.vocabulary import field_label, fields
from report.blocks.figure import FigureBlock
from report.blocks.fragments import fragment
from report.charts.portrait import (
    SHOWN_GROUPS,
    category_chart,
    group_name,
    paired_dots,
)
from report.management import chart_numbers
from report.text.field_values import field_value
from report.text.numbers import number, percent, percent_interval
from report.text.phrases import Markdown, Prose, say
from report.text.phrasing import first_few, listed, quiet
from report.view import Report

WORDS = "management/portrait"
FEATURES = 5
# Enough to say what people would have expected to differ.
ALIKE = 3


def differing(r: Report) -> tuple[PortraitRow, ...]:
    """The features that differ, strongest first, as many as the picture holds."""
    return tuple(row for row in r.results.profile.portrait if row.differs)[:FEATURES]


def heading(r: Report) -> Prose:
    """What dropping customers do otherwise, in the strongest feature or two."""
    rows, lang = differing(r), r.language
    if not rows:
        return say(WORDS, "heading_none", lang)
    second = another_source(rows)
    if second is None:
        return say(WORDS, "heading", lang, first=act(r, rows[0]))
    return say(WORDS, "heading_two", lang, first=act(r, rows[0]), second=act(r, second))


def another_source(rows: tuple[PortraitRow, ...]) -> PortraitRow | None:
    """The strongest feature that is not the first one's measure in another month."""
    first = fields()[rows[0].feature].source
    return next((row for row in rows[1:] if fields()[row.feature].source != first), None)


def act(r: Report, row: PortraitRow) -> Prose:
    """What they do beside what the others do, after "They"."""
    values = {
        "dropped": field_value(row.feature, row.dropped_mean.value, r.language, unit=False),
        "same": field_value(row.feature, row.same_mean.value, r.language, unit=False),
    }
    return say("management/acts", row.feature, r.language, **values)


def lead(r: Report) -> Prose:
    """How many drop, and what the page shows."""
    share = r.results.profile.dropped_share
    return say(
        WORDS,
        "lead" if differing(r) else "lead_alike",
        r.language,
        share=percent(share.value, r.language),
        span=percent_interval(share, r.language),
    )


def dots(r: Report) -> FigureBlock | Prose:
    """The strongest features as paired dots, each in its own unit."""
    rows, lang = differing(r), r.language
    if not rows:
        return Prose("")
    return FigureBlock(
        figure=paired_dots(r, rows),
        key="portrait",
        caption=say(WORDS, "dots_caption", lang, first=quiet(field_label(rows[0].feature, lang))),
        alt=say(WORDS, "dots_alt", lang, rows="; ".join(describe(r, row) for row in rows)),
        numbers=chart_numbers.features(r, rows),
    )


def describe(r: Report, row: PortraitRow) -> Prose:
    """One feature in words: the mean of both kinds of customers."""
    return say(
        WORDS,
        "row",
        r.language,
        feature=quiet(field_label(row.feature, r.language)),
        dropped=field_value(row.feature, row.dropped_mean.value, r.language, unit=False),
        same=field_value(row.feature, row.same_mean.value, r.language, unit=False),
    )


def categories(r: Report) -> FigureBlock:
    """Groups with more and fewer dropping customers than average."""
    groups, lang = shown_groups(r), r.language
    caption = say(
        WORDS,
        "categories_caption",
        lang,
        average=percent(r.results.profile.dropped_share.value, lang),
        extremes=extremes(r, groups),
    )
    every = len(r.results.profile.categories)
    if every > len(groups):
        shown, total = number(len(groups), lang), number(every, lang)
        caption = Prose(f"{caption} {say(WORDS, 'hidden', lang, shown=shown, all=total)}")
    return FigureBlock(
        figure=category_chart(r, groups),
        key="categories",
        caption=caption,
        alt=say(
            WORDS, "categories_alt", lang, rows="; ".join(describe_group(r, g) for g in groups)
        ),
        numbers=chart_numbers.groups(r, groups) if groups else None,
    )


def shown_groups(r: Report) -> tuple[CategoryShare, ...]:
    """The groups of the picture, highest share first: those that differ, then the largest."""
    ranked = sorted(
        r.results.profile.categories, key=lambda g: (g.verdict == "same", -g.customers, g.value)
    )
    return tuple(sorted(ranked[:SHOWN_GROUPS], key=lambda g: (-g.dropped_share.value, g.value)))


def extremes(r: Report, groups: tuple[CategoryShare, ...]) -> Prose:
    """Which groups really have more or fewer dropping customers, if any."""
    found = {
        verdict: first_few(
            [quiet(group_name(r, group)) for group in groups if group.verdict == verdict],
            r.language,
        )
        for verdict in ("more", "fewer")
    }
    kinds = [verdict for verdict, names in found.items() if names]
    key = "both" if len(kinds) > 1 else kinds[0] if kinds else "none"
    return say(WORDS, f"extremes_{key}", r.language, **found)


def describe_group(r: Report, group: CategoryShare) -> Prose:
    """One group in words: its share of dropping customers and its size."""
    return say(
        WORDS,
        "category_row",
        r.language,
        name=quiet(group_name(r, group)),
        share=percent(group.dropped_share.value, r.language),
        count=number(group.customers, r.language),
    )


def alike(r: Report) -> Prose:
    """What people expect to differ and does not, the most surprising first."""
    rows = [row for row in r.results.profile.portrait if not row.differs]
    expected = sorted(rows, key=lambda row: (row.feature != "profit", abs(row.effect.value)))
    if not expected:
        return say(WORDS, "alike_none", r.language)
    names = [quiet(field_label(row.feature, r.language)) for row in expected[:ALIKE]]
    return say(WORDS, "alike", r.language, features=listed(names, r.language))


def action(r: Report) -> Markdown:
    """What to do: which features to watch, and in which groups to look for the cause."""
    sentences = filter(None, (watch(r), look_first(r)))
    return fragment("action", {"text": Prose(" ".join(sentences))})


def watch(r: Report) -> Prose:
    """The features of the heading as those to watch, or what to go by where there are none."""
    rows, lang = differing(r), r.language
    if not rows:
        told = r.results.model.beats_chance
        return say(WORDS, "action_none" if told else "action_chance", lang)
    watched = filter(None, (rows[0], another_source(rows)))
    names = [
        say(WORDS, "watched", lang, feature=quiet(field_label(row.feature, lang)))
        for row in watched
    ]
    return say(WORDS, "action", lang, features=listed(names, r.language))


def look_first(r: Report) -> Prose:
    """The groups with more dropping customers than usual; empty where there are none."""
    groups = [quiet(group_name(r, g)) for g in shown_groups(r) if g.verdict == "more"]
    if not groups:
        return Prose("")
    return say(WORDS, "action_groups", r.language, groups=first_few(groups, r.language))
