"""The sentences of the management document, and the turns of phrase that it shares."""

from __future__ import annotations

import re
import string
from typing import get_args

import pytest

from analysis.intake.facts import ExclusionRule
from analysis.vocabulary import fields
from report.paths import REPORT, TEMPLATES
from report.text.offer_texts import FOLDER as WORDINGS
from report.text.phrases import sentences
from tests.report.reading import book

DRAWING = [
    REPORT / "view.py",
    *sorted((REPORT / "text").glob("*.py")),
    *sorted((REPORT / "blocks").glob("*.py")),
    *sorted((REPORT / "management").glob("*.py")),
    *sorted((REPORT / "charts").glob("*.py")),
    REPORT / "edition" / "index_page.py",
    TEMPLATES / "index.html.j2",
]
# Named by the rule that set customers aside.
RULES = get_args(ExclusionRule)
SOURCES = "".join(path.read_text(encoding="utf-8") for path in DRAWING)


def names(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_of_a_sentence_are_filled_with_the_same_figures():
    for key, words in sentences().items():
        assert names(words.ru) == names(words.en), key


def test_no_sentence_of_the_management_document_holds_a_number_of_its_own():
    for key, words in management().items():
        for text in (words.ru, words.en):
            bare = re.sub(r"\{\w+\}", "", text)
            numbers = set(re.findall(r"\d+(?:[.,]\d+)?", bare))
            # An interval's level, pairs in a hundred, the bounds of ROC-AUC and of a scale.
            assert numbers <= {"95", "100", "0", "0,5", "0.5"}, f"{key}: {text}"


def test_every_sentence_of_the_management_document_is_used():
    """Keys that are put together at run time are known by their beginning or their end."""
    built = tuple(re.findall(r"f[\"']([a-z_]+\.[a-z_]+)\{", SOURCES))
    for key in management():
        page, _, name = key.removesuffix("_one").partition(".")
        name = name.removeprefix("col_")
        written = re.search(rf"[\"']({page}\.)?{name}[\"']", SOURCES)
        assert written or key.startswith(("acts.", "index.document_", *built)) or name in RULES, key


def management():
    return {key: words for key, words in sentences().items() if not key.startswith("technical.")}


def test_every_feature_can_stand_in_the_heading_of_those_who_drop():
    described = {name for name, field in fields().items() if field.kind in ("number", "yes_no")}
    acts = {key.removeprefix("acts.") for key in sentences() if key.startswith("acts.")}
    assert acts == described


def test_no_message_to_customers_holds_a_typewriter_apostrophe():
    messages = [path.read_text(encoding="utf-8") for path in WORDINGS.glob("*.j2")]
    assert messages
    assert not [text for text in messages if "'" in text]


def test_a_dash_stays_with_the_word_before_it():
    text = book("ru").say("trust.lead", roc_auc="0,91", span="0,89–0,93", pick="")
    assert "(0,5\u00a0– угадывание)\u00a0– 0,91" in text


def test_a_missing_figure_stops_the_report():
    with pytest.raises(KeyError):
        book("en").say("decisions.whom", segment="x")


def test_a_unit_that_ends_in_a_full_stop_gets_no_second():
    text = book("ru").say("decisions.cost", cost="5 у. е.")
    ended = book("ru").say("quadrants.scatter_alt", groups="a: 5 у. е.")
    assert text == "Стоит 5 у. е."
    assert ended.endswith("5 у. е.")


def test_a_label_holds_no_comma_so_that_a_list_of_labels_can_be_read():
    for name, field in fields().items():
        for words in filter(None, (field.label, field.short)):
            assert "," not in words.ru + words.en, name


def test_of_many_names_a_sentence_tells_a_few():
    few, more = ["a", "b", "c", "d"], ["a", "b", "c", "d", "e"]
    assert (book("en").first_few(few), book("en").first_few(more)) == (
        "a, b, c, d",
        "a, b, c and others",
    )
