from __future__ import annotations

import pytest

from analysis.errors import SettingsError
from analysis.segments.customers import rule_fields
from analysis.segments.rules import (
    QUADRANTS,
    SHIPPED,
    read_rules,
    require_quadrants,
    rule_vocabulary,
)
from report.charts.quadrants import HUES

RULE = """
[mine]
name = { ru = "Мой", en = "Mine" }
purpose = { ru = "Проверить", en = "Try" }
when = [{ field = "profit", op = "above", value = "mean" }, CONDITION]
"""
FIELDS = (
    "categories_per_visit, category, consent, days_registered, failures, marketing_6m, "
    "marketing_current, minutes_current, minutes_previous, minutes_trend, pages_per_visit, "
    "profit, promo_share, revenue_before_previous, revenue_current, revenue_previous, "
    "revenue_trend, risk, service, unpaid_goods"
)


def read(tmp_path, text):
    file = tmp_path / "segments.toml"
    file.write_text(text, encoding="utf-8")
    return read_rules(file)


@pytest.mark.parametrize(
    ("condition", "problem", "fix"),
    [
        (
            '{ field = "profits", op = "above", value = 1 }',
            "there is no field 'profits'",
            f"write one of {FIELDS}",
        ),
        (
            '{ field = "profit", op = "over", value = 1 }',
            "'over' is no operator for 'profit'",
            "write one of above, at_least, below, at_most, equals, one_of",
        ),
        (
            '{ field = "service", op = "above", value = "premium" }',
            "'above' is no operator for 'service'",
            "write one of equals, one_of",
        ),
        (
            '{ field = "service", op = "equals", value = "gold" }',
            "'service' is never 'gold'",
            "write one of standard, premium",
        ),
        (
            '{ field = "profit", op = "above", value = "average" }',
            "'average' is no threshold for 'profit'",
            'write a number, "mean", "median", "quantile 0.75" (any from 0 to 1)',
        ),
        (
            '{ field = "risk", op = "above", value = "quantile 75" }',
            "'quantile 75' is no threshold for 'risk'",
            'write a number, "mean", "median", "quantile 0.75" (any from 0 to 1), "high_risk"',
        ),
        (
            '{ field = "profit", op = "above", value = "high_risk" }',
            "'high_risk' is no threshold for 'profit'",
            'write a number, "mean", "median", "quantile 0.75" (any from 0 to 1)',
        ),
        (
            '{ field = "service", op = "one_of", value = "premium" }',
            "'one_of' cannot be used with 'premium'",
            'write a list, e.g. ["a", "b"]',
        ),
        (
            '{ field = "service", op = "one_of", value = [] }',
            "'one_of' cannot be used with []",
            'write a list, e.g. ["a", "b"]',
        ),
        (
            '{ field = "service", op = "equals", value = ["premium"] }',
            "'equals' cannot be used with ['premium']",
            "write one value",
        ),
    ],
)
def test_a_wrong_condition_is_an_error_with_the_allowed_choices(tmp_path, condition, problem, fix):
    with pytest.raises(SettingsError) as error:
        read(tmp_path, RULE.replace("CONDITION", condition))
    place = f"{tmp_path / 'segments.toml'}, segment 'mine', condition 2"
    assert str(error.value) == f"{place}: {problem}\n  Fix: {fix}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            RULE.replace("purpose", "porpoise").replace(", CONDITION", ""),
            "segment 'mine', key 'purpose': is missing\n  Fix: add it as the other entries do\n"
            "FILE, segment 'mine', key 'porpoise': no such key\n"
            "  Fix: see segments.toml for all of them",
        ),
        (
            RULE.replace(", CONDITION", "") + 'colour = "red"\n',
            "segment 'mine', key 'colour': no such key\n  Fix: see segments.toml for all of them",
        ),
        (
            RULE.replace('{ field = "profit", op = "above", value = "mean" }, CONDITION', ""),
            "segment 'mine', key 'when': [] is not allowed: tuple should have at least 1 item "
            "after validation, not 0\n  Fix: write it as the other entries do",
        ),
        (
            "mine = 3",
            "segment 'mine': 3 is not allowed: input should be a valid dictionary or instance of "
            "segmentrule\n  Fix: write it as the other entries do",
        ),
    ],
)
def test_a_misshapen_rule_is_named_with_its_key(tmp_path, text, message):
    with pytest.raises(SettingsError) as error:
        read(tmp_path, text)
    file = str(tmp_path / "segments.toml")
    assert str(error.value) == f"{file}, {message}".replace("FILE", file)


def test_every_segment_of_the_report_is_shipped_with_words_in_both_languages():
    rules = read_rules().segments
    assert list(rules) == [
        "high_risk_high_value",
        "high_risk_low_value",
        "low_risk_high_value",
        "low_risk_low_value",
        "premium_profitable_at_risk",
        "most_profitable_at_risk_60",
        "profitable_at_risk_70",
        "promo_at_risk_80",
        "promo_hunters",
        "cart_at_risk",
        "no_consent_at_risk",
    ]
    for rule in rules.values():
        assert all([rule.name.ru, rule.name.en, rule.purpose.ru, rule.purpose.en])


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
        ("[low_risk_low_value]", "", ["segment 'low_risk_low_value': is missing"]),
        (
            "quadrant = true\n",
            "",
            ["segment 'high_risk_high_value': is not marked quadrant = true"],
        ),
    ],
)
def test_the_quadrants_that_the_documents_draw_cannot_go(tmp_path, found, written, problems):
    shipped = SHIPPED.read_text(encoding="utf-8")
    if found.startswith("[") and not written:
        start = shipped.index(found)
        found = shipped[start : shipped.index("\n[", start)]
    rules = read(tmp_path, shipped.replace(found, written, 1))
    with pytest.raises(SettingsError) as error:
        require_quadrants(rules)
    assert str(error.value) == "\n".join(
        f"{tmp_path / 'segments.toml'}, {problem}\n  Fix: keep the four quadrants "
        "high_risk_high_value, high_risk_low_value, low_risk_high_value, low_risk_low_value; "
        "their names and conditions may change"
        for problem in problems
    )


def test_the_shipped_quadrants_are_those_the_documents_draw():
    require_quadrants(read_rules())
    assert set(QUADRANTS) == set(HUES)
