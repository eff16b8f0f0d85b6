"""Write synthetic months as the four tables a store exports, misspellings included."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.errors import SettingsError
from analysis.intake.months import DEMONSTRATION_MARK, MONTH
from analysis.intake.problem_text import quoted
from analysis.sample.draw import draw_store
from analysis.sample.layout import FEWEST, lay_out
from analysis.sample.mixture import read_mixture
from analysis.sample.months import Labels, SampleMonth, draw_months
from analysis.vocabulary import fields, values

ID, PERIOD = "id", "Период"
# The order in which the store's export has the periods of one customer.
PERIODS: Mapping[str, tuple[str, ...]] = {
    "Выручка": ("before_previous", "current", "previous"),
    "минут": ("current", "previous"),
}
# What the export always misspells, and what in some rows only.
MISSPELT = {
    "Косметика и аксессуары": "Косметика и аксесуары",
    "предыдущий_месяц": "предыдцщий_месяц",
}
MISSPELT_AT_TIMES = ("стандарт", "стандартт")
# Decimals of a column of the export where its grid is not of whole numbers.
HAS_DECIMALS = ("marketing_6m", "promo_share")
# A random stream of its own: who is misspelt does not depend on how the store was drawn.
TYPOS = 1
CAMPAIGN = "campaign.csv"
# Separator and encoding where they are not a comma and plain UTF-8.
SEPARATORS = {"money.csv": ";", CAMPAIGN: ";"}
ENCODINGS = {CAMPAIGN: "utf-8-sig"}
# Fewer have no room for a campaign between the first month and the newest.
FEWEST_WITH_CAMPAIGNS = 3
NONE = "none"


def write_sample(folder: Path, *, customers: int = 1300, seed: int, month: str) -> Path:
    """Write the synthetic month `folder`/`month` and return its path.

    The month is marked as a demonstration, so that no report on it is taken for a real one.
    Raises SettingsError: too few customers, a negative seed, no month; FileExistsError: the
    month is there already.
    """
    _refuse_impossible(customers=customers, seed=seed, month=month)
    store = draw_store(seed, customers)
    return _write_folders(folder, {month: _tables(store.customers, store.dropped, seed)}, seed)[0]


def write_months(
    folder: Path,
    *,
    customers: int = 1300,
    seed: int,
    newest: str,
    months: int,
    labels: Labels,
    campaigns: bool = False,
) -> tuple[Path, ...]:
    """Write so many months up to the newest, each as `write_sample` does, and return their paths.

    campaigns: whether the months between the first and the newest run one and have its record,
    campaign.csv. Raises SettingsError as `write_sample`, and where no month is between them;
    FileExistsError: one of the months is there already.
    """
    _refuse_impossible(customers=customers, seed=seed, month=newest)
    if campaigns and months < FEWEST_WITH_CAMPAIGNS:
        raise SettingsError(
            "campaigns",
            "no month is between the first and the newest to run one",
            fix=f"ask for at least {FEWEST_WITH_CAMPAIGNS} months",
        )
    history = draw_months(seed, customers, months, newest, campaigns=campaigns)
    return _write_folders(
        folder, {month.name: _month_tables(month, labels, seed) for month in history.months}, seed
    )


def _write_folders(
    folder: Path, months: Mapping[str, Mapping[str, pd.DataFrame]], seed: int
) -> tuple[Path, ...]:
    """Write each month's tables, and the mark that says they are a demonstration."""
    for month in months:
        if (folder / month).exists():
            raise FileExistsError(str(folder / month))
    folder.mkdir(parents=True, exist_ok=True)
    mark = f"# Written by `retention sample`: no real customer is here.\nseed = {seed}\n"
    # A run that is stopped half-way leaves no month that looks whole.
    with tempfile.TemporaryDirectory(prefix=".sample-", dir=folder) as hidden:
        for month, tables in months.items():
            draft = Path(hidden) / month
            draft.mkdir()
            for name, table in tables.items():
                _write_table(draft / name, table)
            (draft / DEMONSTRATION_MARK).write_text(mark, encoding="utf-8", newline="\n")
        return tuple((Path(hidden) / month).rename(folder / month) for month in months)


def _month_tables(month: SampleMonth, labels: Labels, seed: int) -> Mapping[str, pd.DataFrame]:
    """The four tables and the record of the month's campaign, if it ran one."""
    tables = _tables(month.customers, month.label(labels), seed)
    if month.campaign is None:
        return tables
    return {**tables, CAMPAIGN: _record(month.name, month.campaign)}


def _tables(
    customers: pd.DataFrame, label: pd.Series[float], seed: int
) -> Mapping[str, pd.DataFrame]:
    """The four tables by their file's name."""
    return {
        "market_file.csv": _misspell(_snapshot(customers, label), seed),
        "market_money.csv": _monthly(customers, "Выручка"),
        "market_time.csv": _monthly(customers, "минут").replace(MISSPELT),
        "money.csv": _profits(customers),
    }


def _refuse_impossible(*, customers: int, seed: int, month: str) -> None:
    """Raises SettingsError where no store can be drawn, before anything is written."""
    if customers < FEWEST:
        raise SettingsError(
            "customers", f"{customers} are too few to learn from", fix=f"ask for at least {FEWEST}"
        )
    if seed < 0:
        raise SettingsError("seed", f"{seed} is negative", fix="give a whole number from 0 on")
    if not MONTH.fullmatch(month):
        raise SettingsError(
            "month", f"{quoted(month)} is not a month", fix="write YYYY-MM, e.g. 2026-10"
        )


def _write_table(path: Path, table: pd.DataFrame) -> None:
    table.to_csv(
        path,
        sep=SEPARATORS.get(path.name, ","),
        index=False,
        lineterminator="\r\n",
        encoding=ENCODINGS.get(path.name, "utf-8"),
    )


def _snapshot(customers: pd.DataFrame, label: pd.Series[float]) -> pd.DataFrame:
    """market_file.csv: a row a customer, all but the months and the profit."""
    activity = label.map({1.0: "dropped", 0.0: "same"}).rename("activity")
    columns = {ID: customers.index.tolist(), fields()["activity"].source: _spell(activity)}
    for name, field in fields().items():
        if field.period is None and name in customers and name != "profit":
            cells = customers[name]
            numeric = field.kind == "number"
            columns[field.source] = _count(cells, name) if numeric else _spell(cells)
    return pd.DataFrame(columns)


def _spell(cells: pd.Series[str]) -> list[str]:
    """Kept values in the words of the store; a blank for what is not known."""
    words = {value.value: source for source, value in values()[str(cells.name)].items()}
    return cells.map(words).fillna("").tolist()


def _count(cells: pd.Series[float], name: str) -> list[str]:
    """Numbers as the store writes them: whole, or with a point."""
    if name in HAS_DECIMALS:
        return [repr(float(cell)) for cell in cells]
    return [str(int(cell)) for cell in cells]


def _misspell(table: pd.DataFrame, seed: int) -> pd.DataFrame:
    """The export's misspellings: one category always, one service in a few rows."""
    rng = np.random.default_rng([seed, TYPOS])
    few = lay_out(read_mixture(), len(table)).service_typos
    right, wrong = MISSPELT_AT_TIMES
    service = fields()["service"].source
    rows = rng.choice(np.flatnonzero(table[service] == right), few, replace=False)
    spelt = table.replace(MISSPELT)
    spelt.loc[rows, service] = wrong
    return spelt


def _monthly(customers: pd.DataFrame, measure: str) -> pd.DataFrame:
    """A row per customer and period, customers in order, periods as the export has them."""
    words = {value.value: source for source, value in values()["period"].items()}
    by_period = {f.period: name for name, f in fields().items() if f.source == measure}
    periods = PERIODS[measure]
    amounts = customers[[by_period[period] for period in periods]].to_numpy()
    cells = [
        f"{amount:.1f}" if measure == "Выручка" else str(int(amount)) for amount in amounts.flat
    ]
    ids = [customer for customer in customers.index for _ in periods]
    names = [words[period] for period in periods] * len(customers)
    return pd.DataFrame({ID: ids, PERIOD: names, measure: cells})


def _profits(customers: pd.DataFrame) -> pd.DataFrame:
    """money.csv: a row a customer, with decimal commas."""
    cells = [f"{amount:g}".replace(".", ",") for amount in customers["profit"]]
    return pd.DataFrame({ID: customers.index, fields()["profit"].source: cells})


def _record(month: str, campaign: pd.DataFrame) -> pd.DataFrame:
    """campaign.csv: a row a customer, with decimal commas, and "none" for what is not known."""
    costs = [f"{cost:.2f}".replace(".", ",") for cost in campaign["cost"]]
    return pd.DataFrame(
        {
            "campaign": month,
            ID: campaign.index,
            "offer": campaign["offer"].to_numpy(),
            "side": campaign["side"].to_numpy(),
            "channel": campaign["channel"].to_numpy(),
            "contacted": np.where(campaign["contacted"], "yes", "no"),
            "date": campaign["date"].replace("", NONE).to_numpy(),
            "cost": np.where(campaign["cost"].isna(), NONE, costs),
            "taken": campaign["taken"].map({1.0: "yes", 0.0: "no"}).fillna(NONE).to_numpy(),
        }
    )
