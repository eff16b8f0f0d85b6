"""The synthetic month is written as a store exports it, and read like one."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.sample import draw_store, write_months, write_sample
from tests.analysis.intake.tables import FILES, REAL, read

COMMITTED = Path(__file__).parents[3] / "data_files"


@pytest.fixture(scope="module")
def month(tmp_path_factory):
    return write_sample(tmp_path_factory.mktemp("store"), seed=42, month="2026-10")


@pytest.fixture(scope="module")
def base(month):
    return read(month)


def test_the_committed_months_are_what_the_command_writes(tmp_path):
    months = write_months(
        tmp_path, seed=42, newest="2026-10", months=7, labels="later", campaigns=True
    )
    assert [month.name for month in months] == sorted(
        p.parent.name for p in COMMITTED.glob("*/money.csv")
    )
    for month in months:
        names = sorted(path.name for path in month.iterdir())
        assert names == sorted(path.name for path in (COMMITTED / month.name).iterdir())
        for name in names:
            committed = COMMITTED / month.name / name
            assert (month / name).read_bytes() == committed.read_bytes(), committed


def test_the_quirks_of_a_real_export_are_there(base):
    facts = base.facts
    assert (facts.customers_read, facts.customers_kept, facts.customers_dropped) == (
        1300,
        1296,
        494,
    )
    assert [(r.found, r.became) for r in facts.repairs] == [
        ("стандартт", "стандарт"),
        ("Косметика и аксесуары", "Косметика и аксессуары"),
        ("предыдцщий_месяц", "предыдущий_месяц"),
    ]
    assert (facts.repairs[0].rows, facts.repairs[2].rows) == (10, 1300)
    assert [rule.customers for rule in facts.set_aside] == [3, 1]
    assert (facts.twins.pairs, facts.twins.equal_pairs, facts.twins.near_pairs) == (21, 11, 1)
    assert (facts.twins.label_differs, facts.twins.near_elsewhere) == (9, 0)


def test_what_is_read_is_what_was_drawn(base):
    store = draw_store(42)
    kept = store.customers.drop(index=list(store.spoilt))
    assert base.table.index.tolist() == kept.index.tolist()
    assert (base.table[kept.columns] == kept).all(axis=None)
    assert (base.dropped == store.dropped[kept.index]).all()


def test_who_is_set_aside_is_who_was_spoilt(base):
    set_aside = [name for rule in base.facts.set_aside for name in rule.customer_ids]
    assert sorted(set_aside) == sorted(draw_store(42).spoilt)


def test_the_month_is_marked_as_a_demonstration(month, base, tmp_path):
    assert base.facts.demonstration
    for name in FILES:
        (tmp_path / name).write_bytes((month / name).read_bytes())
    assert not read(tmp_path).facts.demonstration


def test_a_month_that_is_there_is_not_overwritten(month):
    with pytest.raises(FileExistsError):
        write_sample(month.parent, seed=1, month="2026-10")


def test_a_run_that_is_stopped_leaves_no_month_behind(tmp_path, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "rename", stop)
    with pytest.raises(KeyboardInterrupt):
        write_sample(tmp_path, customers=200, seed=1, month="2026-10")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not REAL.is_dir(), reason="the real tables are not on this machine")
def test_the_layout_is_that_of_the_real_export(month):
    for name in FILES:
        ours, theirs = (month / name).read_bytes(), (REAL / name).read_bytes()
        assert ours.splitlines()[0] == theirs.splitlines()[0]
        assert ours.count(b"\r\n") == theirs.count(b"\r\n")
        assert ours.count(b"\n") == ours.count(b"\r\n")


@pytest.mark.skipif(not REAL.is_dir(), reason="the real tables are not on this machine")
def test_no_customer_is_a_copy_of_a_real_one(base):
    real = read(REAL).table
    both = base.table.merge(real, on=[name for name in real.columns if name != "profit"])
    assert both.empty
