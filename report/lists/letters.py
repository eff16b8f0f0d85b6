"""What each customer to contact gets: text ready to send, and what a mailing tool needs beside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.errors import SettingsError, refuse
from analysis.intake.facts import Contacts
from analysis.offers.rules import Channel, read_offers
from analysis.results.facts import Results, ScoredCustomer
from analysis.vocabulary import Language
from report.lists.messages import Messages
from report.lists.tools import Tool, find_contact
from report.text.offer_texts import PLACE
from report.view import View, view_of

# What stands where there is nothing: a blank would leave what a program knew before.
NONE = "none"
CONTACT_FIELDS = ("email", "phone")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One customer's message; expected_gain: per horizon, unit of profit, whole cents.

    contacts: a cell for each contact column of the settings, "none" where it is blank.
    """

    customer_id: str
    offer: str
    offer_name: str
    channel: str
    subject: str
    text: str
    send_by: str
    expected_gain: float
    campaign: str
    contacts: tuple[str, ...] = ()

    def cells(self, columns: Sequence[str]) -> dict[str, str | float]:
        """Every field that a file may have; columns: names of the contact columns."""
        places = {field: find_contact(field, columns) for field in CONTACT_FIELDS}
        return {
            "id": self.customer_id,
            "offer": self.offer,
            "offer_name": self.offer_name,
            "channel": self.channel,
            "subject": self.subject,
            "text": self.text,
            "send_by": self.send_by,
            "expected_gain": self.expected_gain,
            "campaign": self.campaign,
            **{
                field: NONE if place is None else self.contacts[place]
                for field, place in places.items()
            },
        }


def write_letters(results: Results, language: Language, contacts: Contacts) -> tuple[Letter, ...]:
    """A letter to each customer to contact, in the order of the results; never to a control.

    Raises ValueError where a channel needs a consent that the customer has not given.
    """
    view, channels = view_of(results, language), read_offers().channels
    messages = Messages(view=view)
    chosen = [c for c in results.customers if c.offer and c.channel and not c.control]
    for customer in chosen:
        known = channels.get(customer.channel or NONE)
        if not customer.consent and (known is None or known.needs_consent):
            raise ValueError(
                f"{customer.customer_id} has not consented to messages by {customer.channel}"
            )
    return tuple(_write_letter(customer, messages, contacts) for customer in chosen)


def _write_letter(customer: ScoredCustomer, messages: Messages, contacts: Contacts) -> Letter:
    view, wording = messages.view, messages.wording(customer)
    blank = ("",) * len(contacts.columns)
    return Letter(
        customer_id=customer.customer_id,
        offer=customer.offer or NONE,
        offer_name=view.offer_name(customer.offer or NONE),
        channel=customer.channel or NONE,
        subject=_in_one_line(str(wording.subject) if wording else ""),
        text=_in_one_line(str(wording.message) if wording else ""),
        send_by=_say_day(view),
        expected_gain=customer.expected_gain,
        campaign=view.results.data.month,
        contacts=tuple(cell or NONE for cell in contacts.of.get(customer.customer_id, blank)),
    )


def _in_one_line(text: str) -> str:
    """A text without line breaks, which not every tool reads inside a cell."""
    return " ".join(text.split())


def _say_day(view: View) -> str:
    return view.last_day.isoformat() if view.last_day else NONE


def refuse_unfit(letters: Iterable[Letter], language: Language, tool: Tool | None) -> None:
    """Raises SettingsError with every offer's subject or text that is blank or too long.

    Of each offer and channel the longest is told.
    """
    channels = read_offers().channels
    worst: dict[tuple[str, str, str], str] = {}
    for letter in letters:
        for part, text in (("subject", letter.subject), ("text", letter.text)):
            key = (letter.offer, letter.channel, part)
            if not text or len(text.encode()) > len(worst.get(key, "").encode()):
                worst[key] = text
    refuse(
        [
            fault
            for key, text in worst.items()
            for fault in _faults(key, text, language, channels, tool)
        ]
    )


def _faults(
    key: tuple[str, str, str],
    text: str,
    language: Language,
    channels: Mapping[str, Channel],
    tool: Tool | None,
) -> Iterator[SettingsError]:
    offer, channel, part = key
    place = f"{PLACE}/{offer}.{language}.j2"
    if not text:
        yield SettingsError(
            place, f"the {part} for channel {channel!r} is blank", fix="write words for every case"
        )
    known = channels.get(channel)
    own = None if known is None else known.subject if part == "subject" else known.text
    cell = tool.cell if tool and channel in tool.channels else None
    for limit, whose in (
        (own, f"raise channels.{channel}.{part} of offers.toml"),
        (cell, "choose another tool in campaign.tool of the settings"),
    ):
        if limit is not None and limit.measure(text) > limit.most:
            yield SettingsError(
                place,
                f"the {part} for channel {channel!r} has {limit.measure(text)} {limit.unit}, "
                f"at most {limit.most} can be sent",
                fix=f"shorten it, or {whose}",
            )
