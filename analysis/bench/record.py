"""What one simulated store showed, as a line of JSON that a later run finds again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from analysis.model.coverage import Figure
from analysis.offers.truth import ListScore
from analysis.settings import Settings

DIGITS = 12
# Settings of the model that no record depends on: how fast, how explained, what else is shown.
BESIDE = {
    "workers",
    "thorough_repeats",
    "explained_hybrids",
    "explained_background",
    "reference_customers",
    "permutation_repeats",
    "published_splits",
    "reliability_bins",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreRecord:
    """One store. `settings`: fingerprint of those it was judged under."""

    seed: int
    settings: str
    customers: int
    winners: tuple[str, ...]  # of the outer folds
    correlation: float  # of estimated and true risk, over customers
    log_loss: float  # out-of-fold, against the labels
    best_log_loss: float  # of the true risk, against the same labels
    divergence: float  # mean Kullback-Leibler of estimated from true risk, nats
    figures: tuple[Figure, ...]
    lists: tuple[ListScore, ...]


RECORD = TypeAdapter(StoreRecord)


def fingerprint(settings: Settings) -> str:
    """Short digest of every setting that can change a record."""
    used = settings.model_dump_json(
        include={"seed", "data", "model", "economics", "risk"}, exclude={"model": BESIDE}
    )
    return hashlib.sha256(used.encode()).hexdigest()[:DIGITS]


def load_records(path: Path, settings: str) -> dict[int, StoreRecord]:
    """Records by seed that were made under these settings."""
    records = (RECORD.validate_json(line) for line in whole_lines(path))
    return {record.seed: record for record in records if record.settings == settings}


def whole_lines(path: Path) -> list[bytes]:
    """Lines with their end; one that was cut short is left out."""
    if not path.exists():
        return []
    return [line for line in path.read_bytes().splitlines(keepends=True) if line.endswith(b"\n")]


def append_record(path: Path, record: StoreRecord) -> None:
    """One more line, or the file as it was."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".part")
    draft.write_bytes(b"".join([*whole_lines(path), RECORD.dump_json(record), b"\n"]))
    draft.replace(path)
