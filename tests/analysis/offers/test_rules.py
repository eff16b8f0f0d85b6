from __future__ import annotations

import pytest

from analysis.errors import SettingsError
from analysis.offers.rules import read_offers

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


def read(tmp_path, because='{ reason = "mean_risk" }', audience="[]", channels='["site"]', ok="1"):
    text = BOOK.replace("BECAUSE", because).replace("AUDIENCE", audience)
    file = tmp_path / "offers.toml"
    file.write_text(text.replace("CHANNELS", channels).replace("ACCEPTANCE", ok), encoding="utf-8")
    return read_offers(file)


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
            "'mean_risk', 'audience_share', 'mean_above', 'mean_below' or 'over_represented'\n"
            "  Fix: write it as the other entries do",
        ),
        (
            {"because": '{ reason = "mean_above" }'},
            "entry 'offers', key 'mine.because': {'reason': 'mean_above'} is not allowed: "
            "mean_above goes with a field\n  Fix: write it as the other entries do",
        ),
        (
            {"because": '{ reason = "mean_risk", field = "profit" }'},
            "entry 'offers', key 'mine.because': {'reason': 'mean_risk', 'field': 'profit'} is "
            "not allowed: mean_risk goes without a field\n"
            "  Fix: write it as the other entries do",
        ),
        (
            {"ok": "-1"},
            "entry 'offers', key 'mine.acceptance': -1 is not allowed: input should be greater "
            "than or equal to 0\n  Fix: write it as the other entries do",
        ),
    ],
)
def test_a_wrong_offer_is_an_error_with_the_allowed_choices(tmp_path, changes, message):
    with pytest.raises(SettingsError) as error:
        read(tmp_path, **changes)
    assert str(error.value) == f"{tmp_path / 'offers.toml'}, {message}"


def test_every_offer_of_the_mission_is_shipped_with_names_in_both_languages():
    book = read_offers()
    assert set(book.offers) == {
        "popup_recommendations",
        "personal_discount",
        "loyal_discount_premium",
        "move_to_premium",
        "category_discount",
        "category_display",
        "more_contacts",
        "loyalty_bonuses",
        "promo_early_access",
        "cart_reminder",
        "site_instead_of_mail",
        "priority_support",
        "win_back",
    }
    assert set(book.channels) == {"site", "email", "push", "sms"}
    names = [o.name for o in book.offers.values()] + [c.name for c in book.channels.values()]
    assert all(name.ru and name.en for name in names)


def test_only_the_site_needs_no_consent():
    channels = read_offers().channels
    assert [key for key, channel in channels.items() if not channel.needs_consent] == ["site"]


def test_every_problem_of_the_file_is_told_at_once(tmp_path):
    text = BOOK.replace("BECAUSE", '{ reason = "mean_risk" }').replace("CHANNELS", '["mail"]')
    audience = (
        '[{ field = "risk", op = "above", value = 0.7 },'
        ' { field = "risk", op = "below", value = 0.2 }]'
    )
    first = text.replace("AUDIENCE", audience).replace("ACCEPTANCE", "1")
    second = first[first.index("[offers") :].replace("[offers.mine]", "[offers.other]")
    channel = '[channels.shop]\nname = { ru = "Сайт ", en = "shop" }\nneeds_consent = false\n'
    file = tmp_path / "offers.toml"
    file.write_text(first + channel + second.replace('"Mine"', '"Other"'), encoding="utf-8")
    with pytest.raises(SettingsError) as error:
        read_offers(file)
    wrong = [
        fault
        for key in ("mine", "other")
        for fault in (
            f"{file}, offer '{key}': there is no channel 'mail'\n  Fix: write one of site, shop",
            f"{file}, offer '{key}': nobody can meet risk above 0.7 and risk below 0.2\n"
            "  Fix: change or remove one of these; risk is from 0 to 1",
        )
    ]
    assert str(error.value).split(f"\n{file}, channel")[0] == "\n".join(wrong)
    assert str(error.value).removeprefix("\n".join(wrong) + "\n") == (
        f"{file}, channel 'shop', key 'name.ru': 'Сайт ' is the name of channel 'site', too\n"
        "  Fix: give each channel a name of its own\n"
        f"{file}, offer 'other', key 'name.ru': 'Моё' is the name of offer 'mine', too\n"
        "  Fix: give each offer a name of its own"
    )


def test_a_blank_name_of_an_offer_is_refused(tmp_path):
    text = BOOK.replace("BECAUSE", '{ reason = "mean_risk" }').replace("CHANNELS", '["site"]')
    file = tmp_path / "offers.toml"
    text = text.replace("AUDIENCE", "[]").replace("ACCEPTANCE", "1").replace('"Mine"', '"\\n"')
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as error:
        read_offers(file)
    assert str(error.value) == (
        f"{file}, entry 'offers', key 'mine.name.en': '\\n' is not allowed: write one line of "
        "text\n  Fix: write it as the other entries do"
    )
