"""Rules that are wrong, or that nobody can ever meet, are refused where they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import SettingsError
from analysis.segments.conditions import Condition
from analysis.segments.customers import rule_fields
from analysis.segments.possible import find_impossible
from analysis.segments.rules import (
    QUADRANTS,
    SHIPPED,
    read_rules,
    require_quadrants,
    rule_vocabulary,
)
from report.charts.scatter import QUADRANTS as DRAWN
from tests.messages import message_of, rows_of

NAMES = 'name = { ru = "Мой", en = "Mine" }\npurpose = { ru = "Проверить", en = "Try" }\n'
FIELDS = (
    "categories_per_visit, category, consent, days_registered, failures, marketing_6m, "
    "marketing_current, minutes_current, minutes_previous, minutes_trend, pages_per_visit, "
    "profit, promo_share, revenue_before_previous, revenue_current, revenue_previous, "
    "revenue_trend, risk, service, unpaid_goods"
)
AS_OTHERS = "  Fix: write it as the other entries do"
# What a field may hold, as far as the limits drawn below reach.
RANGES = {"risk": (0, 1), "failures": (0, 25), "profit": (-9, 25)}
OPERATORS = {
    "above": lambda number, limit: number > limit,
    "at_least": lambda number, limit: number >= limit,
    "below": lambda number, limit: number < limit,
    "at_most": lambda number, limit: number <= limit,
    "equals": lambda number, limit: number == limit,
}


def rule(conditions, key="mine"):
    """A segment with conditions such as "profit above 1; service one_of a, b"."""
    return f"[{key}]\n{NAMES}when = [{', '.join(map(condition, conditions.split('; ')))}]\n"


def condition(written):
    """As the file states it: words are quoted, several values are a list."""
    field, op, value = written.split(maxsplit=2)
    plain = ("true", "nan")
    values = [v if v in plain or not v[0].isalpha() else f'"{v}"' for v in value.split(", ")]
    stated = f"[{', '.join(values)}]" if len(values) > 1 else values[0]
    return f'{{ field = "{field}", op = "{op}", value = {stated} }}'


def read(folder, text):
    file = folder / "segments.toml"
    file.write_text(text, encoding="utf-8")
    return read_rules(file)


def refusal(folder, text):
    """The complaint about a file, the file's name shortened."""
    said = message_of(SettingsError, lambda: read(folder, text))
    return said.replace(f"{folder / 'segments.toml'}, ", "")


# A condition, what is wrong with it, what to write.
WRONG = """
profits above 1 | there is no field 'profits' | one of FIELDS
profit over 1 | 'over' is no operator for 'profit' | one of OPERATORS
service above premium | 'above' is no operator for 'service' | one of equals, one_of
service equals gold | 'service' is never 'gold' | one of standard, premium
profit above average | 'average' is no threshold for 'profit' | NUMBER
risk above quantile 75 | 'quantile 75' is no threshold for 'risk' | NUMBER, "high_risk"
profit above high_risk | 'high_risk' is no threshold for 'profit' | NUMBER
service one_of premium | 'one_of' cannot be used with 'premium' | a list, e.g. ["a", "b"]
service one_of [] | 'one_of' cannot be used with [] | a list, e.g. ["a", "b"]
service equals ["premium"] | 'equals' cannot be used with ['premium'] | one value
"""
NUMBER = 'a number, "mean", "median", "quantile 0.75" (any from 0 to 1)'


@pytest.mark.parametrize(("written", "problem", "fix"), rows_of(WRONG))
def test_a_wrong_condition_is_an_error_with_the_allowed_choices(tmp_path, written, problem, fix):
    place = "segment 'mine', condition 2"
    said = refusal(tmp_path, rule(f"profit above mean; {written}"))
    fix = (
        fix.replace("FIELDS", FIELDS)
        .replace("OPERATORS", f"{', '.join(OPERATORS)}, one_of")
        .replace("NUMBER", NUMBER)
    )
    assert said == f"{place}: {problem}\n  Fix: write {fix}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            rule("profit above mean").replace("purpose", "porpoise"),
            "segment 'mine', key 'purpose': is missing\n  Fix: add it as the other entries do\n"
            "segment 'mine', key 'porpoise': no such key\n  Fix: see segments.toml for all of them",
        ),
        (
            f"[mine]\n{NAMES}when = []\n",
            "segment 'mine', key 'when': [] is not allowed: tuple should have at least 1 item "
            f"after validation, not 0\n{AS_OTHERS}",
        ),
        (
            "mine = 3",
            "segment 'mine': 3 is not allowed: input should be a valid dictionary or instance of "
            f"segmentrule\n{AS_OTHERS}",
        ),
        *(
            (
                rule(f"profit above {value}"),
                f"segment 'mine', key 'when.0.value': {shown} is not allowed: write a number, a "
                f"word, or a list of either\n{AS_OTHERS}",
            )
            for value, shown in (
                ("true", "True"),
                ("{}", "{}"),
                ("nan", "nan"),
                ("2026-10-01", "datetime.date(2026, 10, 1)"),
            )
        ),
    ],
)
def test_a_misshapen_rule_is_named_with_its_key(tmp_path, text, message):
    assert refusal(tmp_path, text) == message


IMPOSSIBLE = """
risk above 60 | it; risk is from 0 to 1
minutes_trend below -1 | it; minutes_trend is never below -1
risk at_least high_risk; risk below high_risk | one of these; risk is from 0 to 1
profit below median; profit at_least quantile 0.75 | one of these
profit above quantile 1 | it
failures above 3; failures one_of 1, 2, 3 | one of these; failures is never below 0
service equals premium; service equals standard | one of these
category one_of textile, children; category equals cosmetics | one of these
"""


@pytest.mark.parametrize(("written", "fix"), rows_of(IMPOSSIBLE))
def test_conditions_that_nobody_can_meet_are_refused(tmp_path, written, fix):
    problem = f"nobody can meet {written.replace(';', ' and')}"
    said = refusal(tmp_path, rule(written))
    assert said == f"segment 'mine': {problem}\n  Fix: change or remove {fix}"


@pytest.mark.parametrize(
    "written",
    [
        "risk at_least 1",
        "failures at_most 0",
        "profit above quantile 0",
        "profit below 0; profit above median",
        "profit at_least median; profit at_most median",
        "risk above 0.6; risk below high_risk",
        "service equals premium; consent equals no",
        "failures above 2; failures one_of 1, 3",
    ],
)
def test_conditions_that_some_store_meets_are_not(tmp_path, written):
    assert list(read(tmp_path, rule(written)).segments) == ["mine"]


@given(
    field=st.sampled_from(list(RANGES)),
    limits=st.lists(st.tuples(st.sampled_from(list(OPERATORS)), st.integers(-8, 24)), min_size=1),
)
def test_conditions_on_a_number_are_possible_where_some_number_meets_them(field, limits):
    lowest, highest = RANGES[field]
    # All limits are whole: the halves between them stand for every other number.
    numbers = [half / 2 for half in range(2 * lowest, 2 * highest + 1)]
    met = [n for n in numbers if all(OPERATORS[op](n, limit) for op, limit in limits)]
    conditions = [Condition(field=field, op=op, value=limit) for op, limit in limits]
    assert bool(list(find_impossible(conditions, "here"))) == (not met)


def test_every_problem_of_the_file_is_told_at_once(tmp_path):
    first = rule("risk above 60; service equals gold").replace("Mine", " ")
    second, third = (rule("profit above 1; profit below 1", key) for key in ("other", "third"))
    assert refusal(tmp_path, first + "colour = 3\n") == (
        f"segment 'mine', key 'name.en': ' ' is not allowed: write one line of text\n{AS_OTHERS}\n"
        "segment 'mine', key 'colour': no such key\n  Fix: see segments.toml for all of them"
    )
    nobody = (
        "nobody can meet profit above 1 and profit below 1\n  Fix: change or remove one of these"
    )
    own = "\n  Fix: give each segment a name of its own"
    third = third.replace('"Мой"', '" МОЙ"')
    assert refusal(tmp_path, first.replace('" "', '"One"') + second + third) == (
        "segment 'mine', condition 2: 'service' is never 'gold'\n"
        "  Fix: write one of standard, premium\n"
        f"segment 'other': {nobody}\nsegment 'third': {nobody}\n"
        f"segment 'other', key 'name.ru': 'Мой' is the name of segment 'mine', too{own}\n"
        f"segment 'third', key 'name.ru': ' МОЙ' is the name of segment 'mine', too{own}\n"
        f"segment 'third', key 'name.en': 'Mine' is the name of segment 'other', too{own}"
    )


def test_every_segment_of_the_report_is_shipped_with_words_in_both_languages():
    rules = read_rules().segments
    assert len(rules) == 11
    assert list(rules)[:4] == list(QUADRANTS)
    for segment in rules.values():
        words = (segment.name, segment.purpose)
        assert all(text.ru and text.en for text in words)


def test_every_field_of_a_rule_can_be_named_to_a_reader():
    words = rule_vocabulary()
    assert all(words[field].label.ru and words[field].label.en for field in rule_fields())


@pytest.mark.parametrize(
    ("found", "written", "problems"),
    [
        (
            "[low_risk_low_value]",
            "[calm_and_small]",
            [
                "segment 'calm_and_small': is a fifth quadrant",
                "segment 'low_risk_low_value': is missing",
            ],
        ),
        (
            "quadrant = true\n",
            "",
            ["segment 'high_risk_high_value': is not marked quadrant = true"],
        ),
    ],
)
def test_the_quadrants_that_the_documents_draw_cannot_go(tmp_path, found, written, problems):
    shipped = SHIPPED.read_text(encoding="utf-8")
    rules = read(tmp_path, shipped.replace(found, written, 1))
    assert message_of(SettingsError, lambda: require_quadrants(rules)) == "\n".join(
        f"{tmp_path / 'segments.toml'}, {problem}\n  Fix: keep the four quadrants "
        "high_risk_high_value, high_risk_low_value, low_risk_high_value, low_risk_low_value; "
        "their names and conditions may change"
        for problem in problems
    )


def test_the_shipped_quadrants_are_those_the_documents_draw():
    require_quadrants(read_rules())
    assert set(QUADRANTS) == set(DRAWN)
