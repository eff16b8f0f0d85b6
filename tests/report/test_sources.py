"""The documents themselves: prose, one call a cell, and where to change what it shows."""

from __future__ import annotations

import re

import pytest

from analysis.settings import read_settings
from analysis.vocabulary import LANGUAGES
from report.paths import PROJECT
from tests.report.cells import CELL, DOCUMENTS, calls, source

in_both_languages = pytest.mark.parametrize("language", LANGUAGES)
in_both_documents = pytest.mark.parametrize("document", DOCUMENTS)
# What a file's name, a setting's key and a column's width may hold.
NO_PROSE = re.compile(r"\A---.*?\n---|`[^`\n]+`|width=\"\d+%\"", re.DOTALL)


@in_both_languages
@in_both_documents
def test_the_source_types_no_number_and_computes_nothing(document, language):
    prose = NO_PROSE.sub("", CELL.sub("", source(document, language)))
    assert not re.search(r"\d", prose)
    assert all(re.fullmatch(r"\w+\.\w+\(view\)", call) for call in calls(document, language))


@in_both_documents
def test_both_languages_make_the_same_calls_in_the_same_order(document):
    assert calls(document, "ru") == calls(document, "en")


@in_both_languages
def test_every_section_names_a_file_that_exists_and_keys_that_decide(language):
    text = source("technical", language)
    named = re.findall(r"`((?:analysis|report|templates)/[\w/.]+)`", text)
    assert named
    assert [path for path in named if not (PROJECT / path).exists()] == []
    settings = read_settings()
    sections = "|".join(type(settings).model_fields)
    for key in re.findall(rf"`((?:{sections})\.[\w.]+)`", text):
        found: object = settings
        for part in key.split("."):
            found = getattr(found, part)


@in_both_languages
def test_every_section_ends_with_where_to_change_it(language):
    parts = re.split(r"^## ", source("technical", language), flags=re.MULTILINE)[1:]
    sections = [s for part in parts for s in re.split(r"^### ", part, flags=re.MULTILINE)]
    told = [section for section in sections if "{python}" in section]
    assert len(told) > 25
    # What stands between a part's heading and its first section is no section of its own.
    bare = [s.splitlines()[0] for s in told if not s.rstrip().endswith(":::")]
    assert bare in (["Модель"], ["Model"])
