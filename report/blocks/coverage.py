"""On how many customers a figure rests, where some have no value of its features."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from report.text.numbers import span
from report.text.phrases import Prose, joined
from report.view import View

# Features named one by one; of more, only the least and the largest count is told.
NAMED = 3


def add_labelled(view: View, caption: str, features: Iterable[str]) -> Prose:
    """The caption of figures on customers with a label, and how many of them have a value."""
    return _add(view, caption, features, view.results.profile.known, labelled=True)


def add_kept(view: View, caption: str, features: Iterable[str]) -> Prose:
    """The same for figures on all customers, with or without a label."""
    return _add(view, caption, features, view.results.data.known, labelled=False)


def count_beside(view: View, label: str, feature: str) -> str:
    """A feature's label in a table's row, and how many labelled customers have a value."""
    known = view.results.profile.known.get(feature)
    if known is None:
        return label
    return view.say("turns.known_row", label=label, known=view.number(known))


def _add(
    view: View, caption: str, features: Iterable[str], known: Mapping[str, int], *, labelled: bool
) -> Prose:
    counts = {name: known[name] for name in dict.fromkeys(features) if name in known}
    if not counts:
        return Prose(caption)
    data = view.results.data
    every = view.number(data.customers_labelled if labelled else data.customers_kept)
    if len(counts) > NAMED:
        ends = span(*(view.number(end(counts.values())) for end in (min, max)))
        return view.say("turns.known_span", caption=caption, known=ends, all=every)
    items = joined(
        view.say("turns.known_item", field=view.label(name), known=view.number(count), all=every)
        for name, count in counts.items()
    )
    return view.say("turns.known_of_each", caption=caption, items=items)
