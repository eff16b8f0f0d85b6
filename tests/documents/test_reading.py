"""The readers of finished documents read what is printed, or the tests beside them say nothing."""

from __future__ import annotations

import pytest

from tests.documents.facts import Fact, facts_of, says
from tests.documents.pages import read_pieces
from tests.documents.printed import numbers, without_structure

B = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("language", "text", "values", "shares"),
    [
        ("en", "1,234.5 of 2,000", [1234.5, 2000], [False, False]),
        ("ru", f"1{B}234,5 из 2{B}000", [1234.5, 2000], [False, False]),
        ("en", "−0.3 (−0.5 … 0.1)", [-0.3, -0.5, 0.1], [False] * 3),
        ("en", "F1, UTF-8, d37e1cecc397, 1.9.1 and 2026-10", [], []),
        ("en", "89–93% of 7", [89, 93, 7], [True, True, False]),
        ("ru", f"89–93{B}% из 7", [89, 93, 7], [True, True, False]),
        ("en", f"+12.0{B}pp", [12], [True]),
        ("ru", f"+12,0{B}п. п.", [12], [True]),
    ],
)
def test_numbers_are_read_in_either_language(language, text, values, shares):
    found = list(numbers(text, language))
    assert [each.value for each in found] == values
    assert [each.percent for each in found] == shares


@pytest.mark.parametrize(
    ("value", "whole", "text", "known"),
    [
        (0.3202, False, "32%", True),
        (0.3202, False, "33%", False),
        (0.3202, False, "0.32", True),
        (32.02, False, "32%", False),
        (415, True, "415", True),
        (415.4, False, "415", True),
        (415, True, "415.4", False),
        (3, True, "3.00", False),
        (0.004, False, "<1%", True),
        (0.2, False, "<1%", False),
        (0.2, False, "<30%", False),
        (12_345_678, False, "12.3M", True),
    ],
)
def test_a_fact_is_known_by_the_number_it_rounds_to(value, whole, text, known):
    (printed,) = numbers(text, "en")
    assert says(Fact(path="x", value=value, whole=whole), printed) is known


@pytest.mark.parametrize(
    ("language", "text", "left"),
    [
        ("en", f"Figure{B}7. 5 with its 95% interval", [5]),
        ("en", "95% of customers", [95]),
        ("en", "92% (90–95%)", [92, 90, 95]),
        ("ru", f"Таблица{B}7. 5 с 95-процентным интервалом", [5]),
        ("ru", f"38{B}% (95{B}%: 35–41{B}%)", [38, 35, 41]),
        ("en", "Marketing contacts a month (6-month mean): 3.7", [3.7]),
    ],
)
def test_structural_numbers_are_left_out_and_no_others(language, text, left):
    assert [each.value for each in numbers(without_structure(text, language), language)] == left


def test_facts_are_found_at_every_depth_and_in_texts():
    found = facts_of({"a": [{"b": 2}, 0.5], "c": "keep=60%", "d": True, "e": None})
    assert [(fact.path, fact.value, fact.whole) for fact in found] == [
        ("a.0.b", 2.0, True),
        ("a.1", 0.5, False),
        ("c", 0.6, False),
    ]


def test_a_page_is_read_piece_by_piece_with_its_places():
    page = """<html><body><h2>A 1</h2><p>text <strong>2</strong>, more</p>
    <table><tr><th>Key</th><th>Shift, pp</th></tr><tr><td>C=0.3</td><td>4.5</td></tr></table>
    <svg aria-label="seven 7"><g id="x-xtick_1"><text>8</text></g><text>9</text>
    <g id="x-ytick_1"><text>visits,</text><text>12 months</text></g></svg>
    <details><p>10</p></details><script>11</script></body></html>"""
    found = [(p.text, p.kind, p.place[0], p.header, p.literal, p.behind) for p in read_pieces(page)]
    assert found == [
        ("A 1", "heading", 1, "", False, False),
        ("text 2, more", "text", 1, "", False, False),
        ("Key", "head", 1, "Key", False, False),
        ("Shift, pp", "head", 1, "Shift, pp", False, False),
        ("C=0.3", "cell", 1, "Key", True, False),
        ("4.5", "cell", 1, "Shift, pp", False, False),
        ("seven 7", "alt", 1, "", False, False),
        ("8", "tick", 1, "", False, False),
        ("9", "chart", 1, "", False, False),
        ("visits, 12 months", "chart", 1, "", False, False),
        ("10", "text", 1, "", False, True),
    ]
