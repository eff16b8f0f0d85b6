"""What was read, repaired, set aside, and who is there twice."""

from __future__ import annotations

from analysis.intake.facts import InputFile, Notice, SetAside
from analysis.vocabulary import Language
from report.blocks.table import TableView
from report.text.formats import label, origin, worded
from report.text.numbers import number, percent, percent_interval, span
from report.text.phrases import Prose
from report.text.say import Block, Stack, say
from report.view import Report

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}
# Enough of a checksum to tell two exports apart on paper; the manifest has it all.
HASH_SHOWN = 12


def files_claim(report: Report) -> Prose:
    """Month, and how many customers were read, kept and set aside."""
    facts, language = report.results.headline, report.language
    return say(
        language,
        "files_claim",
        origin=origin(report),
        read=number(facts.customers_read, language),
        kept=number(facts.customers_kept, language),
        aside=number(facts.customers_set_aside, language),
    )


def demonstration(report: Report) -> Prose:
    """A plain word where the data is a demonstration; nothing elsewhere."""
    if not report.results.data.demonstration:
        return Prose("")
    return say(report.language, "files_demo")


def files_table(report: Report) -> Block:
    """The four files as they were found."""
    language = report.language
    keys = ("file", "rows", "separator", "encoding", "decimal", "sha")
    table = TableView(
        header=[say(language, f"col_{key}") for key in keys],
        rows=[file_row(file, report) for file in report.results.data.files],
        align="lrllll",
        caption=say(language, "files_caption"),
        key="files",
    )
    return Stack((table, demonstration(report)))


def file_row(file: InputFile, report: Report) -> list[str]:
    """One file: name, rows, how it is written, the beginning of its checksum."""
    language = report.language
    return [
        file.name,
        number(file.rows, language),
        worded("separator", SEPARATORS.get(file.separator, file.separator), language),
        file.encoding,
        say(language, "decimal_comma" if file.decimal_comma else "decimal_point"),
        file.sha256[:HASH_SHOWN],
    ]


def dropped_claim(report: Report) -> Prose:
    """How many customers carry a label, and how many of them dropped."""
    data, language = report.results.data, report.language
    share = report.results.profile.dropped_share
    return say(
        language,
        "dropped_claim",
        labelled=number(data.customers_labelled, language),
        kept=number(data.customers_kept, language),
        dropped=number(data.customers_dropped, language),
        share=percent(share.value, language),
        interval=percent_interval(share, language),
    )


def repairs(report: Report) -> Block:
    """Every spelling that was read as another."""
    found, language = report.results.data.repairs, report.language
    if not found:
        return say(language, "repairs_none")
    keys, blank = ("file", "column", "found", "became", "cells"), say(language, "dash")
    table = TableView(
        header=[say(language, f"col_{key}") for key in keys],
        rows=[
            [x.file, x.column, x.found, x.became or blank, number(x.rows, language)] for x in found
        ],
        align="llllr",
        caption=say(language, "repairs_caption"),
        key="repairs",
    )
    return Stack((say(language, "repairs_claim", kinds=number(len(found), language)), table))


def notices(report: Report) -> Block:
    """Whatever else was read silently, or that there was nothing."""
    found, language = report.results.data.notices, report.language
    if not found:
        return say(language, "notices_none")
    keys = ("notice", "file", "column", "detail", "number")
    return TableView(
        header=[say(language, f"col_{key}") for key in keys],
        rows=[notice_row(notice, language) for notice in found],
        align="llllr",
        caption=say(language, "notices_caption"),
        key="notices",
    )


def notice_row(notice: Notice, language: Language) -> list[str]:
    """One notice as cells; a notice on the joined customers names a field, not a column."""
    none = say(language, "dash")
    column = notice.column if notice.file else label(notice.column, language)
    return [
        worded("notice", notice.key, language),
        notice.file or none,
        column or none,
        notice.detail or none,
        number(notice.count, language),
    ]


def set_aside(report: Report) -> Block:
    """Which rule left how many customers out; nobody is named here."""
    rules, language = report.results.data.set_aside, report.language
    rules = tuple(rule for rule in rules if rule.customers)
    if not rules:
        return say(language, "aside_none")
    headline = report.results.headline
    claim = say(
        language,
        "aside_claim",
        customers=number(headline.customers_set_aside, language),
        read=number(headline.customers_read, language),
    )
    keys = ("rule", "threshold", "customers", "seen")
    table = TableView(
        header=[say(language, f"col_{key}") for key in keys],
        rows=[aside_row(rule, report) for rule in rules],
        align="lrrr",
        caption=say(language, "aside_caption"),
        key="set-aside",
    )
    return Stack((claim, table))


def aside_row(rule: SetAside, report: Report) -> list[str]:
    """One rule: its words, its limit, its customers, the values that triggered it."""
    language = report.language
    least, most = min(rule.values, default=0.0), max(rule.values, default=0.0)
    return [
        worded("aside_rule", rule.rule, language),
        number(rule.threshold, language, 1),
        number(rule.customers, language),
        span(number(least, language, 1), number(most, language, 1)),
    ]


def twins(report: Report) -> Block:
    """Customers who are there under two ids."""
    facts, language = report.results.data.twins, report.language
    if not facts.pairs and not facts.groups:
        return say(language, "twins_none")
    known = "twins_claim" if facts.label_differs else "twins_claim_agree"
    untold = report.results.data.twins_untold
    claim = say(
        language,
        "twins_claim_untold" if untold else known,
        pairs=number(facts.pairs, language),
        differs=number(facts.label_differs, language),
    )
    fields = number(report.results.settings.data.near_twin_fields, language)
    counts = {
        "pairs": facts.pairs,
        "equal": facts.equal_pairs,
        "near": facts.near_pairs,
        "near_elsewhere": facts.near_elsewhere,
        "label": facts.label_differs,
        "groups": facts.groups,
        "customers": facts.customers,
    }
    table = TableView(
        header=[say(language, "col_what"), say(language, "col_number")],
        rows=[
            [say(language, f"twins_{key}", fields=fields), number(value, language)]
            for key, value in counts.items()
        ],
        align="lr",
        caption=say(language, "twins_caption_untold" if untold else "twins_caption"),
        key="twins",
    )
    return Stack((claim, table))
