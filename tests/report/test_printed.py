"""What all cells of both documents print, in both languages, whatever the month is like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

import pytest

from analysis.results.store import dump_results
from analysis.vocabulary import LANGUAGES
from report.management import what_if
from tests.report.cells import CELL, DOCUMENTS, Printed, printed, show, source
from tests.report.claims import claims
from tests.report.odd_months import MONTHS, ODD_MONTHS, hostile_names, nothing_found, usual

CYRILLIC = re.compile("[а-яё]+")
UNREAD = re.compile(r"\b(?:nan|inf|None(?! of))\b|\{[a-z_]+\}")
BLOCK_KEYS = re.compile(r"\{#((?:fig|tbl)-[a-z0-9-]+)\}")

in_both_languages = pytest.mark.parametrize("language", LANGUAGES)
in_both_documents = pytest.mark.parametrize("document", DOCUMENTS)
whatever_the_month = pytest.mark.parametrize("month", MONTHS)


def page(cells: Iterable[Printed]) -> str:
    return "\n\n".join(f"# {cell.call}\n\n{cell.text}" for cell in cells)


@in_both_languages
@in_both_documents
def test_a_usual_month_is_printed_as_it_was_approved(snapshots, document, language):
    snapshots.check(f"usual/{document}-{language}.md", page(printed(document, usual, language)))


def changes(before: str, after: str) -> Iterator[str]:
    """The lines of `after` that `before` has not; those that are gone are marked."""
    old, new = before.splitlines(), after.splitlines()
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for step, *(a, b, c, d) in steps:
        if step != "equal":
            yield from filter(None, new[c:d] or (f"(gone) {line}" for line in old[a:b] if line))


def differences(before: Iterable[Printed], after: Iterable[Printed]) -> str:
    """Cell by cell, what is printed otherwise than in another month."""
    told = [
        f"## {cell.call}\n\n" + "\n".join(changes(usual.text, cell.text))
        for usual, cell in zip(before, after, strict=True)
        if usual.text != cell.text
    ]
    return "\n\n".join(told)


@in_both_languages
@in_both_documents
@pytest.mark.parametrize("month", [month for month in ODD_MONTHS if month is not hostile_names])
def test_what_an_odd_month_prints_otherwise_is_as_approved(snapshots, month, document, language):
    as_usual, as_odd = (printed(document, each, language) for each in (usual, month))
    snapshots.check(f"{month.__name__}/{document}-{language}.md", differences(as_usual, as_odd))


@in_both_languages
def test_a_month_without_any_facts_is_told_in_sentences(snapshots, language):
    """The management document needs the four groups of risk and profit."""
    cells = printed("technical", nothing_found, language)
    told = differences(printed("technical", usual, language), cells)
    snapshots.check(f"nothing_found/technical-{language}.md", told)
    assert not [cell.call for cell in cells if UNREAD.search(cell.text)]


@in_both_languages
@in_both_documents
@whatever_the_month
def test_no_label_of_a_chart_is_cut_or_printed_over_another(month, document, language):
    cells = printed(document, month, language)
    assert {cell.call: cell.faults for cell in cells if cell.faults} == {}


@in_both_languages
@in_both_documents
@whatever_the_month
def test_every_number_and_name_is_filled_in(month, document, language):
    cells = printed(document, month, language)
    assert {cell.call: found for cell in cells if (found := UNREAD.findall(cell.text))} == {}


@in_both_documents
@whatever_the_month
def test_the_english_document_holds_no_russian_but_what_the_store_wrote(month, document):
    written = set(CYRILLIC.findall(dump_results(month()).casefold()))
    for cell in printed(document, month, "en"):
        assert set(CYRILLIC.findall(cell.text.casefold())) <= written, cell.call


@in_both_languages
@in_both_documents
def test_names_of_a_store_never_reach_the_page_as_markup(document, language):
    for cell in printed(document, hostile_names, language):
        assert not [markup for markup in ("{{<", "<b>", "$x$") if markup in cell.markdown]


@in_both_languages
@in_both_documents
def test_no_customer_is_named(document, language):
    month = usual()
    aside = {each for rule in month.data.set_aside for each in rule.customer_ids}
    named = {customer.customer_id for customer in month.customers} | aside
    text = " ".join(cell.text for cell in printed(document, usual, language))
    assert not named & set(re.findall(r"\w+", text))


@in_both_documents
def test_both_languages_print_the_same_figures_and_tables_in_the_same_order(document):
    keys = [
        BLOCK_KEYS.findall("".join(cell.markdown for cell in printed(document, usual, language)))
        for language in LANGUAGES
    ]
    assert keys[0] == keys[1]
    assert len(keys[0]) == len(set(keys[0])) > 10


@in_both_languages
@in_both_documents
@whatever_the_month
def test_what_may_be_empty_stands_in_a_cell(month, document, language):
    """Quarto prints the code of an inline value that is empty."""
    lines = {found["line"] for found in CELL.finditer(source(document, language)) if found["line"]}
    inline = [c for c in printed(document, month, language) if f"{c.call}(view)" in lines]
    assert len(inline) > 5
    assert [cell.call for cell in inline if not cell.text] == []


@in_both_languages
@in_both_documents
def test_a_claim_is_printed_only_where_the_facts_support_it(snapshots, document, language):
    told = []
    for claim in claims(document):
        usual, month = (
            show(each, language, document, claim.cells.split())
            for each in (claim.usual, claim.month)
        )
        assert not [cell.faults for cell in month if cell.faults], claim.what
        told.append(f"# {claim.what}\n\n{differences(usual, month)}")
    snapshots.check(f"claims/{document}-{language}.md", "\n\n".join(told))


def test_too_many_customers_for_a_page_have_no_sliders(monkeypatch):
    claim = next(claim for claim in claims("management") if "weigh again" in claim.what)
    monkeypatch.setattr(what_if, "MOST_CUSTOMERS", 1)
    (cell,) = show(claim.month, "en", "management", ["what_if.block"])
    assert cell.text == ""
