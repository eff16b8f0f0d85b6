"""Rules that nobody can ever meet are refused where they are written, not found empty."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import SettingsError
from analysis.segments.conditions import Condition
from analysis.segments.possible import find_impossible
from analysis.segments.rules import read_rules
from tests.analysis.segments.test_rules import RULE, read

# What a field may hold, as far as the limits drawn below reach.
FIELDS = {"risk": (0, 1), "failures": (0, 25), "profit": (-9, 25)}
OPERATORS = {
    "above": lambda number, limit: number > limit,
    "at_least": lambda number, limit: number >= limit,
    "below": lambda number, limit: number < limit,
    "at_most": lambda number, limit: number <= limit,
    "equals": lambda number, limit: number == limit,
}


def rule(*conditions):
    written = ", ".join(
        f'{{ field = "{field}", op = "{op}", value = {value} }}' for field, op, value in conditions
    )
    start = RULE.index("when")
    return f"{RULE[:start]}when = [{written}]\n"


@pytest.mark.parametrize(
    ("conditions", "problem", "fix"),
    [
        (
            [("risk", "above", "60")],
            "nobody can meet risk above 60",
            "change or remove it; risk is from 0 to 1",
        ),
        (
            [("minutes_trend", "below", "-1")],
            "nobody can meet minutes_trend below -1",
            "change or remove it; minutes_trend is never below -1",
        ),
        (
            [("risk", "at_least", '"high_risk"'), ("risk", "below", '"high_risk"')],
            "nobody can meet risk at_least high_risk and risk below high_risk",
            "change or remove one of these; risk is from 0 to 1",
        ),
        (
            [("profit", "below", '"median"'), ("profit", "at_least", '"quantile 0.75"')],
            "nobody can meet profit below median and profit at_least quantile 0.75",
            "change or remove one of these",
        ),
        (
            [("profit", "above", '"quantile 1"')],
            "nobody can meet profit above quantile 1",
            "change or remove it",
        ),
        (
            [("failures", "above", "3"), ("failures", "one_of", "[1, 2, 3]")],
            "nobody can meet failures above 3 and failures one_of 1, 2, 3",
            "change or remove one of these; failures is never below 0",
        ),
        (
            [("service", "equals", '"premium"'), ("service", "equals", '"standard"')],
            "nobody can meet service equals premium and service equals standard",
            "change or remove one of these",
        ),
        (
            [
                ("category", "one_of", '["textile", "children"]'),
                ("category", "equals", '"cosmetics"'),
            ],
            "nobody can meet category one_of textile, children and category equals cosmetics",
            "change or remove one of these",
        ),
    ],
)
def test_conditions_that_nobody_can_meet_are_refused(tmp_path, conditions, problem, fix):
    with pytest.raises(SettingsError) as error:
        read(tmp_path, rule(*conditions))
    place = f"{tmp_path / 'segments.toml'}, segment 'mine'"
    assert str(error.value) == f"{place}: {problem}\n  Fix: {fix}"


@pytest.mark.parametrize(
    "conditions",
    [
        [("risk", "at_least", "1")],
        [("failures", "at_most", "0")],
        [("profit", "below", "0"), ("profit", "above", '"median"')],
        [("profit", "at_least", '"median"'), ("profit", "at_most", '"median"')],
        [("risk", "above", "0.6"), ("risk", "below", '"high_risk"')],
        [("service", "equals", '"premium"'), ("consent", "equals", '"no"')],
        [("failures", "above", "2"), ("failures", "one_of", "[1, 3]")],
    ],
)
def test_conditions_that_some_store_meets_are_not(tmp_path, conditions):
    assert list(read(tmp_path, rule(*conditions)).segments) == ["mine"]


@given(
    field=st.sampled_from(list(FIELDS)),
    limits=st.lists(st.tuples(st.sampled_from(list(OPERATORS)), st.integers(-8, 24)), min_size=1),
)
def test_conditions_on_a_number_are_possible_where_some_number_meets_them(field, limits):
    lowest, highest = FIELDS[field]
    # All limits are whole: the halves between them stand for every other number.
    numbers = [half / 2 for half in range(2 * lowest, 2 * highest + 1)]
    met = [n for n in numbers if all(OPERATORS[op](n, limit) for op, limit in limits)]
    conditions = [Condition(field=field, op=op, value=limit) for op, limit in limits]
    assert bool(list(find_impossible(conditions, "here"))) == (not met)


def test_every_problem_of_the_file_is_told_at_once(tmp_path):
    first = rule(("risk", "above", "60"), ("service", "equals", '"gold"')).replace("Mine", " ")
    second = rule(("profit", "above", "1"), ("profit", "below", "1")).replace("[mine]", "[other]")
    third = second.replace("[other]", "[third]").replace('"Мой"', '" МОЙ"')
    file = tmp_path / "segments.toml"
    with pytest.raises(SettingsError) as error:
        read(tmp_path, first + "colour = 3\n")
    assert str(error.value) == (
        f"{file}, segment 'mine', key 'name.en': ' ' is not allowed: write one line of text\n"
        "  Fix: write it as the other entries do\n"
        f"{file}, segment 'mine', key 'colour': no such key\n"
        "  Fix: see segments.toml for all of them"
    )
    with pytest.raises(SettingsError) as error:
        read(tmp_path, first.replace('" "', '"One"') + second + third)
    nobody = (
        "nobody can meet profit above 1 and profit below 1\n  Fix: change or remove one of these"
    )
    own = "\n  Fix: give each segment a name of its own"
    assert str(error.value) == (
        f"{file}, segment 'mine', condition 2: 'service' is never 'gold'\n"
        "  Fix: write one of standard, premium\n"
        f"{file}, segment 'other': {nobody}\n{file}, segment 'third': {nobody}\n"
        f"{file}, segment 'other', key 'name.ru': 'Мой' is the name of segment 'mine', too{own}\n"
        f"{file}, segment 'third', key 'name.ru': ' МОЙ' is the name of segment 'mine', too{own}\n"
        f"{file}, segment 'third', key 'name.en': 'Mine' is the name of segment 'other', too{own}"
    )


@pytest.mark.parametrize("value", ["true", "{}", "nan", "2026-10-01"])
def test_a_value_that_is_no_value_is_refused_once(tmp_path, value):
    with pytest.raises(SettingsError) as error:
        read(tmp_path, rule(("profit", "above", value)))
    said = str(error.value)
    assert said.startswith(f"{tmp_path / 'segments.toml'}, segment 'mine', key 'when.0.value': ")
    assert said.endswith(
        " is not allowed: write a number, a word, or a list of either\n"
        "  Fix: write it as the other entries do"
    )
    assert said.count("Fix") == 1


def test_the_shipped_segments_can_be_met():
    assert read_rules().segments
