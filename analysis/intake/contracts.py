"""The four tables, and the record of what was sent, described before they are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Literal, TypeAlias

from analysis.errors import SettingsError, refuse
from analysis.settings import DEFAULTS, Settings
from analysis.vocabulary import Field, Value, fields, record, values

Kind: TypeAlias = Literal["id", "period", "label", "number", "text", "choice", "open_choice"]
# Kind of a field in the vocabulary -> what its cells hold; a choice where none is named.
KINDS: Mapping[str, Kind] = {"key": "id", "number": "number", "label": "label", "text": "text"}
KEY, PERIOD, LABEL, CONSENT, PROFIT = "customer_id", "period", "activity", "consent", "profit"
CONTACTED = "contacted"
PERIOD_SOURCE = "Период"
PERIOD_NAMES = ("месяц", "month", "period")
# No sum of money, count or duration of a store comes near; beyond it digits get lost.
LARGEST = 1e12
# Categories come and go with the assortment; every other list of values is closed.
OPEN_FIELDS = ("category",)
UPPER_LIMITS: Mapping[str, float] = {"promo_share": 1.0}
# Profit may be a loss, and revenue of a month a purchase that came back.
MAY_BE_NEGATIVE = (PROFIT, "revenue")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its header in the source, the name of its field, and what it may hold.

    A monthly measure has the name of its fields without the period ("revenue").
    `names` are further names of the column, `spellings` every known spelling of a value -> the
    value that is kept; `allowed` are the source's own spellings of the values of this table;
    `units` are words that may stand beside the name or the number.
    """

    source: str
    field: str
    kind: Kind
    names: tuple[str, ...] = ()
    minimum: float = -LARGEST
    maximum: float = LARGEST
    spellings: Mapping[str, str]
    allowed: tuple[str, ...] = ()
    units: str = ""
    money: bool = False
    percent: bool = False

    @property
    def kept(self) -> Mapping[str, str]:
        """Value that is kept -> the source's own spelling of it."""
        kept = dict[str, str]()
        for spelling, value in self.spellings.items():
            kept.setdefault(value, spelling)
        return kept


@dataclass(frozen=True, slots=True, kw_only=True)
class TableContract:
    """One file: grain, key and columns; `periods` are those a monthly table needs.

    key: empty where several rows may be of one customer. optional: fields whose column may be
    missing; required: whether a month must have the file, with rows.
    """

    file: str
    grain: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    periods: Mapping[str, str]  # period -> the customer's field it fills, oldest first
    optional: tuple[str, ...] = ()
    required: bool = True

    @property
    def stem(self) -> str:
        """The file's name without its ending: also a sheet's name, and a table's in a query."""
        return PurePath(self.file).stem

    @property
    def measure(self) -> Column:
        """What a monthly table measures."""
        return self.columns[-1]

    def column(self, field: str) -> Column:
        """The column of a field of this table."""
        return next(column for column in self.columns if column.field == field)


def describe(field: str) -> Column:
    """The column of one vocabulary field."""
    return _describe(field, fields()[field], values().get(field, {}))


def _describe(field: str, described: Field, known: Mapping[str, Value]) -> Column:
    kind, unit = KINDS.get(described.kind, "choice"), described.unit
    kind = "open_choice" if field in OPEN_FIELDS else kind
    return Column(
        source=described.source,
        field=field,
        kind=kind,
        names=(field, *described.names),
        minimum=-LARGEST if field in MAY_BE_NEGATIVE else 0.0,
        maximum=UPPER_LIMITS.get(field, LARGEST),
        spellings=_spellings(known),
        allowed=tuple(known),
        units=f"{unit.ru} {unit.en}",
        money=kind == "number" and not unit.ru,
        percent=described.percent,
    )


def _spellings(known: Mapping[str, Value]) -> dict[str, str]:
    own = {source: value.value for source, value in known.items()}
    further = {name: value.value for value in known.values() for name in value.names}
    return own | {name: value for name, value in further.items() if name not in own}


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
    """A table with one row per customer and period, of one measure ("revenue")."""
    periods = {f.period: n for n, f in fields().items() if f.period and n.startswith(measure)}
    some = next(iter(periods.values()))
    known = values()[PERIOD]
    period = Column(
        source=PERIOD_SOURCE,
        field=PERIOD,
        kind="period",
        names=PERIOD_NAMES,
        spellings=_spellings(known),
        allowed=tuple(source for source, value in known.items() if value.value in periods),
    )
    amount = replace(
        describe(some),
        field=measure,
        names=(measure,),
        minimum=-LARGEST if measure in MAY_BE_NEGATIVE else 0.0,
    )
    return TableContract(
        file=file,
        grain="one row per customer and period",
        key=(KEY, PERIOD),
        columns=(describe(KEY), period, amount),
        periods=periods,
    )


def _record_table(file: str) -> TableContract:
    """The record of what was sent; only who and whether must be there."""
    known = record()
    columns = (
        _describe(name, field, known.values.get(name, {})) for name, field in known.fields.items()
    )
    return TableContract(
        file=file,
        grain="one row per customer of the campaign",
        key=(),
        columns=(describe(KEY), *columns),
        periods={},
        optional=tuple(name for name in known.fields if name != CONTACTED),
        required=False,
    )


def snapshot_fields() -> tuple[str, ...]:
    """Fields of the snapshot table: all but the key, the monthly ones and the profit."""
    return tuple(
        name for name, f in fields().items() if f.period is None and name not in (KEY, PROFIT)
    )


SNAPSHOT = customer_table("market_file.csv", *snapshot_fields())
REVENUE = monthly_table("market_money.csv", "revenue")
MINUTES = monthly_table("market_time.csv", "minutes")
PROFITS = customer_table("money.csv", PROFIT)
CONTRACTS = (SNAPSHOT, REVENUE, MINUTES, PROFITS)
RECORD = _record_table("campaign.csv")
DESCRIBED = (*CONTRACTS, RECORD)


def contracts_for(settings: Settings) -> tuple[TableContract, ...]:
    """The four tables with the store's own names and words of the settings.

    Raises SettingsError: a field or a value in [columns] or [values] that there is not.
    """
    known = {column.field: column for table in DESCRIBED for column in table.columns}
    problems = [
        _no_such(f"columns.{name}", f"there is no field {field!r}", known)
        for name, field in settings.columns.names.items()
        if field not in known
    ]
    for field, words in settings.values.items():
        kept = known[field].kept if field in known else {}
        if not kept:
            listed = [name for name, column in known.items() if column.spellings]
            problems.append(_no_such(f"values.{field}", "no field of words has this name", listed))
        problems += [
            _no_such(f"values.{field}.{word}", f"there is no value {value!r}", kept)
            for word, value in words.items()
            if kept and value not in kept
        ]
    refuse(problems)
    return tuple(_with_own_words(table, settings) for table in CONTRACTS)


def record_for(settings: Settings) -> TableContract:
    """The record of what was sent with the store's own names and words of the settings."""
    return _with_own_words(RECORD, settings)


def _with_own_words(table: TableContract, settings: Settings) -> TableContract:
    return replace(table, columns=tuple(_add_own(column, settings) for column in table.columns))


def _add_own(column: Column, settings: Settings) -> Column:
    own = tuple(name for name, field in settings.columns.names.items() if field == column.field)
    words = settings.values.get(column.field, {})
    return replace(column, names=column.names + own, spellings={**column.spellings, **words})


def _no_such(key: str, text: str, there: Mapping[str, object] | list[str]) -> SettingsError:
    place = f"{DEFAULTS.name} or the file laid over it, key '{key}'"
    return SettingsError(place, text, fix=f"choose from: {', '.join(there)}")
