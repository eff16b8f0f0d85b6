"""What to send: each offer by channel and text, with its customers and its time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from report.lists.messages import Messages

# Offer, channel and text.
Kind: TypeAlias = tuple[str, str, str]
SENDING_WIDTHS = (44, 18, 11, 18, 90, 26)
COLUMNS = ("offer", "channel", "customers", "control", "message", "deadline")


def sending_rows(messages: Messages, words: Mapping[str, str]) -> Iterator[Sequence[str | int]]:
    """The header, then a row for each offer, channel and text.

    Texts stand without what is the customer's own. Offers stand in the order of the customers
    they are made to, the most gainful first.
    """
    yield [words[f"send_{column}"] for column in COLUMNS]
    view, many, left_out = messages.view, Counter[Kind](), Counter[Kind]()
    for customer in view.results.customers:
        if customer.offer and customer.channel:
            kind = (customer.offer, customer.channel, messages.usual(customer))
            many[kind] += not customer.control
            left_out[kind] += customer.control
    many = +many
    met = list(dict.fromkeys(offer for offer, *_ in many))
    for kind in sorted(many, key=lambda kind: (met.index(kind[0]), kind[2], -many[kind])):
        offer, channel, text = kind
        yield (
            view.offer_name(offer),
            view.name("channel", channel),
            many[kind],
            left_out[kind],
            text,
            view.deadline,
        )
