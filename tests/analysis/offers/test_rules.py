"""Offers that are wrong are refused where they are written."""

from __future__ import annotations

import pytest

from analysis.errors import SettingsError
from analysis.offers.rules import read_offers
from tests.messages import message_of

BOOK = """
[channels.site]
name = { ru = "сайт", en = "site" }
needs_consent = false

[offers.mine]
name = { ru = "Моё", en = "Mine" }
because = BECAUSE
audience = AUDIENCE
channels = CHANNELS
contact = 1
incentive = 1
acceptance = ACCEPTANCE
"""
AS_OTHERS = "\n  Fix: write it as the other entries do"


def fill(because='{ reason = "mean_risk" }', audience="[]", channels='["site"]', ok="1"):
    text = BOOK.replace("BECAUSE", because).replace("AUDIENCE", audience)
    return text.replace("CHANNELS", channels).replace("ACCEPTANCE", ok)


def refusal(folder, text):
    """The complaint about a file, the file's name shortened."""
    file = folder / "offers.toml"
    file.write_text(text, encoding="utf-8")
    return message_of(SettingsError, lambda: read_offers(file)).replace(f"{file}, ", "")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"channels": '["site", "pigeon"]'},
            "offer 'mine': there is no channel 'pigeon'\n  Fix: write one of site",
        ),
        (
            {"because": '{ reason = "over_represented", field = "profit" }'},
            "offer 'mine': 'over_represented' cannot look at 'profit'\n"
            "  Fix: write one of service, category",
        ),
        (
            {"because": '{ reason = "audience_share", at_least = 0.5 }'},
            "offer 'mine': 'audience_share' needs an audience\n"
            "  Fix: add conditions under audience, or give another reason",
        ),
        (
            {"audience": '[{ field = "service", op = "equals", value = "gold" }]'},
            "offer 'mine', audience condition 1: 'service' is never 'gold'\n"
            "  Fix: write one of standard, premium",
        ),
        (
            {"because": '{ reason = "a whim" }'},
            "entry 'offers', key 'mine.because.reason': 'a whim' is not allowed: input should be "
            "'mean_risk', 'audience_share', 'mean_above', 'mean_below' or 'over_represented'"
            f"{AS_OTHERS}",
        ),
        *(
            (
                {"because": f'{{ reason = "{reason}" }}'},
                f"entry 'offers', key 'mine.because': {{'reason': '{reason}'}} is not allowed: "
                f"{reason} goes with a field{AS_OTHERS}",
            )
            for reason in ("mean_above", "mean_below", "over_represented")
        ),
        *(
            (
                {"because": f'{{ reason = "{reason}", field = "profit" }}'},
                f"entry 'offers', key 'mine.because': {{'reason': '{reason}', 'field': 'profit'}} "
                f"is not allowed: {reason} goes without a field{AS_OTHERS}",
            )
            for reason in ("mean_risk", "audience_share")
        ),
        *(
            (
                {"because": f'{{ reason = "audience_share", at_least = {share} }}'},
                f"entry 'offers', key 'mine.because.at_least': {share} is not allowed: input "
                f"should be {said}{AS_OTHERS}",
            )
            for share, said in (
                (-0.5, "greater than or equal to 0"),
                (1.5, "less than or equal to 1"),
            )
        ),
        (
            {"ok": "-1"},
            "entry 'offers', key 'mine.acceptance': -1 is not allowed: input should be greater "
            f"than or equal to 0{AS_OTHERS}",
        ),
    ],
)
def test_a_wrong_offer_is_an_error_with_the_allowed_choices(tmp_path, changes, message):
    assert refusal(tmp_path, fill(**changes)) == message


@pytest.mark.parametrize("field", ["profit", "consent"])
def test_a_mean_is_that_of_a_number_or_of_yes_and_no(tmp_path, field):
    file = tmp_path / "offers.toml"
    text = fill(because=f'{{ reason = "mean_above", field = "{field}" }}', ok="0")
    file.write_text(text, encoding="utf-8")
    because = read_offers(file).offers["mine"].because
    assert (because.field, because.at_least) == (field, 0.0)
    said = refusal(tmp_path, fill(because='{ reason = "mean_above", field = "category" }'))
    assert "cannot look at 'category'" in said


def test_every_offer_of_the_mission_is_shipped_with_names_in_both_languages():
    book = read_offers()
    assert len(book.offers) == 13
    assert set(book.channels) == {"site", "email", "push", "sms"}
    names = [o.name for o in book.offers.values()] + [c.name for c in book.channels.values()]
    assert all(name.ru and name.en for name in names)
    assert [key for key, c in book.channels.items() if not c.needs_consent] == ["site"]


def test_every_problem_of_the_file_is_told_at_once(tmp_path):
    audience = (
        '[{ field = "risk", op = "above", value = 0.7 },'
        ' { field = "risk", op = "below", value = 0.2 }]'
    )
    first = fill(channels='["mail"]', audience=audience)
    second = first[first.index("[offers") :].replace("[offers.mine]", "[offers.other]")
    channel = '[channels.shop]\nname = { ru = "Сайт ", en = "shop" }\nneeds_consent = false\n'
    wrong = "".join(
        f"offer '{key}': there is no channel 'mail'\n  Fix: write one of site, shop\n"
        f"offer '{key}': nobody can meet risk above 0.7 and risk below 0.2\n"
        "  Fix: change or remove one of these; risk is from 0 to 1\n"
        for key in ("mine", "other")
    )
    assert refusal(tmp_path, first + channel + second.replace('"Mine"', '"Other"')) == (
        f"{wrong}channel 'shop', key 'name.ru': 'Сайт ' is the name of channel 'site', too\n"
        "  Fix: give each channel a name of its own\n"
        "offer 'other', key 'name.ru': 'Моё' is the name of offer 'mine', too\n"
        "  Fix: give each offer a name of its own"
    )
    assert refusal(tmp_path, fill().replace('"Mine"', '"\\n"')) == (
        "entry 'offers', key 'mine.name.en': '\\n' is not allowed: write one line of text"
        f"{AS_OTHERS}"
    )
