"""Whatever reading may tell has words in both languages."""

from __future__ import annotations

from typing import get_args

import pytest

from analysis.intake.facts import ExclusionRule, NoticeKey
from analysis.vocabulary import LANGUAGES
from report.text.phrasebook import Phrasebook


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_notice_and_every_rule_has_words(language):
    book = Phrasebook(language=language)
    keys = [f"technical.notice_{key}" for key in get_args(NoticeKey)]
    keys += [f"technical.aside_rule_{rule}" for rule in get_args(ExclusionRule)]
    assert all(str(book.say(key)) for key in keys)
    assert all(str(book.say(f"warnings.{rule}", number="1")) for rule in get_args(ExclusionRule))
