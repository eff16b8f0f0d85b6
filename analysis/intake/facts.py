"""What reading and cleaning a month found: files, repairs, customers set aside, twins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

ExclusionRule: TypeAlias = Literal["inactive", "revenue_outlier", "not_in_all_tables", "no_profit"]


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFile:
    """One table's file as it was found."""

    name: str  # "money.csv", "money.csv.gz", "november.xlsx"
    sha256: str
    rows: int  # data rows, header not counted
    separator: str  # "" where the file holds cells and no text
    encoding: str  # ditto
    decimal_comma: bool
    table: str = ""  # the table it holds, by its usual name: "money.csv"
    sheet: str = ""  # of a workbook


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """A spelling that was read as another; `rows` is how many cells it touched."""

    file: str
    column: str  # as written in the source
    found: str
    became: str  # "" where the cell was read as blank
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """Customers left out of the analysis by one rule of the settings."""

    rule: ExclusionRule
    customers: int
    customer_ids: tuple[str, ...]
    # For the two rules of revenue: the value that triggered it, same order.
    values: tuple[float, ...] = ()
    # Their limit, in the unit of the revenue (the lowest that applied).
    threshold: float = 0.0
    # The month's field that triggered the rule, or the tables that lack the customer, same order.
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TwinFacts:
    """Customers who appear again under another id (equal revenue in all three months)."""

    pairs: int
    equal_pairs: int  # equal in every field but the id and the profit
    near_pairs: int  # equal but for one or two further fields
    label_differs: int  # pairs whose labels disagree
    groups: int  # sets of customers that no split may part
    customers: int  # customers in those sets
    # Pairs outside `pairs` that are equal but for one or two fields, revenue among them.
    near_elsewhere: int = 0


# What was read silently, by where it is found. Reading changed no number but as the key says.
NoticeKey: TypeAlias = Literal[
    # files
    "copies",  # other files of alike names beside it; not read
    "encoded_twice",  # letters that an earlier program had read in a wrong encoding; undone
    # rows
    "rows_above",  # titles and comments above the header; skipped
    "header_in_rows",  # a header that takes more than one row; read as one
    "wrapped_rows",  # a whole row in quotation marks; unwrapped
    "blank_rows",  # skipped
    "total_rows",  # skipped
    "footer_rows",  # rows without a customer at the end: nameless totals, remarks; skipped
    "header_rows",  # the header again among the rows; skipped
    "repeated_rows",  # equal to an earlier row in every column that is read; read once
    # columns
    "extra_column",  # ignored
    "periods_as_columns",  # a column per period; read as a row per period
    "unit_found",  # a unit in the header or the cells (`detail`): propose it for the settings
    "months_named",  # periods are written as months (`detail`); the newest is the current one
    "unused_months",  # rows of months that are not needed (`detail`); not read
    # cells
    "blanks_in_numbers",  # removed
    "thousands",  # marks between thousands; removed
    "brackets",  # a number in brackets; negative
    "percent",  # a percentage; read as a fraction
    "rounding_noise",  # beyond a bound by less than 1e-9; the bound
    "blanks_in_ids",  # removed
    "ids_as_decimals",  # "7.0" in a whole column; read as 7
    "ids_respelled",  # written otherwise here than in another table, one customer for one
    "new_value",  # a category nobody described (`detail`); kept
    "missing_values",  # no value in a feature; the customer stays
    "blank_consent",  # read as no consent
    "no_revenue_row",  # a month without a row; nothing was bought, revenue 0
    "returns",  # revenue below zero; kept
    "far_values",  # numbers far from all others (`detail` the farthest); kept
    # the record of what was sent
    "other_campaigns",  # rows of another month's campaign (`detail`); not read
    "repeated_ids",  # further rows of a customer; put together with the first
    # customers
    "left_out",  # a feature too seldom known; left out of the model
    "outlier_rule_too_wide",  # it would have set aside too many; not applied to this month
    "near_twins_too_many",  # the rule would have put too many into one group; not used
    "twins_too_many",  # the same
    "losses",  # profit below zero; neither profit at risk nor a share of profit counts them
    # beside the month before (`detail`: its figure and this month's)
    "months_between",  # months missing between the two (`detail`)
    "customers_vanished",  # customers of the month before who are not in this one
    "scale_jumped",  # a median many times that of the month before, or a fraction of it
    "value_since",  # a category that the month before did not have
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something read silently that an analyst may want to know.

    count: rows, cells, customers or files touched.
    """

    key: NoticeKey
    file: str  # "" where it concerns the joined customers
    column: str  # as written in the source; a field name where `file` is ""
    detail: str  # what `NoticeKey` says; otherwise ""
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingValues:
    """A feature that some of the kept customers have no value of.

    Whatever is said of the field rests on `customers_kept - customers`.
    """

    field: str
    customers: int
    left_out: bool  # of the model: too seldom known


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFacts:
    """One month's input, from files to the customers that are analysed."""

    month: str  # folder name: "2026-10", or the folder's own name
    demonstration: bool  # written by `retention sample`
    files: tuple[InputFile, ...]
    customers_read: int
    customers_kept: int
    customers_labelled: int  # of those kept
    customers_dropped: int  # of those labelled
    repairs: tuple[Repair, ...]
    set_aside: tuple[SetAside, ...]
    twins: TwinFacts
    notices: tuple[Notice, ...] = ()
    missing: tuple[MissingValues, ...] = ()

    @property
    def known(self) -> Mapping[str, int]:
        """Field -> kept customers who have a value, of the fields that some have none of."""
        return {row.field: self.customers_kept - row.customers for row in self.missing}

    @property
    def twins_untold(self) -> bool:
        """Whether so many share their revenue that it tells no person under two ids."""
        return any(notice.key == "twins_too_many" for notice in self.notices)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contacts:
    """How to reach customers; it goes into the files to send, and is stored nowhere.

    columns: as the settings name them; of: id -> a cell for each column, "" where it is blank.
    """

    columns: tuple[str, ...] = ()
    of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
