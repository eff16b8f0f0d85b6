"""What reading and cleaning a month found: files, repairs, customers set aside, twins."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFile:
    """One CSV file as it was found."""

    name: str
    sha256: str
    rows: int  # data rows, header not counted
    separator: str
    encoding: str
    decimal_comma: bool


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

    rule: str  # "inactive" or "revenue_outlier"
    customers: int
    customer_ids: tuple[str, ...]
    values: tuple[float, ...]  # the value that triggered the rule, same order
    threshold: float  # the rule's limit, in the unit of the revenue (the lowest that applied)
    fields: tuple[str, ...] = ()  # the month's field that triggered the rule, same order


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something read silently that an analyst may want to know; reading changed no number for it.

    key: "copies" (other files of alike names; not read), "extra_column" (ignored),
        "periods_as_columns" (a row a customer, read as a row a customer and period),
        "blank_rows", "total_rows" and "header_rows" (skipped), "blanks_in_numbers" and
        "blanks_in_ids" (removed), "ids_as_decimals" ("7.0" read as 7),
        "new_value" (a category nobody described; kept), "far_values" (numbers far from all
        others of their column; kept), "outlier_rule_too_wide" (it would have set aside too many
        and was not applied to the month of `column`), "near_twins_too_many", "twins_too_many"
        (the rule would have put too many customers into one group and was not used for
        grouping), "losses" (customers whose profit is below zero; neither profit at risk nor a
        share of profit counts them).
    count: rows, cells, customers or files touched.
    """

    key: str
    file: str  # "" where it concerns the joined customers
    column: str  # as written in the source; a field name where `file` is ""
    detail: str  # the value that is new, the farthest, or the files' names; otherwise ""
    count: int


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

    @property
    def twins_untold(self) -> bool:
        """Whether so many share their revenue that it tells no person under two ids."""
        return any(notice.key == "twins_too_many" for notice in self.notices)
