"""The sentences of the management document, and the turns of phrase that it shares."""

from __future__ import annotations

import re
import string

import pytest

from analysis.vocabulary import fields
from report.paths import REPORT, WORDS
from report.text.offer_texts import FOLDER as WORDINGS
from report.text.phrases import phrases, say

MANAGEMENT = sorted(path.stem for path in (WORDS / "management").glob("*.toml"))
FILES = ["turns", *(f"management/{name}" for name in MANAGEMENT)]
DRAWING = [
    REPORT / "text" / "phrasing.py",
    *sorted((REPORT / "management").glob("*.py")),
    *sorted((REPORT / "charts").glob("*.py")),
]
SOURCES = "".join(path.read_text(encoding="utf-8") for path in DRAWING)

# Named by the rule that set customers aside.
RULES = ("inactive", "revenue_outlier")


def names(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("file", FILES)
def test_both_languages_of_a_sentence_are_filled_with_the_same_figures(file):
    for key, words in phrases(file).items():
        assert names(words.ru) == names(words.en), key


@pytest.mark.parametrize("file", FILES)
def test_no_sentence_holds_a_number_of_its_own(file):
    for key, words in phrases(file).items():
        for text in (words.ru, words.en):
            bare = re.sub(r"\{\w+\}", "", text)
            numbers = set(re.findall(r"\d+(?:[.,]\d+)?", bare))
            # An interval's level, pairs in a hundred, the bounds of ROC-AUC and of a scale.
            assert numbers <= {"95", "100", "0", "0,5", "0.5"}, f"{key}: {text}"


@pytest.mark.parametrize("file", [name for name in FILES if name != "management/acts"])
def test_every_sentence_is_used(file):
    """Keys that are put together at run time are known by their beginning or their end."""
    built = re.findall(r"f[\"']([a-z_]+)\{", SOURCES)
    for key in phrases(file):
        if key.endswith("_one"):
            plural = key.removesuffix("_one")
            assert re.search(rf"sentence_for\(\s*[\"']{plural}[\"']", SOURCES), key
            continue
        stem = next((stem for stem in built if key.startswith(stem)), None)
        known = re.search(rf"[\"']{key}[\"']", SOURCES) or key in RULES
        assert known or stem is not None, key


def test_no_message_to_customers_holds_a_typewriter_apostrophe():
    messages = [path.read_text(encoding="utf-8") for path in WORDINGS.glob("*.j2")]
    assert messages
    assert not [text for text in messages if "'" in text]


def test_a_dash_stays_with_the_word_before_it():
    text = say("management/trust", "lead", "ru", roc_auc="0,91", span="0,89–0,93", pick="")
    assert "(0,5\u00a0– угадывание)\u00a0– 0,91" in text


def test_a_missing_figure_stops_the_report():
    with pytest.raises(KeyError):
        say("management/decisions", "whom", "en", segment="x")


def test_a_unit_that_ends_in_a_full_stop_gets_no_second():
    text = say("management/decisions", "cost", "ru", cost="5 у. е.")
    ended = say("management/quadrants", "scatter_alt", "ru", groups="a: 5 у. е.")
    assert text == "Стоит 5 у. е."
    assert ended.endswith("5 у. е.")


def test_a_label_holds_no_comma_so_that_a_list_of_labels_can_be_read():
    for name, field in fields().items():
        for words in filter(None, (field.label, field.short)):
            assert "," not in words.ru + words.en, name
