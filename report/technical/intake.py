"""What was read, repaired, set aside, and who is there twice."""

from __future__ import annotations

from analysis.intake.facts import InputFile, Notice, SetAside
from report.blocks.stack import Block, Stack
from report.blocks.table import Column, filled_table, table_of
from report.text.numbers import span
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


def _demonstration(view: View) -> Prose:
    """A plain word where the data is a demonstration; nothing elsewhere."""
    if not view.results.data.demonstration:
        return Prose("")
    return view.say("technical.files_demo")


def files_table(view: View) -> Block:
    """The four files as they were found; a table of cells has no separator and no encoding."""
    none = view.say("technical.dash")

    def separator(file: InputFile) -> str:
        name = SEPARATORS.get(file.separator, file.separator)
        return view.worded("technical.separator", name) if file.encoding else none

    def decimal(file: InputFile) -> str:
        key = "comma" if file.decimal_comma else "point"
        return view.say(f"technical.decimal_{key}") if file.encoding else none

    table = filled_table(
        view,
        "technical",
        view.results.data.files,
        Column("file", "l", lambda f: f.name),
        Column("rows", "r", lambda f: view.number(f.rows)),
        Column("separator", "l", separator),
        Column("encoding", "l", lambda f: f.encoding or none),
        Column("decimal", "l", decimal),
        Column("sha", "l", lambda f: f.sha256[:HASH_SHOWN]),
        caption=view.say("technical.files_caption"),
        key="files",
    )
    return Stack((table, _demonstration(view)))


def dropped_claim(view: View) -> Prose:
    """Of how many customers of the portrait's month the outcome is known, and how many dropped."""
    month, share = view.portrait_month, view.results.profile.dropped_share
    this = month.month == view.results.data.month
    return view.say(
        "technical.dropped_claim" if this else "technical.dropped_claim_month",
        month=view.month(month.month),
        labelled=view.number(month.known),
        kept=view.number(month.customers),
        dropped=view.number(month.dropped),
        share=view.percent(share.value),
        interval=view.percent_interval(share),
    )


def repairs(view: View) -> Block:
    """Every spelling that was read as another."""
    found = view.results.data.repairs
    if not found:
        return view.say("technical.repairs_none")
    none = view.say("technical.dash")
    table = filled_table(
        view,
        "technical",
        found,
        Column("file", "l", lambda r: r.file),
        Column("column", "l", lambda r: r.column),
        Column("found", "l", lambda r: r.found),
        Column("became", "l", lambda r: r.became or none),
        Column("cells", "r", lambda r: view.number(r.rows)),
        caption=view.say("technical.repairs_caption"),
        key="repairs",
    )
    return Stack((view.say("technical.repairs_claim", kinds=view.number(len(found))), table))


def notices(view: View) -> Block:
    """Whatever else was read silently, or that there was nothing."""
    none = view.say("technical.dash")

    def column(notice: Notice) -> str:
        """A notice on the joined customers, of no one file, names a field."""
        return (notice.column if notice.file else view.label(notice.column)) or none

    return table_of(
        view,
        "technical",
        view.results.data.notices,
        Column("notice", "l", lambda n: view.worded("technical.notice", n.key)),
        Column("file", "l", lambda n: n.file or none),
        Column("column", "l", column),
        Column("detail", "l", lambda n: n.detail or none),
        Column("number", "r", lambda n: view.number(n.count)),
        caption=view.say("technical.notices_caption"),
        key="notices",
        empty=view.say("technical.notices_none"),
    )


def set_aside(view: View) -> Block:
    """Which rule left how many customers out; nobody is named here."""
    rules = [rule for rule in view.results.data.set_aside if rule.customers]
    if not rules:
        return view.say("technical.aside_none")
    headline = view.results.headline
    claim = view.say(
        "technical.aside_claim",
        customers=view.number(headline.customers_set_aside),
        read=view.number(headline.customers_read),
    )

    none = view.say("technical.dash")

    def threshold(rule: SetAside) -> str:
        return view.number(rule.threshold, 1) if rule.values else none

    def seen(rule: SetAside) -> str:
        """The values that triggered the rule."""
        ends = [view.number(end(rule.values), 1) for end in (min, max) if rule.values]
        return span(*ends) if ends else none

    table = filled_table(
        view,
        "technical",
        rules,
        Column("rule", "l", lambda r: view.worded("technical.aside_rule", r.rule)),
        Column("threshold", "r", threshold),
        Column("customers", "r", lambda r: view.number(r.customers)),
        Column("seen", "r", seen),
        caption=view.say("technical.aside_caption"),
        key="set-aside",
    )
    return Stack((claim, table))


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
    table = filled_table(
        view,
        "technical",
        counts.items(),
        Column("what", "l", lambda c: view.say(f"technical.twins_{c[0]}", fields=fields)),
        Column("number", "r", lambda c: view.number(c[1])),
        caption=view.say("technical.twins_caption_untold" if untold else "technical.twins_caption"),
        key="twins",
    )
    return Stack((claim, table))
