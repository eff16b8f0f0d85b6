"""Judge the whole procedure and its lists on simulated stores, one after the other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from analysis.bench.population import CUSTOMERS, FRESH, KnownStore, draw_known_store
from analysis.bench.record import (
    StoreRecord,
    append_record,
    fingerprint,
    load_records,
)
from analysis.model.coverage import check_store
from analysis.offers.rules import read_offers
from analysis.offers.truth import ListScore, Truth, judge_lists
from analysis.segments.rules import read_rules
from analysis.settings import Settings

RECORDS = "stores.jsonl"


def judge_stores(
    stores: int,
    folder: Path,
    settings: Settings,
    say: Callable[[StoreRecord], None],
    *,
    customers: int = CUSTOMERS,
    fresh: int = FRESH,
) -> tuple[StoreRecord, ...]:
    """Stores drawn with the seeds 1, 2 ... `stores`; those already in `folder` are read.

    `say` hears each record as it is there.
    """
    path, under = folder / RECORDS, fingerprint(settings)
    known = load_records(path, f"{under}-{customers}-{fresh}")
    records = []
    for seed in range(1, stores + 1):
        if seed not in known:
            store = draw_known_store(seed, settings.data, customers=customers, fresh=fresh)
            known[seed] = judge_store(seed, store, settings, f"{under}-{customers}-{fresh}")
            append_record(path, known[seed])
        say(known[seed])
        records.append(known[seed])
    return tuple(records)


def judge_store(seed: int, store: KnownStore, settings: Settings, under: str) -> StoreRecord:
    """Everything about one store."""
    truth = check_store(store.base, store.risk, store.fresh, store.fresh_risk, settings)
    return StoreRecord(
        seed=seed,
        settings=under,
        customers=len(store.base.table),
        winners=truth.winners,
        correlation=truth.correlation,
        log_loss=truth.log_loss,
        best_log_loss=truth.best_log_loss,
        divergence=truth.divergence,
        figures=truth.figures,
        lists=list_scores(store, truth.risk, settings),
    )


def list_scores(
    store: KnownStore, risk: pd.Series[float], settings: Settings
) -> tuple[ListScore, ...]:
    """What the recommended list and the simple ones truly earn."""
    known = Truth(risk=store.risk, acceptance=store.acceptance)
    return judge_lists(store.base, risk, known, read_rules(), read_offers(), settings)
