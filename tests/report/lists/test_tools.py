"""Each tool's file is read here by the rules that the tool's own pages state."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from analysis.errors import SettingsError
from analysis.intake.facts import Contacts
from report.lists.campaign import compose_campaign
from report.lists.tools import tools
from tests.messages import message_of
from tests.report.lists.planned_months import change_campaign, plan_month

MAILS = Contacts(
    columns=("E-mail", "Телефон"),
    of={f"c{n}": (f"c{n}@shop.ru", f"+7912000{n:04}") for n in range(300)},
)
# Separator, header of the key, most bytes of a file and of a cell.
RULES = {
    "mindbox": (",", "id", None, None),
    "unisender": (",", "email", 20_000_000, None),
    "mailchimp": (",", "Email Address", None, 255),
    "klaviyo": (",", "Email", 50_000_000, None),
    "carrot_quest": ("\t", "$user_id", 30_000_000, None),
}


def settings_for(tool, contact=MAILS.columns):
    chosen = change_campaign(tool=tool, control_share=0.1)
    columns = chosen.columns.model_copy(update={"contact": contact})
    return chosen.model_copy(update={"columns": columns})


def month_for(tool):
    """A month whose texts are short enough for every tool."""
    results = plan_month(300, settings=settings_for(tool))
    short = tuple(replace(c, offer="more_contacts" if c.offer else None) for c in results.customers)
    return replace(results, customers=short)


def test_the_rules_are_of_every_tool():
    assert set(RULES) == set(tools())


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("tool", RULES)
def test_a_tool_reads_its_file_by_its_own_rules(tool, language):
    separator, key, most_bytes, cell = RULES[tool]
    results = month_for(tool)
    files = {file.name: file for file in compose_campaign(results, [language], MAILS)}
    content = files[f"email-{language}.csv"].content
    assert not content.startswith(b"\xef\xbb\xbf")
    assert most_bytes is None or len(content) <= most_bytes
    rows = list(
        csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""), delimiter=separator)
    )
    header = list(rows[0])
    assert header[0] == key
    assert len(set(header)) == len(header)
    keys = [row[key].casefold() for row in rows]
    assert len(set(keys)) == len(keys)
    assert all(value.strip() for row in rows for value in row.values())
    if "mail" in key.lower():
        assert all("@" in row[key] for row in rows)
    if cell:
        assert max(len(value.encode()) for row in rows for value in row.values()) <= cell
    chosen = {c.customer_id for c in results.customers if c.offer and not c.control}
    of_channel = {c.customer_id for c in results.customers if c.channel == "email"} & chosen
    named = next(name for name, field in tools()[tool].columns.items() if field == "id")
    assert {row[named] for row in rows} == of_channel


def test_whom_a_tool_cannot_import_stands_in_a_file_of_their_own():
    results = month_for("klaviyo")
    whole = compose_campaign(results, ["en"], MAILS)
    first, second, third, *_ = (letter.customer_id for letter in whole[0].letters)
    cells = {
        **MAILS.of,
        second: (f"{first}@SHOP.ru", ""),
        third: ("", ""),
    }
    files = {f.name: f for f in compose_campaign(results, ["en"], replace(MAILS, of=cells))}
    spared = files["email-en-not-imported.csv"]
    assert [letter.customer_id for letter in spared.letters] == [second, third]
    assert "E-mail" in spared.content.decode("utf-8-sig").splitlines()[0]
    assert sum(round(f.gain * 100) for f in files.values()) == sum(
        round(f.gain * 100) for f in whole
    )


def test_channels_that_a_tool_does_not_serve_have_plain_files():
    files = {file.name: file for file in compose_campaign(month_for("klaviyo"), ["en"], MAILS)}
    assert files["site-en.csv"].content.decode("utf-8-sig").startswith("id;E-mail;Телефон;offer;")


def test_a_text_longer_than_the_tools_cell_is_told():
    results = plan_month(300, settings=settings_for("mailchimp"))
    asked = tuple(
        replace(c, offer="personal_discount" if c.offer else None) for c in results.customers
    )
    said = message_of(
        SettingsError,
        lambda: compose_campaign(replace(results, customers=asked), ["ru"], MAILS),
    )
    assert said == (
        "templates/offers/personal_discount.ru.j2: the text for channel 'email' has 289 bytes, at "
        "most 255 can be sent\n"
        "  Fix: shorten it, or choose another tool in campaign.tool of the settings"
    )


@pytest.mark.parametrize(
    ("tool", "contact", "said"),
    [
        (
            "sendmail",
            (),
            "settings.toml or the file laid over it, key 'campaign.tool': there is no tool "
            "'sendmail'\n"
            "  Fix: write one of plain, mindbox, unisender, mailchimp, klaviyo, carrot_quest",
        ),
        (
            "klaviyo",
            ("Телефон",),
            "settings.toml or the file laid over it, key 'columns.contact': Klaviyo knows "
            "customers by email, and no column of it is named\n"
            "  Fix: name it, as one of email, e-mail, mail, эл. почта, электронная почта, почта",
        ),
    ],
)
def test_a_tool_that_cannot_be_used_is_told(tool, contact, said):
    results = replace(plan_month(30), settings=settings_for(tool, contact))
    found = message_of(SettingsError, lambda: compose_campaign(results, ["en"], Contacts()))
    assert found == said
