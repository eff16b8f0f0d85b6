"""The four tables, described before they are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from analysis.vocabulary import fields, values

Kind: TypeAlias = Literal["id", "period", "label", "number", "choice", "open_choice"]
KEY, PERIOD, LABEL, PROFIT = "customer_id", "period", "activity", "profit"
PERIOD_SOURCE = "Период"
# No sum of money, count or duration of a store comes near; beyond it digits get lost.
LARGEST = 1e12
# Categories come and go with the assortment; every other list of values is closed.
OPEN_FIELDS = ("category",)
UPPER_LIMITS: Mapping[str, float] = {"promo_share": 1.0}
# Profit alone may be a loss.
MAY_BE_NEGATIVE = (PROFIT,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its header in the source, the name of its field, and what it may hold.

    Monthly measures carry the source name of the measure as `field` until they are joined.
    `spellings` maps the source's spelling of each value to the value that is kept;
    `elsewhere` are values that are known but belong to other tables.
    """

    source: str
    field: str
    kind: Kind
    minimum: float = -LARGEST
    maximum: float = LARGEST
    spellings: Mapping[str, str]
    elsewhere: tuple[str, ...] = ()

    @property
    def allowed(self) -> tuple[str, ...]:
        """The source's spellings of the values this table may hold."""
        return tuple(name for name, value in self.spellings.items() if value not in self.elsewhere)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableContract:
    """One file: grain, key and columns; `periods` are the values every customer must have."""

    file: str
    grain: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    periods: Mapping[str, str]  # period -> the customer's field it fills

    def column(self, field: str) -> Column:
        """The column of a field of this table."""
        return next(column for column in self.columns if column.field == field)


def kind_of(field: str) -> Kind:
    """What the cells of a vocabulary field hold."""
    described = fields()[field].kind
    if described == "key":
        return "id"
    if described in ("number", "label"):
        return "number" if described == "number" else "label"
    return "open_choice" if field in OPEN_FIELDS else "choice"


def describe(field: str) -> Column:
    """The column of one vocabulary field."""
    kind = kind_of(field)
    spellings = {source: value.value for source, value in values().get(field, {}).items()}
    return Column(
        source=fields()[field].source,
        field=field,
        kind=kind,
        minimum=-LARGEST if field in MAY_BE_NEGATIVE else 0.0,
        maximum=UPPER_LIMITS.get(field, LARGEST),
        spellings=spellings,
    )


def customer_table(file: str, *names: str) -> TableContract:
    """A table with one row a customer."""
    return TableContract(
        file=file,
        grain="one row per customer",
        key=(KEY,),
        columns=tuple(describe(name) for name in (KEY, *names)),
        periods={},
    )


def monthly_table(file: str, measure: str) -> TableContract:
    """A table with one row per customer and period, of one measure (its source header)."""
    monthly = {f.period: name for name, f in fields().items() if f.source == measure and f.period}
    known = {source: value.value for source, value in values()[PERIOD].items()}
    period = Column(
        source=PERIOD_SOURCE,
        field=PERIOD,
        kind="period",
        spellings=known,
        elsewhere=tuple(value for value in known.values() if value not in monthly),
    )
    amount = Column(source=measure, field=measure, kind="number", minimum=0.0, spellings={})
    return TableContract(
        file=file,
        grain="one row per customer and period",
        key=(KEY, PERIOD),
        columns=(describe(KEY), period, amount),
        periods=monthly,
    )


def snapshot_fields() -> tuple[str, ...]:
    """Fields of the snapshot table: all but the key, the monthly ones and the profit."""
    return tuple(
        name for name, f in fields().items() if f.period is None and name not in (KEY, PROFIT)
    )


SNAPSHOT = customer_table("market_file.csv", *snapshot_fields())
REVENUE = monthly_table("market_money.csv", "Выручка")
MINUTES = monthly_table("market_time.csv", "минут")
PROFITS = customer_table("money.csv", PROFIT)
CONTRACTS = (SNAPSHOT, REVENUE, MINUTES, PROFITS)
