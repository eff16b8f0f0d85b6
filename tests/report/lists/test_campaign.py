"""Files that can be sent as they are: to the right customers, with words, to the cent."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import SettingsError
from analysis.intake.facts import Contacts
from analysis.offers.rules import TextLimit, read_offers
from analysis.vocabulary import LANGUAGES
from report.lists import campaign, letters
from report.lists.campaign import compose_campaign, write_campaign
from tests.messages import message_of
from tests.report.facts_factory import make_results
from tests.report.lists.planned_months import change_campaign, plan_month

NOBODY = Contacts()
CHANNELS = ("email", "push", "site")
ODD = ["007", "=1+1", "a;b", 'say "hi"', "С-17", "+79120300014", " x", "1" * 20]
PROGRAMS = change_campaign(files_for="programs")
PEOPLE = change_campaign(files_for="people")


def read(content, separator=","):
    text = content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=separator))


def cents(rows):
    return sum(round(float(row["expected_gain"].replace(",", ".")) * 100) for row in rows)


@pytest.fixture(scope="module")
def month():
    return plan_month(400, settings=change_campaign(files_for="programs", control_share=0.3))


@settings(max_examples=8)
@given(
    seed=st.integers(0, 999),
    people=st.booleans(),
    share=st.sampled_from([0.0, 0.1, 0.5]),
    twins=st.lists(st.tuples(st.integers(0, 79), st.integers(0, 79)), max_size=20),
)
def test_the_files_are_the_plan_and_reach_nobody_else(seed, people, share, twins):
    chosen = change_campaign(files_for="people" if people else "programs", control_share=share)
    results = plan_month(80, seed, chosen, ids=ODD, twins=twins)
    by_id = {customer.customer_id: customer for customer in results.customers}
    files = compose_campaign(results, ["ru"], NOBODY)
    told = [row for file in files for row in read(file.content, ";" if people else ",")]
    planned = {c.customer_id for c in results.customers if c.offer and not c.control}
    assert sorted(row["id"] for row in told) == sorted(planned)
    assert len(told) == results.plan.contacts
    assert cents(told) == round(results.plan.gain * 100)
    assert sum(round(file.gain * 100) for file in files) == round(results.plan.gain * 100)
    channels = read_offers().channels
    for row in told:
        customer = by_id[row["id"]]
        assert customer.consent or not channels[row["channel"]].needs_consent
        assert all(cell.strip() for cell in row.values())
        assert (row["offer"], row["channel"]) == (customer.offer, customer.channel)


def test_a_file_holds_one_channel_in_one_language_with_all_a_tool_needs(month):
    files = {file.name: read(file.content) for file in compose_campaign(month, LANGUAGES, NOBODY)}
    assert list(files) == [
        f"{channel}-{language}.csv" for language in LANGUAGES for channel in CHANNELS
    ]
    first = files["push-en.csv"][0]
    assert first["text"].startswith("You left something in your cart: ")
    assert {**first, "id": "", "text": "", "expected_gain": ""} == {
        "id": "",
        "offer": "cart_reminder",
        "offer_name": "Cart reminder with a small discount",
        "channel": "push",
        "subject": "Your cart is waiting",
        "text": "",
        "send_by": "2026-11-30",
        "expected_gain": "",
        "campaign": "2026-10",
    }
    assert [row["id"] for row in files["email-ru.csv"]] == [r["id"] for r in files["email-en.csv"]]


@pytest.mark.parametrize(
    ("chosen", "start", "separator", "decimal"),
    [(PEOPLE, b"\xef\xbb\xbfid;", ";", ","), (PROGRAMS, b"id,", ",", ".")],
)
def test_people_open_the_file_by_double_click_and_programs_read_it(
    chosen, start, separator, decimal
):
    results = plan_month(100, settings=chosen)
    content = compose_campaign(results, ["ru"], NOBODY)[0].content
    assert content.startswith(start)
    gains = [row["expected_gain"] for row in read(content, separator)]
    assert all(gain[-3] == decimal for gain in gains)


def test_a_text_of_the_stores_tables_is_no_formula_for_people():
    cells = Contacts(columns=("mail",), of={"c1": ("=1+1",), "c2": ("+7 912 030-00-14",)})
    results = plan_month(3, settings=change_campaign(files_for="people", control_share=0.0))
    everybody = tuple(
        replace(c, offer="more_contacts", channel="site", control=False) for c in results.customers
    )
    (file,) = compose_campaign(replace(results, customers=everybody), ["en"], cells)
    found = {row["id"]: row["mail"] for row in read(file.content, ";")}
    assert found == {"c0": "none", "c1": "'=1+1", "c2": "+7 912 030-00-14"}


def test_whom_to_leave_alone_and_what_was_sent_are_files_of_their_own(month, tmp_path):
    spared, *others = month.customers
    month = replace(month, customers=(replace(spared, offer=None, side="earlier_control"), *others))
    written = write_campaign(month, tmp_path, ["en"], NOBODY)
    assert [path.relative_to(tmp_path).as_posix() for path in written] == [
        "campaign/README.txt",
        "campaign/campaign.csv",
        "campaign/control.csv",
        "campaign/email-en.csv",
        "campaign/push-en.csv",
        "campaign/site-en.csv",
    ]
    control = read((tmp_path / "campaign" / "control.csv").read_bytes())
    left_out = {c.customer_id for c in month.customers if c.control}
    assert len(left_out) > 10
    assert {row["id"]: row["side"] for row in control} == {
        **dict.fromkeys(left_out, "control"),
        spared.customer_id: "earlier_control",
    }
    assert {(row["contact"], row["campaign"]) for row in control} == {("no", "2026-10")}
    sent = read((tmp_path / "campaign" / "campaign.csv").read_bytes())
    assert list(sent[0]) == list(campaign.SENT)
    assert {row["id"] for row in sent if row["contacted"] == "no"} == left_out
    assert {row["side"] for row in sent} == {"compared", "contacted", "control"}
    assert sum(row["contacted"] == "yes" for row in sent) == month.plan.contacts - 1
    assert {(row["date"], row["cost"], row["taken"]) for row in sent} == {("none",) * 3}


def test_whoever_sends_reads_what_to_do_in_both_languages(month, tmp_path):
    write_campaign(month, tmp_path, LANGUAGES, NOBODY)
    text = (tmp_path / "campaign" / "README.txt").read_text(encoding="utf-8")
    email = read((tmp_path / "campaign" / "email-en.csv").read_bytes())
    assert f"- email-en.csv: {len(email)} customers, expected gain" in text.replace("\xa0", " ")
    control = sum(c.control for c in month.customers)
    assert f"control.csv ({control} customers)" in text.replace("\xa0", " ")
    assert text.startswith("В один клик: кампания 2026-10. Срок: ноябрь 2026.\n")
    assert "V odin klik: campaign 2026-10. By the end of November 2026.\n" in text
    assert "Положите файл в папку таблиц этого месяца: data_files/2026-10/campaign.csv." in text
    assert "tables, as data_files/2026-10/campaign.csv: it is read\n   with the tables of" in text
    assert "none" in text


def test_where_nobody_is_contacted_the_readme_says_so(tmp_path):
    spared = tuple(
        replace(c, offer=None, channel=None, control=False) for c in make_results().customers
    )
    written = write_campaign(make_results(customers=spared), tmp_path, ["en"], NOBODY)
    assert [path.name for path in written] == ["README.txt", "campaign.csv", "control.csv"]
    assert "- none: this month nobody is to be contacted" in written[0].read_text("utf-8")


@pytest.mark.parametrize(
    ("part", "limit", "length"),
    [
        ("text", TextLimit(most=105), "106 characters, at most 105"),
        ("text", TextLimit(most=105, unit="bytes"), "106 bytes, at most 105"),
        ("subject", TextLimit(most=10), "11 characters, at most 10"),
    ],
)
def test_a_text_too_long_for_its_channel_stops_before_anything_is_written(
    part, limit, length, tmp_path, monkeypatch
):
    book = read_offers()
    email = book.channels["email"].model_copy(update={part: limit})
    channels = {**book.channels, "email": email}
    monkeypatch.setattr(letters, "read_offers", lambda: replace(book, channels=channels))
    results = make_results()
    said = message_of(SettingsError, lambda: write_campaign(results, tmp_path, ["en"], NOBODY))
    assert said == (
        f"templates/offers/more_contacts.en.j2: the {part} for channel 'email' has {length} can "
        "be sent\n"
        f"  Fix: shorten it, or raise channels.email.{part} of offers.toml"
    )
    assert not list(tmp_path.iterdir())
    fits = email.model_copy(update={part: limit.model_copy(update={"most": limit.most + 1})})
    channels = {**book.channels, "email": fits}
    monkeypatch.setattr(letters, "read_offers", lambda: replace(book, channels=channels))
    assert compose_campaign(results, ["en"], NOBODY)


def test_a_text_that_says_nothing_to_somebody_stops(tmp_path, monkeypatch):
    monkeypatch.setattr(letters, "_in_one_line", lambda _: "")
    said = message_of(
        SettingsError, lambda: write_campaign(make_results(), tmp_path, ["en"], NOBODY)
    )
    assert said.startswith(
        "templates/offers/more_contacts.en.j2: the subject for channel 'email' is blank\n"
        "  Fix: write words for every case\n"
    )


def test_a_message_without_consent_is_a_bug_and_never_written():
    first, *others = make_results().customers
    silent = replace(first, consent=False, channel="email", control=False)
    with pytest.raises(ValueError, match="has not consented to messages by email"):
        compose_campaign(make_results(customers=(silent, *others)), ["en"], NOBODY)
