"""What was sent: the record campaign.csv that a month's folder gets after its edition."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from analysis.errors import Place
from analysis.intake.contracts import CONTACTED, KEY, RECORD, record_for
from analysis.intake.customers import bare_id
from analysis.intake.facts import DataFacts, InputFile
from analysis.intake.log import NOTHING, Log, notice, problem
from analysis.intake.month_text import name_month, read_month
from analysis.intake.months import MONTH, MonthFolder
from analysis.intake.problem_text import some
from analysis.intake.sources import find_source
from analysis.intake.table import CheckedTable, check_table
from analysis.settings import Settings

CAMPAIGN, OFFER, SIDE, COST, TAKEN = "campaign", "offer", "side", "cost", "taken"
YES_NO = {"yes": 1.0, "no": 0.0}
# Sides that a plan contacts, and rows that do not say their side.
TO_CONTACT = ("compared", "contacted", "")
# What a file holds that says nothing: blanks, line ends, the mark of UTF-8.
BLANKS = b"\xef\xbb\xbf \t\r\n"


def check_sent(folder: MonthFolder, settings: Settings) -> CheckedTable:
    """The record of a month as it was written; its frame is empty where there is none.

    Rows of other months' campaigns are left out. Every problem is returned, none raised.
    """
    contract = record_for(settings)
    source = find_source(contract, folder.path)
    if source.content is None:
        return CheckedTable(contract=contract, log=source.log)
    blank = not source.content.strip(BLANKS)
    checked = (
        CheckedTable(contract=contract, log=source.log)
        if blank
        else check_table(contract, source, folder.name)
    )
    if checked.file is not None:
        return _leave_out_others(checked, folder.name)
    # A record without rows is a file of the month all the same.
    file = InputFile(
        name=source.name,
        sha256=hashlib.sha256(source.content).hexdigest(),
        rows=0,
        separator="",
        encoding="",
        decimal_comma=False,
        table=contract.file,
    )
    return replace(checked, file=file)


def _leave_out_others(checked: CheckedTable, month: str) -> CheckedTable:
    """Without the rows that name another month; what names none is of this month."""
    frame = checked.frame
    if CAMPAIGN not in frame or not MONTH.fullmatch(month):
        return checked
    others = frame[CAMPAIGN].map({name: _other_month(name, month) for name in set(frame[CAMPAIGN])})
    other = others.ne("")
    named = some(sorted(set(others[other])))
    if other.all() and not frame.empty:
        place = Place(RECORD.file, None, checked.contract.column(CAMPAIGN).source)
        text = f"no row is of the folder's month {month}, but of {named}"
        log = problem(place, text, fix="put the record into the folder of its own month")
    else:
        log = notice("other_campaigns", RECORD.file, int(other.sum()), detail=named)
    return replace(checked, frame=frame[~other], log=checked.log + log)


def _other_month(campaign: str, month: str) -> str:
    """The month that a campaign's name says, "" where it is this one or none.

    A spreadsheet's "10/1/2026" is read both ways round.

    >>> [_other_month(name, "2026-10") for name in ("окт.26", "10/1/2026", "осень", "2026-09")]
    ['', '', '', '2026-09']
    """
    read = [read_month(campaign), read_month(campaign, month_first=True)]
    named = [name_month(found) for found in read if found is not None]
    return "" if month in named else next(iter(named), "")


def sum_up_sent(checked: CheckedTable, ids: Iterable[str]) -> tuple[pd.DataFrame | None, Log]:
    """What was sent, a row a customer, as `Base.sent` has it; None where nothing is recorded.

    ids: those of the month's tables, whose spelling is taken. Of several rows of a customer one
    that says "contacted" decides, costs add up, and an offer taken once is taken.
    """
    frame = checked.frame
    if frame.empty:
        return None, NOTHING
    meant = _match_ids(frame[KEY], ids)
    rows = pd.DataFrame(
        {
            "offer": _column(frame, OFFER).replace("", None),
            "side": _column(frame, SIDE),
            "said": frame[CONTACTED].map(YES_NO),
            "cost": _column(frame, COST).astype("float64"),
            "taken": _column(frame, TAKEN).map(YES_NO),
        }
    )
    # Of rows that contradict, one that says "contacted" comes first, whatever the file's order.
    ordered = rows.sort_values(["said", "offer", "side"], ascending=[False, True, True])
    customers = ordered.groupby(meant.rename(KEY))
    found = customers.agg({"offer": "first", "side": "first", "said": "max", "taken": "max"})
    side, said = found["side"].fillna(""), found["said"]
    sent = pd.DataFrame(
        {
            "offer": found["offer"].fillna("").astype("str"),
            "side": side.astype("str"),
            "contacted": said.eq(1.0) | (said.isna() & side.isin(TO_CONTACT)),
            "cost": customers["cost"].sum(min_count=1),
            "taken": found["taken"].astype("float64"),
        }
    )
    respelled = frame.loc[meant.ne(frame[KEY]), KEY].nunique()
    return sent, notice("ids_respelled", RECORD.file, respelled) + notice(
        "repeated_ids", RECORD.file, len(rows) - len(sent)
    )


def _column(frame: pd.DataFrame, name: str) -> pd.Series:
    return frame[name] if name in frame else pd.Series(None, frame.index, dtype=object)


def _match_ids(found: pd.Series[str], ids: Iterable[str]) -> pd.Series[str]:
    """The ids as the month's tables spell them; one that fits none, or several, stays as it is."""
    known = set(ids)
    by_bare: dict[str, list[str]] = {}
    for name in known:
        by_bare.setdefault(bare_id(name), []).append(name)
    one = {bare: names[0] for bare, names in by_bare.items() if bare and len(names) == 1}
    return found.map(lambda name: name if name in known else one.get(bare_id(name), name))


def without_record(facts: DataFacts) -> DataFacts:
    """What reading found in a month's tables alone."""
    return replace(
        facts,
        files=tuple(file for file in facts.files if file.table != RECORD.file),
        repairs=tuple(repair for repair in facts.repairs if repair.file != RECORD.file),
        notices=tuple(told for told in facts.notices if told.file != RECORD.file),
    )
