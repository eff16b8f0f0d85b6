"""Spoilt at random, a store is read with the numbers it has or refused, and nothing third.

`make fuzz` tries RETENTION_FUZZ stores and counts; the tests try a few. What once failed is kept
as an example.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from analysis.errors import ReportError
from analysis.intake.base import Base
from tests.analysis.intake.exports import REPAIRS, Export, go_together, spoil
from tests.analysis.intake.tables import FILES, read, small_store, write

STORES = int(os.environ.get("RETENTION_FUZZ", "25"))
PIECES = ('"', ",", ";", "\r\n", "\n", "\t", "=1+1", "-", "1e999", "", " ", "%", "₽", "NA", "Итого")
BYTES = (b"\0", b"\xff", b"\xd0", b"\xef\xbb\xbf", b"\r", b'"', b"")
BLANKS = " \u200b'"
OUTCOMES, FAULTS = (
    ("read", "refused", "not made"),
    ("tracebacks", "changed numbers", "changed keys"),
)
COUNTS: Counter[str] = Counter()
Damage = Callable[[Export], set[str]]


@st.composite
def damages(draw: st.DrawFn) -> tuple[str, str, int, int, str]:
    """What is damaged: a level, a file, a row, a column, and what is put there."""
    return (
        draw(st.sampled_from(["cell", "row", "column", "table", "swap", "cut"])),
        draw(st.sampled_from(FILES)),
        draw(st.integers(0, 400)),
        draw(st.integers(0, 20)),
        draw(st.sampled_from(PIECES)),
    )


def damage(export: Export, level: str, file: str, row: int, column: int, piece: str) -> set[str]:
    """Damage a table; returns the customers whose numbers may be others now."""
    table = export.tables[file]
    body = table[1:]
    if not body:
        return set()
    place = 1 + row % len(body)
    cells = table[place]
    where = column % len(cells)
    if level == "cell":
        touched = {*cells, piece}
        cells[where] = piece
        return touched
    if level == "row":
        table.insert(place, list(cells))
        return set()
    if level == "cut":
        gone = table.pop(place)
        return set(gone)
    if level == "swap":
        other = table[1 + (row * 7) % len(body)]
        touched = {*cells, *other}
        cells[where % len(cells)], other[where % len(other)] = (
            other[where % len(other)],
            cells[where % len(cells)],
        )
        return touched
    if level == "column":
        for each in table:
            if len(each) > where:
                each.insert(where, piece)
        return set()
    table[place:] = table[place:] + [list(each) for each in table[place:]]
    return set()


@pytest.fixture(scope="module")
def plain(tmp_path_factory) -> Base:
    return read(write(tmp_path_factory.mktemp("plain") / "2026-10", small_store()))


@pytest.fixture(scope="module", autouse=True)
def told():
    began = time.process_time()
    yield
    counts = ", ".join(f"{COUNTS[what]:,} {what}" for what in (*OUTCOMES, *FAULTS))
    print(f"fuzz: {counts}; {time.process_time() - began:.0f} s of CPU")


@settings(max_examples=STORES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    damaged=st.lists(damages(), min_size=1, max_size=3),
    repairs=st.lists(st.sampled_from(list(REPAIRS)), max_size=2, unique=True),
    byte=st.one_of(
        st.none(), st.tuples(st.sampled_from(FILES), st.integers(0, 10**5), st.sampled_from(BYTES))
    ),
)
# A column put before the ids, and a byte on top of a damaged row, were once judged wrongly.
@example(
    damaged=[("column", "money.csv", 0, 0, "-"), ("cell", "money.csv", 5, 2, "1e999")],
    repairs=[],
    byte=None,
)
@example(
    damaged=[("swap", "market_money.csv", 3, 2, "")],
    repairs=["semicolons"],
    byte=("market_money.csv", 4000, b'"'),
)
def test_a_spoilt_store_is_read_right_or_refused(damaged, repairs, byte, plain):
    raw, touched = Export(tables=small_store()), set[str]()
    for one in damaged:
        touched |= damage(raw, *one)
    if any(not go_together(*pair) for pair in combinations(repairs, 2)):
        repairs = repairs[:1]
    with TemporaryDirectory() as root:
        try:
            export = spoil(*(REPAIRS[name] for name in repairs), store=raw.tables)
            folder = export.write(Path(root) / "2026-10")
        except (KeyError, ValueError, IndexError, TypeError):
            COUNTS["not made"] += 1  # the damage left nothing to spoil further
            return
        if byte:
            put_byte(folder, *byte)
        base = read_or_refuse(folder)
    if base is None:
        return
    written = {
        cell.strip(BLANKS) for rows in export.tables.values() for row in rows for cell in row
    }
    fail("changed keys", set(base.table.index) - written)
    # A damaged byte may have changed further customers: of two rows, where it joins them.
    others = find_changed(base, plain) - touched
    fail("changed numbers", others if len(others) > (2 if byte else 0) else set())


def put_byte(folder: Path, file: str, at: int, byte: bytes) -> None:
    path = next(path for path in folder.iterdir() if path.stem.startswith(file[:-4]))
    content = path.read_bytes()
    at %= max(len(content), 1)
    path.write_bytes(content[:at] + byte + content[at + 1 :])


def read_or_refuse(folder: Path) -> Base | None:
    """The customers of a folder; None where it is refused with a cause."""
    try:
        base = read(folder)
    except ReportError:
        COUNTS["refused"] += 1
        return None
    except Exception:
        COUNTS["tracebacks"] += 1
        raise
    COUNTS["read"] += 1
    return base


def find_changed(base: Base, plain: Base) -> set[str]:
    """Customers of both who have another value in any column, and those of the first alone."""
    here = base.table.assign(dropped=base.dropped)
    there = plain.table.assign(dropped=plain.dropped).reindex(here.index)
    same = (here == there) | (here.isna() & there.isna())
    return set(same.index[~same.all(axis=1)])


def fail(fault: str, customers: set[str]) -> None:
    COUNTS[fault] += bool(customers)
    assert not customers, fault


def test_random_bytes_are_a_problem_to_repair(tmp_path):
    chance = pd.Series(range(STORES)).sample(frac=1, random_state=1)
    for seed in chance:
        folder = write(tmp_path / str(seed), small_store())
        content = bytes((seed * 31 + n * n * 7) % 256 for n in range(seed * 5 % 200))
        (folder / FILES[seed % 4]).write_bytes(content)
        with pytest.raises(ReportError):
            read(folder)
