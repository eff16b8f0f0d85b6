"""What stands on the page over all editions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from analysis.estimate import Estimate
from analysis.intake.months import MONTH
from analysis.vocabulary import LANGUAGES, Language
from report.blocks.figure import svg_bytes
from report.charts.editions import EditionPoint, Panel, editions_chart, joined_pairs
from report.edition.listed import ListedEdition
from report.engines.brand import NIGHT, stylesheet
from report.paths import TEMPLATES
from report.text.numbers import BLANK, DASH
from report.text.palette import palette
from report.text.phrasebook import Phrasebook

LIST = "customers.xlsx"
# Of a trend: a single edition has none.
FEWEST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Link:
    format: str
    label: str  # for those who hear the link alone
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """One edition in the table, formatted."""

    month: str
    figures: tuple[str, ...]
    documents: Mapping[str, Sequence[_Link]]  # by the document's name


@dataclass(frozen=True, slots=True, kw_only=True)
class _Section:
    """The page in one language."""

    language: Language
    say: partial[str]
    lines: tuple[_Line, ...]
    trend: Markup | None
    caption: str


def draw_index(editions: Sequence[ListedEdition], stamp: str) -> str:
    """The page as HTML. editions: newest first; stamp: tells whether the page is up to date."""
    languages = [each for each in LANGUAGES if _has_documents(editions, each)] or list(LANGUAGES)
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("index.html.j2").render(
        sections=[_compose(editions, language) for language in languages],
        style=Markup(stylesheet()),
        stamp=stamp,
        store=_book(editions[0], languages[0], editions).store,
    )


def _has_documents(editions: Sequence[ListedEdition], language: Language) -> bool:
    return any(f"-{language}." in name for edition in editions for name in edition.files)


def _compose(editions: Sequence[ListedEdition], language: Language) -> _Section:
    book = Phrasebook(language=language)
    drops = [*_points(editions, "drops")]
    return _Section(
        language=language,
        say=partial(_say, book),
        lines=tuple(_describe(_book(each, language, editions), each) for each in editions),
        trend=_draw_trend(book, drops, [*_points(editions, "roc_auc")]),
        caption=book.say(
            "index.trend_caption"
            if len(joined_pairs(drops)) == len(drops) - 1
            else "index.trend_caption_broken"
        ),
    )


def _say(book: Phrasebook, key: str) -> str:
    return book.say(f"index.{key}")


def _book(
    edition: ListedEdition, language: Language, editions: Sequence[ListedEdition]
) -> Phrasebook:
    """The phrase book with the edition's unit of profit, or that of the newest that has one."""
    store = next((each.store for each in (edition, *editions) if each.store), None)
    if store is None:
        return Phrasebook(language=language)
    russian = language == "ru"
    unit = store.profit_unit_ru if russian else store.profit_unit_en
    name = store.name_ru if russian else store.name_en
    return Phrasebook(language=language, unit=unit.replace(" ", BLANK), store=name)


def _describe(book: Phrasebook, edition: ListedEdition) -> _Line:
    """The figures of a whole edition are those of its documents."""
    whole, said = edition.headline, edition.forecast
    told = whole or said
    customers = whole.customers_kept if whole else said.customers if said else None
    drops, roc_auc = said.expected_drops if said else None, edition.roc_auc
    return _Line(
        month=book.month(edition.month),
        figures=(
            DASH if customers is None else book.number(customers),
            DASH if told is None else book.number(told.customers_at_risk),
            DASH if drops is None else _with_interval(book, drops),
            DASH if told is None else book.money(told.profit_at_risk),
            DASH if told is None else book.money(told.expected_gain),
            DASH if roc_auc is None else book.score(roc_auc),
        ),
        documents=_link_files(book, edition),
    )


def _with_interval(book: Phrasebook, estimate: Estimate) -> str:
    span = book.interval(estimate, 0)
    return book.say("index.with_interval", value=book.number(estimate.value), span=span)


def _link_files(book: Phrasebook, edition: ListedEdition) -> Mapping[str, Sequence[_Link]]:
    """The documents in the language, then the list for marketing."""
    ending = re.compile(rf"(?P<stem>.+)-{book.language}\.(?P<suffix>html|pdf|docx)")
    named = [(found.groups(), found[0]) for found in map(ending.fullmatch, edition.files) if found]
    if LIST in edition.files:
        stem, suffix = LIST.split(".")
        named.append(((stem, suffix), LIST))
    links: dict[str, list[_Link]] = {}
    for (stem, suffix), name in named:
        document, kind = book.worded("index.document", stem), suffix.upper()
        month = book.month(edition.month)
        label = book.say("index.file", format=kind, document=document, month=month)
        link = _Link(format=kind, label=label, href=f"{edition.month}/{name}")
        links.setdefault(document, []).append(link)
    return links


def _points(editions: Sequence[ListedEdition], figure: str) -> Iterator[EditionPoint]:
    """The months' estimates, oldest first."""
    for edition in reversed(editions):
        said, named = edition.forecast, MONTH.fullmatch(edition.month)
        if said is not None and named:
            estimate = said.expected_drops if figure == "drops" else edition.roc_auc
            if estimate is not None:
                year, month = edition.month.split("-")
                yield EditionPoint(
                    month=date(int(year), int(month), 1),
                    meaning=f"{said.meaning} {said.horizon_months}",
                    estimate=estimate,
                )


def _draw_trend(
    book: Phrasebook, drops: Sequence[EditionPoint], roc_auc: Sequence[EditionPoint]
) -> Markup | None:
    """The picture as a part of the page; None where there is nothing to compare."""
    if len(drops) < FEWEST:
        return None
    panels = [
        Panel(title=book.say("index.drops_title"), points=drops, hue="risk", whole=True),
        Panel(title=book.say("index.roc_auc_title"), points=roc_auc, hue="value"),
    ]
    shown = [panel for panel in panels if len(panel.points) >= FEWEST]
    first, last = drops[0], drops[-1]
    alt = book.say(
        "index.trend_alt",
        first=book.month(f"{first.month:%Y-%m}"),
        last=book.month(f"{last.month:%Y-%m}"),
        before=_with_interval(book, first.estimate),
        now=_with_interval(book, last.estimate),
    )
    key = f"trend-{book.language}"
    return _inline(svg_bytes(editions_chart(book, shown), key).decode("utf-8"), key, alt)


def _inline(svg: str, key: str, alt: str) -> Markup:
    """The picture without a file's frame; colours follow the page, also on a dark screen."""
    svg = svg[svg.index("<svg") :]
    for pattern, instead in (
        (r"(?s)<metadata>.*?</metadata>|<style.*?</style>", ""),
        (r' id="', f' id="{key}-'),
        (r"url\(#", f"url(#{key}-"),
        (r'xlink:href="#', f'href="#{key}-'),
        (r' xmlns(:\w+)?="[^"]*"', ""),
        (r' width="[\d.]+pt" height="[\d.]+pt"|height="[\d.]+pt" ', ""),
    ):
        svg = re.sub(pattern, instead, svg)
    names = _names_of_colours()
    svg = re.sub(
        "#[0-9a-f]{6}",
        lambda found: f"var(--{names[found[0]]})" if found[0] in names else found[0],
        svg,
    )
    return Markup(svg.replace("<svg", f'<svg role="img" aria-label="{escape(alt)}"', 1))


def _names_of_colours() -> Mapping[str, str]:
    day = [(value, name) for name, value in palette().items() if not name.startswith(NIGHT)]
    return dict(reversed(day))
