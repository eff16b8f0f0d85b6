"""What stands in each column of the list, customer by customer: made once for both files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from analysis.results.facts import Results, ScoredCustomer
from analysis.vocabulary import Language
from report.lists.messages import Messages
from report.text.risk_reasons import reason_words
from report.view import View, view_of

REASONS = 3
BETWEEN = "; "
Cell: TypeAlias = str | float
Row: TypeAlias = Mapping[str, Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerList:
    """One month's list in one language; `rows` are those of `view.results.customers`."""

    view: View
    messages: Messages
    rows: tuple[Row, ...]

    def inside(self, segment: str) -> Sequence[Row]:
        """The rows of the customers of one segment, in the order of the results."""
        customers = self.view.results.customers
        return [
            row
            for customer, row in zip(customers, self.rows, strict=True)
            if segment in customer.segments
        ]


def list_customers(results: Results, language: Language) -> CustomerList:
    """A row a customer, in the order of the results."""
    view = view_of(results, language)
    messages = Messages(view=view)
    rows = tuple(_list_row(customer, messages) for customer in results.customers)
    return CustomerList(view=view, messages=messages, rows=rows)


def _list_row(customer: ScoredCustomer, messages: Messages) -> Row:
    """One customer's cells by column; segments, offer, channel and band by their keys."""
    reasons = [reason_words(reason, messages.view) for reason in customer.reasons[:REASONS]]
    padded = [*reasons, *[""] * (REASONS - len(reasons))]
    return {
        "id": customer.customer_id,
        "risk": customer.risk,
        "risk_band": customer.risk_band,
        "profit": customer.profit,
        "profit_at_risk": customer.profit_at_risk,
        "segments": BETWEEN.join(customer.segments),
        "most_important": "yes" if customer.most_important else "",
        "offer": customer.offer or "",
        "channel": customer.channel or "",
        "control": "yes" if customer.control else "",
        "message": messages.to(customer),
        "cost": customer.cost,
        "expected_gain": customer.expected_gain,
        **{f"reason_{n}": words for n, words in enumerate(padded, start=1)},
    }
