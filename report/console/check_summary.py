"""What `retention check` prints: how a month was read, in lines that a terminal shows safely."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.intake.contracts import RECORD
from analysis.intake.facts import DataFacts, InputFile, Notice, Repair
from analysis.intake.problem_text import some
from report.text.phrasebook import Phrasebook

ENGLISH = Phrasebook(language="en")
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}


def check_lines(facts: DataFacts) -> Iterator[str]:
    """Counts, files, repairs and notices, a line each.

    Text from the store's tables is quoted, so that a terminal obeys no control character in it.
    """
    yield f"{facts.month}: {facts.customers_read} customers, {facts.customers_kept} kept"
    for file in facts.files:
        yield f"  {_describe(file)}"
    for aside in facts.set_aside:
        named = f": {some(aside.customer_ids)}" if aside.customers else ""
        yield f"  set aside ({aside.rule}): {aside.customers}{named}"
    yield from _list_readings(facts.repairs, facts.notices)
    yield f"  twins: {facts.twins.pairs} pairs"


def record_lines(facts: DataFacts) -> Iterator[str]:
    """How an earlier month's record of what was sent was read; nothing where there is none."""
    for file in (file for file in facts.files if file.table == RECORD.file):
        yield f"{facts.month}: what was sent"
        yield f"  {_describe(file)}"
        yield from _list_readings(
            [repair for repair in facts.repairs if repair.file == RECORD.file],
            [notice for notice in facts.notices if notice.file == RECORD.file],
        )


def _list_readings(repairs: Sequence[Repair], notices: Sequence[Notice]) -> Iterator[str]:
    for repair in repairs:
        yield (
            f"  {repair.file}, column '{repair.column}': {repair.found!r} read as "
            f"{repair.became!r}, {repair.rows} rows"
        )
    for notice in notices:
        yield f"  {_notice_line(notice)}"


def _describe(file: InputFile) -> str:
    sheet = f", sheet {file.sheet!r}" if file.sheet else ""
    if not file.encoding:
        return f"{file.name}: {file.rows} rows{sheet} as {file.table}"
    mark = "comma" if file.decimal_comma else "point"
    separator = SEPARATORS.get(file.separator, repr(file.separator))
    return f"{file.name}: {file.rows} rows, {file.encoding}, {separator}, decimal {mark}"


def _notice_line(notice: Notice) -> str:
    """Where, what, how often; a notice on the joined customers names no file."""
    column = f"column {notice.column!r}" if notice.column else ""
    where = ", ".join(part for part in (notice.file, column) if part)
    detail = f" {notice.detail!r}" if notice.detail else ""
    said = f"{ENGLISH.say(f'technical.notice_{notice.key}')}{detail}, {notice.count}"
    return f"{where}: {said}" if where else said
