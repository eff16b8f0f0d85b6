from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

from analysis.results.facts import Results
from analysis.settings import read_settings
from analysis.vocabulary import LANGUAGES, Language
from report.paths import PROJECT, WORDS
from tests.report.facts_factory import make_results
from tests.report.technical.documents import calls, printed, source
from tests.report.technical.odd_months import ODD

CYRILLIC = re.compile("[А-Яа-яЁё]")
BLOCK_KEYS = re.compile(r"\{#((?:fig|tbl)-[a-z0-9-]+)\}")


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[Language, dict[str, str]]:
    folder = tmp_path_factory.mktemp("figures")
    return {language: printed(make_results(), language, folder) for language in LANGUAGES}


@pytest.mark.parametrize("month", ODD, ids=lambda month: month.__name__)
def test_every_cell_prints_something_readable_whatever_the_month(
    month: Callable[[], Results], tmp_path: Path
):
    language: Language = LANGUAGES[ODD.index(month) % len(LANGUAGES)]
    for code, text in printed(month(), language, tmp_path).items():
        assert "nan" not in text.casefold().replace("finance", ""), code
        assert not re.search(r"\{[a-z_]+\}", text), code


def test_both_languages_make_the_same_calls_in_the_same_order():
    assert list(calls("ru")) == list(calls("en"))


def test_both_languages_have_the_same_figures_and_tables(documents):
    keys = [BLOCK_KEYS.findall("".join(documents[language].values())) for language in LANGUAGES]
    assert keys[0] == keys[1]
    assert len(keys[0]) == len(set(keys[0])) > 40


def test_the_english_document_holds_no_russian_but_what_the_store_wrote(documents):
    results = make_results()
    repairs = [word for r in results.data.repairs for word in (r.column, r.found, r.became)]
    store = results.settings.store
    words = sorted([*repairs, store.name_ru, store.profit_unit_ru], key=len, reverse=True)
    for code, text in documents["en"].items():
        bare = unescape(text)
        for word in words:
            bare = bare.replace(word, "")
        found = CYRILLIC.search(bare)
        assert found is None, f"{code}: {bare[max(0, found.start() - 40) :][:80]}"


def test_no_customer_is_named(documents):
    everyone = [c.customer_id for c in make_results().customers]
    aside = [i for rule in make_results().data.set_aside for i in rule.customer_ids]
    for language in LANGUAGES:
        text = "".join(documents[language].values())
        assert not [i for i in (*everyone, *aside) if i in text]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_source_types_no_number_and_computes_nothing(language: Language):
    prose = re.sub(r"`[^`]*`|^---.*?^---", "", source(language), flags=re.DOTALL | re.MULTILINE)
    assert not re.search(r"\d", prose)
    for code in calls(language):
        assert re.fullmatch(r"[a-z_]+\.[a-z_]+\(view\)", code), code


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_names_a_file_that_exists_and_keys_that_decide(language: Language):
    named = re.findall(r"`((?:analysis|report|templates)/[\w/.]+)`", source(language))
    assert named
    assert [path for path in named if not (PROJECT / path).exists()] == []
    settings = read_settings()
    sections = "|".join(type(settings).model_fields)
    for key in re.findall(rf"`((?:{sections})\.[\w.]+)`", source(language)):
        found: object = settings
        for part in key.split("."):
            found = getattr(found, part)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_ends_with_where_to_change_it(language: Language):
    parts = re.split(r"^## ", source(language), flags=re.MULTILINE)[1:]
    sections = [s for part in parts for s in re.split(r"^### ", part, flags=re.MULTILINE)]
    told = [section for section in sections if "{python}" in section]
    assert len(told) > 25
    # What stands between a part's heading and its first section is no section of its own.
    bare = [s.splitlines()[0] for s in told if not s.rstrip().endswith(":::")]
    assert bare in (["Модель"], ["Model"])


def test_every_sentence_has_the_same_places_for_numbers_in_both_languages():
    folder = WORDS / "technical"
    for path in sorted(folder.glob("*.toml")):
        for key, words in tomllib.loads(path.read_text(encoding="utf-8")).items():
            places = [set(re.findall(r"\{(\w+)\}", words[language])) for language in LANGUAGES]
            assert places[0] == places[1], f"{path.name}: {key}"
