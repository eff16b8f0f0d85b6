"""Slips are forgiven where only one name can be meant."""

from __future__ import annotations

import pytest

from analysis.intake.spelling import recognise

PERIODS = ("препредыдущий_месяц", "предыдущий_месяц", "текущий_месяц")


@pytest.mark.parametrize(
    ("found", "meant"),
    [
        ("предыдцщий_месяц", "предыдущий_месяц"),
        ("предыдущий месяц", "предыдущий_месяц"),
        (" ПРЕДЫДУЩИЙ_МЕСЯЦ ", "предыдущий_месяц"),
        ("пердыдущий_месяц", "предыдущий_месяц"),
        ("препредыдущий_месяц", "препредыдущий_месяц"),
        ("препредыдцщий_месяц", "препредыдущий_месяц"),
        ("тeкущий_мecяц", "текущий_месяц"),  # three Latin letters
    ],
)
def test_a_period_is_recognised_under_a_slip(found, meant):
    assert recognise(found, PERIODS) == (meant,)


@pytest.mark.parametrize("found", ["прошлый_месяц", "", "месяц", "пре_предыдцущй_мсяц"])
def test_what_is_too_far_from_every_name_is_not_recognised(found):
    assert recognise(found, PERIODS) == ()


def test_a_slip_equally_near_two_names_names_both():
    assert recognise("стокс", ("стоки", "стокн")) == ("стоки", "стокн")


def test_the_right_spelling_wins_over_any_neighbour():
    assert recognise("кошка", ("кошки", "кошка")) == ("кошка",)


def test_a_digit_is_never_taken_for_a_slip():
    assert recognise("Маркет_актив_3_мес", ("Маркет_актив_6_мес",)) == ()


def test_short_words_must_be_right():
    assert recognise("на", ("да", "нет")) == ()
    assert recognise("ДА ", ("да", "нет")) == ("да",)


def test_letters_composed_of_two_signs_are_the_same():
    assert recognise("Прежнии\u0306 уровень", ("Прежний уровень",)) == ("Прежний уровень",)
