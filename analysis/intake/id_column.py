"""Ids of customers: text that is kept as it is, unless a program has spoilt it."""

from __future__ import annotations

import re

import pandas as pd

from analysis.intake.log import ReadColumn, Where, notice, report_faults
from analysis.intake.spelling import DAMAGED, INVISIBLE, stands_for_nothing, tidy

# "2.15E+05" or "2E+05"; "2e5" without a sign may well be an id.
ROUNDED_ID = re.compile(r"[0-9]+(?:[.,][0-9]+)?[eE]\+[0-9]+|[0-9]+[.,][0-9]+[eE][0-9]+")
# "215348.0", but not "216.000", which may be 216,000 customers counted in thousands.
DECIMAL_ID = re.compile(r"\A([0-9]+)[.,](?:0{1,2}|0{4,})\Z|\A([0-9]{4,})[.,]000\Z")
# A spreadsheet keeps 15 digits of a number and fills up with zeros.
CUT_ID = re.compile(r"[1-9][0-9]{14}0+")
LONG_ID = re.compile(r"[1-9][0-9]{15,}")
# Longer than any key of a database: a text that slipped into the column.
LONGEST_ID = 64
EDGES = "".join(chr(code) for code in INVISIBLE)
AS_TEXT = "export again with the ids as text, and do not open the file in a spreadsheet before"
LOOK_UP = "look up in the store's system whose row this is, and export the table again"
FAULTS = {
    "the id is blank": LOOK_UP,
    "stands for no id": LOOK_UP,
    "is an id that a spreadsheet has rounded": AS_TEXT,
    "is an id that a spreadsheet has cut to 15 digits": AS_TEXT,
    "holds a damaged letter": "export the table again, in UTF-8",
    "is too long for an id": f"check the column: an id has at most {LONGEST_ID} characters",
}


def read_ids(where: Where, cells: pd.Series[str]) -> ReadColumn:
    """Cells of text (index = position) as ids; "" where a problem says why.

    Nothing inside an id is changed. What is removed: blanks and invisible characters around it,
    and ".0" where a program has made decimals of the whole column.
    """
    trimmed = {text: _trim(text) for text in cells.unique().tolist()}
    said = [name for name in trimmed.values() if name and not stands_for_nothing(tidy(name))]
    decimals = bool(said) and all(map(DECIMAL_ID.match, said))
    read = {t: DECIMAL_ID.sub(r"\1\2", n) if decimals else n for t, n in trimmed.items()}
    long = [name for name in said if LONG_ID.fullmatch(name)]
    cut = len(long) > 1 and all(map(CUT_ID.fullmatch, long))
    faults = {text: fault for text, name in read.items() if (fault := _fault_of(name, cut=cut))}
    log = notice(
        "ids_as_decimals", where.file, len(cells) if decimals else 0, column=where.column
    ) + notice(
        "blanks_in_ids",
        where.file,
        int(cells.isin([t for t, n in trimmed.items() if n != t and n]).sum()),
        column=where.column,
    )
    good = {text: "" if text in faults else name for text, name in read.items()}
    values = cells.map(good)
    log += report_faults(where, cells, faults, FAULTS)
    return ReadColumn(values=values, missing=values.eq(""), log=log)


def _trim(text: str) -> str:
    return text if text.isalnum() else text.strip().strip(EDGES).strip()


def _fault_of(name: str, *, cut: bool) -> str:
    """What is wrong with an id: a key of FAULTS, "" where nothing is."""
    if not tidy(name):
        return "the id is blank"
    if stands_for_nothing(tidy(name)):
        return "stands for no id"
    if ROUNDED_ID.fullmatch(name):
        return "is an id that a spreadsheet has rounded"
    if cut and CUT_ID.fullmatch(name) and LONG_ID.fullmatch(name):
        return "is an id that a spreadsheet has cut to 15 digits"
    if DAMAGED in name:
        return "holds a damaged letter"
    return "is too long for an id" if len(name) > LONGEST_ID else ""
