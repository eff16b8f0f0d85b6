"""The whole pipeline on the store's own tables, where they are at hand."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.slow


def test_every_repair_that_is_known_is_in_the_log(real_results):
    log = {(repair.file, repair.found): repair.rows for repair in real_results.data.repairs}
    assert log["market_file.csv", "стандартт"] == 10
    assert log["market_time.csv", "предыдцщий_месяц"] == 1300
    assert log["market_file.csv", "Косметика и аксесуары"] == 223


def test_the_inactive_and_the_outlier_are_set_aside_and_named(real_results):
    aside = {rule.rule: rule for rule in real_results.data.set_aside}
    assert aside["inactive"].customer_ids == ("215348", "215357", "215359")
    assert aside["revenue_outlier"].customer_ids == ("215380",)
    assert aside["revenue_outlier"].values == (106862.2,)


def test_counts_agree_with_the_tables(real_results):
    head = real_results.headline
    assert (head.customers_read, head.customers_kept, head.customers_set_aside) == (1300, 1296, 4)
    assert head.twin_pairs == 21
    assert real_results.data.customers_dropped == 494


def test_the_four_quadrants_add_up_to_the_base(real_results):
    quadrants = [s for s in real_results.segments.values() if s.quadrant]
    head = real_results.headline
    assert sum(s.customers for s in quadrants) == head.customers_kept
    assert sum(s.profit for s in quadrants) == pytest.approx(head.profit)
    assert sum(s.profit_at_risk for s in quadrants) == pytest.approx(head.profit_at_risk)


def test_gains_on_the_list_add_up_to_the_plan_to_the_cent(real_results):
    cents = sum(round(customer.expected_gain * 100) for customer in real_results.customers)
    assert cents == round(real_results.plan.gain * 100)


def test_nobody_without_consent_gets_a_channel_other_than_the_site(real_results):
    without = {c.channel for c in real_results.customers if not c.consent and c.offer}
    assert without == {"site"}


def test_the_id_is_seen_as_a_leak_and_shut_out(real_results):
    sentinels = {sentinel.key: sentinel for sentinel in real_results.model.sentinels}
    assert sentinels["id_signal"].figure > 0.99
    assert sentinels["id_signal"].verdict != "pass"
    assert all("id" not in i.feature.split("_") for i in real_results.model.importance)


def test_shuffled_labels_teach_nothing(real_results):
    shuffled = next(s for s in real_results.model.sentinels if s.key == "shuffled_labels")
    assert abs(shuffled.figure - 0.5) <= 0.05


def test_the_honest_score_is_in_the_range_that_nested_evaluation_gives(real_results):
    head = real_results.headline
    assert 0.89 < head.roc_auc < 0.94, "above 0.94 look for leakage"
    assert head.roc_auc_low < head.roc_auc < head.roc_auc_high
