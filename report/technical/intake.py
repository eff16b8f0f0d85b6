"""What was read, repaired, set aside, and who is there twice."""

from __future__ import annotations

from analysis.intake.facts import InputFile, Notice, SetAside
from report.blocks.stack import Block, Stack
from report.blocks.table import TableView
from report.text.numbers import span
from report.text.phrasebook import Phrasebook
from report.text.phrases import Prose
from report.view import View

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}
# Enough of a checksum to tell two exports apart on paper; the manifest has it all.
HASH_SHOWN = 12


def files_claim(view: View) -> Prose:
    """Month, and how many customers were read, kept and set aside."""
    facts = view.results.headline
    return view.say(
        "technical.files_claim",
        origin=view.origin,
        read=view.number(facts.customers_read),
        kept=view.number(facts.customers_kept),
        aside=view.number(facts.customers_set_aside),
    )


def demonstration(view: View) -> Prose:
    """A plain word where the data is a demonstration; nothing elsewhere."""
    if not view.results.data.demonstration:
        return Prose("")
    return view.say("technical.files_demo")


def files_table(view: View) -> Block:
    """The four files as they were found."""
    keys = ("file", "rows", "separator", "encoding", "decimal", "sha")
    table = TableView(
        header=[view.say(f"technical.col_{key}") for key in keys],
        rows=[file_row(file, view) for file in view.results.data.files],
        align="lrllll",
        caption=view.say("technical.files_caption"),
        key="files",
    )
    return Stack((table, demonstration(view)))


def file_row(file: InputFile, view: View) -> list[str]:
    """One file: name, rows, how it is written, the beginning of its checksum."""
    if not file.encoding:  # cells, no text
        none = view.say("technical.dash")
        return [file.name, view.number(file.rows), none, none, none, file.sha256[:HASH_SHOWN]]
    return [
        file.name,
        view.number(file.rows),
        view.worded("technical.separator", SEPARATORS.get(file.separator, file.separator)),
        file.encoding,
        view.say("technical.decimal_comma" if file.decimal_comma else "technical.decimal_point"),
        file.sha256[:HASH_SHOWN],
    ]


def dropped_claim(view: View) -> Prose:
    """How many customers carry a label, and how many of them dropped."""
    data = view.results.data
    share = view.results.profile.dropped_share
    return view.say(
        "technical.dropped_claim",
        labelled=view.number(data.customers_labelled),
        kept=view.number(data.customers_kept),
        dropped=view.number(data.customers_dropped),
        share=view.percent(share.value),
        interval=view.percent_interval(share),
    )


def repairs(view: View) -> Block:
    """Every spelling that was read as another."""
    found = view.results.data.repairs
    if not found:
        return view.say("technical.repairs_none")
    keys, blank = ("file", "column", "found", "became", "cells"), view.say("technical.dash")
    table = TableView(
        header=[view.say(f"technical.col_{key}") for key in keys],
        rows=[
            [
                x.file,
                x.column,
                x.found,
                x.became or blank,
                view.number(x.rows),
            ]
            for x in found
        ],
        align="llllr",
        caption=view.say("technical.repairs_caption"),
        key="repairs",
    )
    return Stack(
        (
            view.say("technical.repairs_claim", kinds=view.number(len(found))),
            table,
        )
    )


def notices(view: View) -> Block:
    """Whatever else was read silently, or that there was nothing."""
    found = view.results.data.notices
    if not found:
        return view.say("technical.notices_none")
    keys = ("notice", "file", "column", "detail", "number")
    return TableView(
        header=[view.say(f"technical.col_{key}") for key in keys],
        rows=[notice_row(notice, view) for notice in found],
        align="llllr",
        caption=view.say("technical.notices_caption"),
        key="notices",
    )


def notice_row(notice: Notice, book: Phrasebook) -> list[str]:
    """One notice as cells; a notice on the joined customers names a field, not a column."""
    none = book.say("technical.dash")
    column = notice.column if notice.file else book.label(notice.column)
    return [
        book.worded("technical.notice", notice.key),
        notice.file or none,
        column or none,
        notice.detail or none,
        book.number(notice.count),
    ]


def set_aside(view: View) -> Block:
    """Which rule left how many customers out; nobody is named here."""
    rules = view.results.data.set_aside
    rules = tuple(rule for rule in rules if rule.customers)
    if not rules:
        return view.say("technical.aside_none")
    headline = view.results.headline
    claim = view.say(
        "technical.aside_claim",
        customers=view.number(headline.customers_set_aside),
        read=view.number(headline.customers_read),
    )
    keys = ("rule", "threshold", "customers", "seen")
    table = TableView(
        header=[view.say(f"technical.col_{key}") for key in keys],
        rows=[aside_row(rule, view) for rule in rules],
        align="lrrr",
        caption=view.say("technical.aside_caption"),
        key="set-aside",
    )
    return Stack((claim, table))


def aside_row(rule: SetAside, view: View) -> list[str]:
    """One rule: its words, its limit, its customers, the values that triggered it."""
    words, customers = view.worded("technical.aside_rule", rule.rule), view.number(rule.customers)
    if not rule.values:
        none = view.say("technical.dash")
        return [words, none, customers, none]
    least, most = view.number(min(rule.values), 1), view.number(max(rule.values), 1)
    return [words, view.number(rule.threshold, 1), customers, span(least, most)]


def twins(view: View) -> Block:
    """Customers who are there under two ids."""
    facts = view.results.data.twins
    if not facts.pairs and not facts.groups:
        return view.say("technical.twins_none")
    known = "twins_claim" if facts.label_differs else "twins_claim_agree"
    untold = view.results.data.twins_untold
    claim = view.say(
        f"technical.{'twins_claim_untold' if untold else known}",
        pairs=view.number(facts.pairs),
        differs=view.number(facts.label_differs),
    )
    fields = view.number(view.results.settings.data.near_twin_fields)
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
        header=[view.say("technical.col_what"), view.say("technical.col_number")],
        rows=[
            [
                view.say(f"technical.twins_{key}", fields=fields),
                view.number(value),
            ]
            for key, value in counts.items()
        ],
        align="lr",
        caption=view.say("technical.twins_caption_untold" if untold else "technical.twins_caption"),
        key="twins",
    )
    return Stack((claim, table))
