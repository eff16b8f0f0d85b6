"""Settings in force, versions, and the model card."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from report.blocks.stack import Block, Stack
from report.blocks.table import Column, filled_table, table_of
from report.technical.candidates import CLASSES, QUALITY, chance, metric_text, rule
from report.text.numbers import MINUS
from report.text.phrasebook import Phrasebook, sentence_case
from report.text.phrases import joined, yes_no
from report.view import View

# Dots in the key of a table of settings that is opened up, e.g. "model.".
DEEPEST = 2


def settings(view: View) -> Block:
    """Every key in force with its value, as a settings file writes it."""
    return filled_table(
        view,
        "technical",
        _flat(view.results.settings.model_dump(), view),
        Column("key", "l", lambda pair: pair[0]),
        Column("setting", "l", lambda pair: pair[1]),
        caption=view.say("technical.settings_caption"),
        key="settings",
    )


def _flat(
    table: Mapping[str, object], book: Phrasebook, stem: str = ""
) -> Iterator[tuple[str, str]]:
    """Dotted keys and values, tables within tables opened up.

    One deeper still, such as a candidate's search space, is one value: a row for each of its
    keys would be most of the table.
    """
    for key, value in table.items():
        if not isinstance(value, Mapping):
            yield f"{stem}{key}", _spelled(value, book)
        elif stem.count(".") < DEEPEST:
            yield from _flat(value, book, f"{stem}{key}.")
        else:
            within = _flat(value, book)
            yield f"{stem}{key}", joined(f"{name} = {text}" for name, text in within)


def _spelled(value: object, book: Phrasebook) -> str:
    """A setting's value: lists in a row, yes and no in words, numbers as they are written."""
    if isinstance(value, bool):
        return book.say(f"technical.{yes_no(value)}")
    if isinstance(value, (list, tuple)):
        return ", ".join(_spelled(item, book) for item in value) or book.say("technical.none")
    if value is None:
        return book.say("technical.none")
    return str(value).replace("-", MINUS) if isinstance(value, (int, float)) else str(value)


def versions(view: View) -> Block:
    """Packages that computed the figures."""
    return table_of(
        view,
        "technical",
        sorted(view.results.versions.items()),
        Column("package", "l", lambda package: package[0]),
        Column("version", "l", lambda package: package[1]),
        caption=view.say("technical.versions_caption"),
        key="versions",
        empty=view.say("technical.versions_none"),
    )


def model(view: View) -> Block:
    """Purpose, data, groups, metrics, limits, choice and misuse on one table."""
    twins, scores = view.results.data.twins, view.results.model.procedure
    few = view.results.settings.model.too_few_customers
    horizon = view.count(view.results.history.horizon_months, "month")
    label = view.say(f"technical.card_label_{view.label_kind}", horizon=horizon)
    acceptance = view.say(
        f"technical.card_acceptance_{'measured' if view.measured else 'assumed'}",
        accepted=view.accepted,
    )
    answers = {
        "purpose": view.say("technical.card_purpose_text", store=view.store),
        "data": _data_answer(view),
        "groups": view.say(
            "technical.card_groups_text",
            groups=view.number(twins.groups),
            customers=view.number(twins.customers),
        ),
        "model": _model_answer(view),
        "chosen": rule(view),
        "metrics": view.say(
            "technical.card_metrics_text",
            **{metric: metric_text(metric, scores, view) for metric in (*QUALITY, *CLASSES)},
        ),
        "limits": view.say(
            "technical.card_limits_text", unit=view.unit, label=label, acceptance=acceptance
        ),
        "misuse": view.say("technical.card_misuse_text", few=view.number(few)),
    }
    table = filled_table(
        view,
        "technical",
        answers.items(),
        Column("card", "l", lambda answer: view.say(f"technical.card_{answer[0]}")),
        Column("answer", "l", lambda answer: answer[1]),
        caption=view.say("technical.card_caption"),
        key="card",
    )
    return Stack((table, chance(view)))


def _data_answer(view: View) -> str:
    data, history = view.results.data, view.results.history
    several = len(history.months) > 1
    text = view.say(
        "technical.card_data_months_text" if several else "technical.card_data_text",
        origin=view.origin,
        kept=view.number(data.customers_kept),
        labelled=view.number(history.known),
        months=view.months([month.month for month in history.known_months]),
        dropped=view.number(history.dropped),
        share=view.percent(
            view.results.headline.dropped_share
            if several
            else view.results.profile.dropped_share.value
        ),
    )
    return f"{text} {view.say('technical.card_demo_text')}" if data.demonstration else text


def _model_answer(view: View) -> str:
    found = view.results.model
    parameters = next((c.parameters for c in found.candidates if c.key == found.winner), "")
    return view.say(
        "technical.card_model_text",
        winner=sentence_case(view.name("model", found.winner)),
        parameters=parameters or view.say("technical.card_no_parameters"),
    )
