"""The list of customers opens anywhere, runs nothing, and adds up."""

from __future__ import annotations

import csv
import shutil
import subprocess
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.escape import unescape

from analysis.segments.facts import Evidence
from report.lists import write_lists
from report.lists.columns import list_columns
from report.lists.formula_safety import looks_like_formula, neutral
from report.lists.row_heights import LINE
from tests.report.facts_factory import make_offer, make_results
from tests.report.reading import said

DANGEROUS = ["=1+1", "+7", "-7", "@SUM(A1)", "\t=1", "\r1", "\n1", "＝1", "＋1", "－1", "＠x"]
HIDDEN = ["  =1", "\u00a0=1", "\ufeff=1", "\u200b@x", " \t+1"]


def with_ids(results, ids):
    customers = [
        replace(customer, customer_id=name)
        for customer, name in zip(results.customers, ids, strict=False)
    ]
    return replace(results, customers=(*customers, *results.customers[len(ids) :]))


@pytest.fixture(scope="module")
def results():
    return make_results()


@pytest.fixture(scope="module", params=["ru", "en"])
def lists(request, results, tmp_path_factory):
    language = request.param
    return language, *write_lists(results, tmp_path_factory.mktemp(language), language)


def read_csv(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_csv_has_field_names_and_a_row_a_customer(lists, results):
    _, path, _ = lists
    rows = read_csv(path)
    assert list(rows[0]) == [
        "id",
        "risk",
        "risk_band",
        "profit",
        "profit_at_risk",
        "segments",
        "most_important",
        "offer",
        "channel",
        "control",
        "message",
        "cost",
        "expected_gain",
        "reason_1",
        "reason_2",
        "reason_3",
    ]
    assert [row["id"] for row in rows] == [c.customer_id for c in results.customers]


def test_numbers_of_the_csv_are_those_of_the_results_to_the_last_digit(lists, results):
    _, path, _ = lists
    for name in ("risk", "profit", "profit_at_risk", "cost", "expected_gain"):
        listed = [float(row[name]) for row in read_csv(path)]
        assert listed == [getattr(customer, name) for customer in results.customers]


def test_reasons_are_worded_in_the_readers_language(results, tmp_path):
    path, _ = write_lists(results, tmp_path, "ru")
    assert read_csv(path)[0]["reason_1"] == "мало страниц за визит: 3, обычно 10"
    path, _ = write_lists(results, tmp_path, "en")
    assert read_csv(path)[0]["reason_1"] == "few pages a visit: 3, usually 10"


def test_the_workbook_has_a_sheet_for_everybody_each_segment_and_the_words(lists, results):
    _, _, path = lists
    sheets = load_workbook(path).worksheets
    assert len(sheets) == 3 + len(results.segments) + 1
    for sheet, key in zip(sheets[3:-1], results.segments, strict=True):
        inside = [c for c in results.customers if key in c.segments]
        assert sheet.max_row == 1 + len(inside)
        assert [row[0] for row in sheet.iter_rows(min_row=2, max_col=1, values_only=True)] == [
            int(customer.customer_id) for customer in inside
        ]
    names = [sheet.title for sheet in sheets]
    assert all(len(name) <= 31 for name in names)
    assert len({name.casefold() for name in names}) == len(names)


def test_every_sheet_of_customers_has_a_frozen_header_and_filters(lists):
    _, _, path = lists
    contacts, _, *others = load_workbook(path).worksheets[:-1]
    assert contacts.auto_filter.ref == f"A1:J{contacts.max_row}"
    assert {sheet.freeze_panes for sheet in (contacts, *others)} == {"B2"}
    for sheet in others:
        assert sheet.auto_filter.ref == f"A1:P{sheet.max_row}"


def test_the_first_sheet_says_whom_to_contact_with_what_words(lists, results):
    language, _, path = lists
    sheet = load_workbook(path).worksheets[0]
    assert sheet.title == {"ru": "Кому писать", "en": "Whom to contact"}[language]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    chosen = [c for c in results.customers if c.offer and not c.control]
    assert [row[0] for row in rows] == [int(customer.customer_id) for customer in chosen]
    wanted = {
        "ru": "Давно не рассказывали вам о новинках.",
        "en": "It has been a while since we told you what is new.",
    }[language]
    assert all(str(row[3]).startswith(wanted) for row in rows)


def test_the_second_sheet_counts_what_to_send_by_which_channel_until_when(lists, results):
    language, _, path = lists
    header, *rows = load_workbook(path).worksheets[1].iter_rows(values_only=True)
    assert header[0] == {"ru": "Предложение", "en": "Offer"}[language]
    chosen = [customer for customer in results.customers if customer.offer]
    left_out = sum(customer.control for customer in chosen)
    assert sum(int(str(row[2])) for row in rows) == len(chosen) - left_out
    assert sum(int(str(row[3])) for row in rows) == left_out > 0
    until = {"ru": "Срок: ноябрь 2026", "en": "By the end of November 2026"}[language]
    assert {row[5] for row in rows} == {until}


def test_no_text_that_wraps_runs_into_the_next_row(lists):
    _, _, path = lists
    lines = []
    for number, sheet in enumerate(sheets := load_workbook(path).worksheets):
        widths = [sheet.column_dimensions[get_column_letter(n)].width for n in range(1, 18)]
        # Texts wrap on the sheet of what to send and in the dictionary, headers on all.
        wrapping = sheet.max_row if number in (1, len(sheets) - 1) else 1
        for row, texts in enumerate(sheet.iter_rows(max_row=wrapping, values_only=True), start=1):
            lines.append((sheet.row_dimensions[row].height or LINE) / LINE)
            longest = max(
                len(str(text)) / width for text, width in zip(texts, widths, strict=False)
            )
            assert longest <= lines[-1], texts
    assert max(lines) > 1, "a text of more than one line is to be among them"


def test_who_gets_no_offer_on_purpose_is_marked(lists, results):
    _, path, _ = lists
    marked = {row["id"] for row in read_csv(path) if row["control"] == "yes"}
    assert marked == {c.customer_id for c in results.customers if c.control}
    assert marked


def test_a_discount_on_favourites_names_the_customers_own(tmp_path):
    evidence = (
        Evidence(name="customers", value=20.0),
        Evidence(name="share", value=0.3),
        Evidence(name="field", value="category"),
        Evidence(name="category", value="kitchenware"),
        Evidence(name="lift", value=1.7),
        Evidence(name="category", value="cosmetics"),
        Evidence(name="lift", value=1.3),
    )
    usual = make_results()
    key = usual.customers[0].segments[0]
    offers = (make_offer("category_discount", evidence=evidence),)
    fond = replace(usual.customers[0], offer="category_discount", liked="cosmetics")
    results = replace(
        usual,
        customers=(fond, *usual.customers[1:]),
        segments={**usual.segments, key: replace(usual.segments[key], offers=offers)},
    )
    path, _ = write_lists(results, tmp_path, "en")
    assert read_csv(path)[0]["message"] == (
        "A discount on what you like best: cosmetics and accessories. "
        "It is already waiting in your cart."
    )


@pytest.mark.parametrize(
    ("language", "key", "message"),
    [
        (
            "en",
            "move_to_premium",
            "Try the premium service of V odin klik on favourable terms: more attention, less "
            "waiting. Switch in your account.",
        ),
        (
            "ru",
            "move_to_premium",
            "Попробуйте премиум-сервис «В один клик» на выгодных условиях: больше внимания, "
            "меньше ожидания. Перейти можно в личном кабинете.",
        ),
        # Its message is about what the customer likes, which nobody knows here.
        ("en", "category_discount", "Discount on the segment\u2019s favourite categories"),
    ],
)
def test_a_customer_whose_offer_no_segment_calls_for_reads_words_all_the_same(
    language, key, message, results, tmp_path
):
    alone = replace(results.customers[0], offer=key, channel="site")
    path, _ = write_lists(
        replace(results, customers=(alone, *results.customers[1:])), tmp_path, language
    )
    rows = read_csv(path)
    assert rows[0]["message"] == message
    assert all((row["message"] == "none") == (row["offer"] == "none") for row in rows)


def test_without_recommendations_there_is_nobody_to_contact(results, tmp_path):
    spared = tuple(replace(c, offer=None, channel=None, control=False) for c in results.customers)
    _, book = write_lists(replace(results, customers=spared), tmp_path, "en")
    assert load_workbook(book).worksheets[0].title == "All customers"


def test_the_dictionary_tells_the_bounds_and_the_period_of_the_settings(results, tmp_path):
    _, book = write_lists(results, tmp_path, "en")
    meanings = {
        row[1]: row[2] for row in load_workbook(book).worksheets[-1].iter_rows(values_only=True)
    }
    assert meanings["risk_band"] == "Low; middle from 30% up; high from 60% up"
    assert (
        said(str(meanings["expected_gain"]))
        == "Profit kept less costs, over 3 months, if one in five accepts"
    )


WORDS = {
    "ru": {
        "risk_band": {"low": "низкий", "middle": "средний", "high": "высокий"},
        "channel": {"email": "эл. почта", "site": "сайт"},
        "offer": {"more_contacts": "Не менее четырёх маркетинговых контактов в месяц"},
        "control": {"yes": "да"},
        "most_important": {"yes": "да"},
    },
    "en": {
        "risk_band": {"low": "low", "middle": "middle", "high": "high"},
        "channel": {"email": "e-mail", "site": "site"},
        "offer": {"more_contacts": "At least four marketing contacts a month"},
        "control": {"yes": "yes"},
        "most_important": {"yes": "yes"},
    },
}


def test_keys_of_the_csv_are_words_in_the_workbook(lists):
    language, table, book = lists
    rows = list(load_workbook(book).worksheets[2].iter_rows(min_row=2, values_only=True))
    for field, words in WORDS[language].items():
        column = list(list_columns()).index(field)
        keys = [line[field] for line in read_csv(table)]
        named = zip(keys, (row[column] for row in rows), strict=True)
        assert {key: word for key, word in named if key not in ("no", "none")} == words


def test_several_segments_of_a_customer_are_named_with_a_separator(results, tmp_path):
    both = ("high_risk_high_value", "profitable_at_risk_70")
    first = replace(results.customers[0], segments=both)
    table, book = write_lists(
        replace(results, customers=(first, *results.customers[1:])), tmp_path, "en"
    )
    assert read_csv(table)[0]["segments"] == "; ".join(both)
    assert load_workbook(book).worksheets[2]["F2"].value == (
        "High risk, high profit; Above-average profit, risk above 70%"
    )


def test_what_to_send_begins_with_the_most_gainful_offer_and_its_most_used_channel(
    results, tmp_path
):
    first, second, *others = results.customers
    best = [replace(c, offer="more_contacts", channel="site") for c in (first, second)]
    few = [replace(c, offer="cart_reminder", channel="site") for c in others[:3]]
    many = [replace(c, offer="cart_reminder", channel="email") for c in others[3:8]]
    _, book = write_lists(replace(results, customers=(*best, *few, *many)), tmp_path, "en")
    rows = load_workbook(book).worksheets[1].iter_rows(min_row=2, max_col=3, values_only=True)
    assert [tuple(row) for row in rows] == [
        ("At least four marketing contacts a month", "site", 2),
        ("Cart reminder with a small discount", "e-mail", 5),
        ("Cart reminder with a small discount", "site", 3),
    ]


def test_headers_are_in_the_readers_language_with_the_unit_of_profit(lists, results):
    language, _, path = lists
    header = [cell.value for cell in load_workbook(path).worksheets[2][1]]
    store = results.settings.store
    expected = {
        "ru": ("Клиент", "Риск", f"Прибыль в месяц, {store.profit_unit_ru}"),
        "en": ("Customer", "Risk", f"Monthly profit, {store.profit_unit_en}"),
    }[language]
    assert (header[0], header[1], header[3]) == expected


def test_numbers_stay_numbers_with_their_formats(lists, results):
    _, _, path = lists
    sheet, first = load_workbook(path).worksheets[2], results.customers[0]
    assert (sheet["A2"].value, sheet["B2"].value) == (int(first.customer_id), first.risk)
    assert (sheet["B2"].number_format, sheet["D2"].number_format) == (
        '[>=0.995]">99%";[<0.005]"<1%";0%',
        "#,##0.00",
    )
    assert sum(
        float(str(row[12])) for row in sheet.iter_rows(min_row=2, values_only=True)
    ) == pytest.approx(sum(customer.expected_gain for customer in results.customers), abs=1e-9)


def test_the_dictionary_explains_every_column_and_segment(lists, results):
    _, _, path = lists
    rows = list(load_workbook(path).worksheets[-1].iter_rows(min_row=2, values_only=True))
    assert [row[1] for row in rows] == [*list_columns(), *results.segments]
    assert all(row[0] and row[2] for row in rows)


def test_the_most_important_customers_are_singled_out(lists, results):
    _, path, _ = lists
    marked = {row["id"] for row in read_csv(path) if row["most_important"] == "yes"}
    assert marked == {c.customer_id for c in results.customers if c.most_important}
    assert marked


@pytest.mark.parametrize("text", [*DANGEROUS, *HIDDEN, "+79120300014", "7;=cmd|' /C calc'!A0"])
def test_an_id_is_itself_in_the_csv_and_only_a_text_in_the_workbook(text, results, tmp_path):
    table, book = write_lists(with_ids(results, [text]), tmp_path, "en")
    with table.open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["id"] == text
    cell = load_workbook(book).worksheets[0]["A2"]
    assert cell.data_type == "s"
    assert unescape(str(cell.value)) == text


@given(st.text(max_size=20) | st.text(alphabet="a;=+-@' ", max_size=8))
def test_a_neutral_text_is_never_a_formula(text):
    assert not any(looks_like_formula(piece) for piece in neutral(text).split(";"))
    assert neutral(text).replace("'", "") == text.replace("'", "")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("215348", 215348),
        ("007", "007"),
        ("C-17", "C-17"),
        ("1" * 15, 10**15 // 9),
        ("1" * 16, None),
    ],
)
def test_an_id_is_a_number_only_where_no_digit_is_lost(name, kept, results, tmp_path):
    _, book = write_lists(with_ids(results, [name]), tmp_path, "en")
    assert load_workbook(book).worksheets[0]["A2"].value == (name if kept is None else kept)


def test_the_same_results_give_the_same_bytes(results, tmp_path):
    folders = [tmp_path / "first", tmp_path / "second"]
    for folder in folders:
        folder.mkdir()
    first, second = (write_lists(results, folder, "ru") for folder in folders)
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_an_empty_segment_has_a_sheet_with_a_header(results, tmp_path):
    nobody = replace(results, customers=results.customers[:1])
    _, book = write_lists(nobody, tmp_path, "ru")
    assert min(sheet.max_row for sheet in load_workbook(book).worksheets) == 1


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_workbook_and_runs_nothing(results, tmp_path):
    _, book = write_lists(with_ids(results, ["=1+1"]), tmp_path, "en")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    csv_filter = "csv:Text - txt - csv (StarCalc):44,34,76"
    command = ["soffice", profile, "--headless", "--convert-to", csv_filter, "--outdir"]
    done = subprocess.run(
        [*command, str(tmp_path / "out"), str(book)], capture_output=True, timeout=120, check=False
    )
    assert done.returncode == 0
    rows = read_csv(tmp_path / "out" / "customers.csv")
    assert rows[0]["Customer"] == "=1+1"
    assert len(rows) == sum(customer.offer is not None for customer in results.customers)
