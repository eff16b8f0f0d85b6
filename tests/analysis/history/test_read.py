"""Which outcomes are known, in whichever way a store exports its labels."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis.history.outcome import STATE, find_meaning
from analysis.history.read import NothingKnownError, compose_history, leave_out_contacted
from tests.analysis.random_store import SETTINGS, draw_store
from tests.messages import message_of

HORIZON = 3
MONTHS = SETTINGS.months


def month(name, customers=240, *, seed=0, labels=None):
    """A month whose labels are given, one for each customer."""
    base = draw_store(customers, seed=seed)
    base = replace(base, facts=replace(base.facts, month=name))
    if labels is None:
        return base
    found = pd.Series(labels, base.table.index, dtype=float)
    return replace(base, dropped=found, labels=found)


def months(*names, blank=()):
    return [
        month(name, seed=number, labels=[np.nan] * 240 if name in blank else None)
        for number, name in enumerate(names)
    ]


FIVE = ("2026-06", "2026-07", "2026-08", "2026-09", "2026-10")


def test_labels_are_states_where_the_newest_are_filled_and_customers_are_found_again():
    assert find_meaning(months(*FIVE), MONTHS, HORIZON) == "later_label"
    assert find_meaning(months(*FIVE, blank=FIVE[-1:]), MONTHS, HORIZON) == "own_label"
    assert find_meaning(months(*FIVE[-3:]), MONTHS, HORIZON) == "own_label"


def test_a_state_needs_enough_customers_in_both_months_and_enough_labels():
    few = MONTHS.model_copy(update={"pair_customers": 241})
    assert find_meaning(months(*FIVE), few, HORIZON) == "own_label"
    just = MONTHS.model_copy(update={"pair_customers": 240})
    assert find_meaning(months(*FIVE), just, HORIZON) == "later_label"
    half = [*months(*FIVE[:-1]), month(FIVE[-1], labels=[1.0] * 192 + [np.nan] * 48)]
    assert find_meaning(half, MONTHS, HORIZON) == "later_label"
    less = [*months(*FIVE[:-1]), month(FIVE[-1], labels=[1.0] * 191 + [np.nan] * 49)]
    assert find_meaning(less, MONTHS, HORIZON) == "own_label"


def test_the_settings_decide_where_they_say_so():
    own = MONTHS.model_copy(update={"outcome": "own_label"})
    assert find_meaning(months(*FIVE), own, HORIZON) == "own_label"


def test_a_later_label_is_the_outcome_of_the_same_customer_three_months_before():
    five = months(*FIVE)
    history = compose_history(five, "later_label", SETTINGS)
    for early, late in ((0, 3), (1, 4)):
        found = history.months[early].dropped
        assert found.tolist() == five[late].labels[found.index].tolist()
        state = history.months[early].table[STATE].map({"dropped": 1.0, "same": 0.0})
        assert state.tolist() == five[early].labels.tolist()
    assert all(base.dropped.isna().all() for base in history.months[2:])
    assert [m.known for m in history.facts.months] == [240, 240, 0, 0, 0]
    assert history.facts.scored_unknown
    assert history.newest_known == 1


def test_an_own_label_is_the_outcome_of_its_own_month_and_no_feature():
    five = months(*FIVE, blank=FIVE[-1:])
    history = compose_history(five, "own_label", SETTINGS)
    assert [base.dropped.tolist() for base in history.months[:4]] == [
        base.labels.tolist() for base in five[:4]
    ]
    assert STATE not in history.scored.table
    assert history.facts.scored_unknown


def test_the_outcome_of_who_is_set_aside_later_is_known_and_of_who_is_gone_is_not():
    five = months(*FIVE)
    late = five[3]
    aside, gone = late.table.index[:5], late.table.index[5:9]
    five[3] = replace(
        late,
        table=late.table.drop(index=[*aside, *gone]),
        dropped=late.dropped.drop(index=[*aside, *gone]),
        groups=late.groups.drop(index=[*aside, *gone]),
        labels=late.labels.drop(index=gone),
    )
    outcome = compose_history(five, "later_label", SETTINGS).months[0].dropped
    assert outcome[aside].notna().all()
    assert outcome[gone].isna().all()


def test_what_was_not_known_then_is_forgotten():
    history = compose_history(months(*FIVE), "own_label", SETTINGS, as_known_then=True)
    assert [m.known for m in history.facts.months] == [240, 240, 0, 0, 0]
    assert not compose_history(months(*FIVE), "own_label", SETTINGS).facts.scored_unknown


def test_a_first_month_knows_no_outcome_then():
    with pytest.raises(NothingKnownError):
        compose_history(months(FIVE[0]), "own_label", SETTINGS, as_known_then=True)


def test_too_few_outcomes_in_all_months_together_are_refused():
    few = [1.0] * 24 + [0.0] * 216
    said = message_of(
        NothingKnownError,
        lambda: compose_history([month("2026-10", labels=few)], "own_label", SETTINGS),
    )
    assert said == (
        "market_file.csv, column 'Покупательская активность': 24 customers are left with the "
        "label «Снизилась», at least 25 are needed to learn from\n"
        "  Fix: give a month with more labelled customers"
    )


def test_one_person_is_one_in_every_month_twins_of_any_month_included():
    first, second = month("2026-09"), month("2026-10")
    groups = first.groups.copy()
    groups["c1"] = groups["c0"]
    joined = compose_history([replace(first, groups=groups), second], "own_label", SETTINGS).months
    for base in joined:
        assert base.groups["c0"] == base.groups["c1"]
    assert joined[0].groups.equals(joined[1].groups)
    assert joined[0].groups.nunique() == 239


def test_months_that_are_missing_between_are_named():
    history = compose_history(months("2026-06", "2026-09", "2026-10"), "own_label", SETTINGS)
    assert history.facts.missing_months == ("2026-07", "2026-08")


def sent(base, contacted):
    """The month with a record of what was sent; `contacted`: ids."""
    record = pd.DataFrame(
        {"offer": "win_back", "side": "", "contacted": True, "cost": np.nan, "taken": np.nan},
        index=pd.Index(contacted),
    )
    record.loc[record.index[-1], "contacted"] = False
    return replace(base, sent=record)


def test_the_outcomes_of_those_contacted_are_not_learned_from():
    first, *rest = months(*FIVE, blank=FIVE[1:])
    history = compose_history([sent(first, ["c0", "c1", "c2"]), *rest], "own_label", SETTINGS)
    found = leave_out_contacted(history, SETTINGS)
    dropped = found.months[0].dropped
    assert dropped[["c0", "c1"]].isna().all()
    assert dropped.drop(["c0", "c1"]).notna().all()
    before, after = history.facts.months[0], found.facts.months[0]
    assert (before.known, after.known, after.contacted) == (240, 238, 2)
    assert found.months[0].labels.notna().all()


def test_whoever_is_one_person_with_somebody_contacted_counts_as_contacted():
    first, *rest = months(*FIVE, blank=FIVE[1:])
    groups = first.groups.copy()
    groups["c7"] = groups["c0"]
    first = replace(sent(first, ["c0", "c1"]), groups=groups)
    found = leave_out_contacted(compose_history([first, *rest], "own_label", SETTINGS), SETTINGS)
    assert found.months[0].dropped[["c0", "c7"]].isna().all()
    assert found.facts.months[0].contacted == 2


def test_contacted_customers_are_learned_from_where_the_others_are_too_few():
    first, *rest = months(*FIVE, blank=FIVE[1:])
    everybody = sent(first, [*first.table.index, "nobody"])
    history = compose_history([everybody, *rest], "own_label", SETTINGS)
    assert leave_out_contacted(history, SETTINGS) is history
