"""What earlier campaigns did to whom, and whom this one leaves alone because of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.intake.base import Base
from analysis.offers.persons import draw_share, name_persons
from analysis.segments.conditions import Mask
from analysis.settings import CampaignSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """The plan of an earlier month.

    months_ago: counted from the month that is scored. pending: its outcome is not known yet.
    customers: person (code as in the base's groups), offer ("" for none), control (drawn to be
    left without it), contacted (as recorded, else as planned).
    """

    months_ago: int
    pending: bool
    customers: pd.DataFrame

    @property
    def contacted(self) -> pd.DataFrame:
        """Who got an offer."""
        return self.customers[self.customers["contacted"]]

    @property
    def left_out(self) -> pd.DataFrame:
        """Who was left without the offer that was planned for them."""
        return self.customers[(self.customers["offer"] != "") & self.customers["control"]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Restraint:
    """Whom this campaign leaves alone, whatever would pay; masks have shape (n_customers,).

    control: on the control side of this campaign. global_control: left alone for months.
    earlier_control: control of a campaign whose outcome is not known yet. rested: contacted as
    often as the settings allow. measured: contacted by a campaign whose outcome is not known yet,
    and so on no side of this one. repeated: by offer, who got it not long ago.
    """

    control: Mask
    global_control: Mask
    earlier_control: Mask
    rested: Mask
    measured: Mask
    repeated: Mapping[str, Mask]

    @property
    def left_alone(self) -> Mask:
        """Who gets nothing for another reason than this campaign's own control."""
        return self.global_control | self.earlier_control | self.rested


def find_restraint(
    base: Base, campaigns: Sequence[Campaign], settings: CampaignSettings
) -> Restraint:
    """Twins are one person and share whatever holds of one of them.

    Whoever takes part in a campaign whose outcome is not known yet is not drawn for another one,
    or its outcome would be of two campaigns at once.
    """
    persons = list(name_persons(base.groups))
    month = base.facts.month
    earlier_control = _is_in(base, (each.left_out for each in campaigns if each.pending))
    measured = _is_in(base, (each.contacted for each in campaigns if each.pending))
    everywhere = draw_share(
        persons,
        settings.global_control_share,
        settings.salt,
        "global",
        _name_period(month, settings.global_control_months),
    )
    drawn = draw_share(persons, settings.control_share, settings.salt, "campaign", month)
    return Restraint(
        control=drawn & ~(everywhere | earlier_control | measured),
        global_control=everywhere,
        earlier_control=earlier_control,
        rested=_find_rested(base, campaigns, settings),
        measured=measured,
        repeated=_find_repeated(base, campaigns, settings.same_offer_months),
    )


def _name_period(month: str, months: int) -> str:
    """The months that share one global control group; a folder that is no month has its own.

    >>> _name_period("2026-10", 3) == _name_period("2026-12", 3)
    True
    >>> _name_period("2026-10", 3) == _name_period("2026-09", 3)
    False
    """
    try:
        return str((pd.Period(month, "M").ordinal) // months)
    except ValueError:
        return month


def _find_rested(base: Base, campaigns: Iterable[Campaign], settings: CampaignSettings) -> Mask:
    """Who was contacted so often of late that one more contact would be too many."""
    recent = (each for each in campaigns if each.months_ago < settings.contact_months)
    contacts = np.zeros(len(base.groups), dtype=np.int64)
    for campaign in recent:
        contacts += _is_in(base, [campaign.contacted])
    return np.asarray(contacts >= settings.most_contacts, dtype=bool)


def _find_repeated(base: Base, campaigns: Iterable[Campaign], months: int) -> dict[str, Mask]:
    """By offer, who got it less than so many months ago."""
    recent = [each.contacted for each in campaigns if each.months_ago < months]
    offers = sorted({offer for customers in recent for offer in customers["offer"]})
    return {
        offer: _is_in(base, (customers[customers["offer"] == offer] for customers in recent))
        for offer in offers
    }


def _is_in(base: Base, groups: Iterable[pd.DataFrame]) -> Mask:
    """Which customers are a person of one of the groups."""
    persons = {code for customers in groups for code in customers["person"]}
    return base.groups.isin(persons).to_numpy(dtype=bool)
