"""Settings in force, versions, and the model card."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from report.blocks.stack import Block, Stack
from report.blocks.table import TableView
from report.technical.candidates import QUALITY, chance, rule
from report.text.numbers import MINUS
from report.text.phrasebook import Phrasebook, sentence_case
from report.text.phrases import Prose, joined
from report.view import View

SHARES = ("recall", "precision")
# Dots in the key of a table of settings that is opened up, e.g. "model.".
DEEPEST = 2
METRICS = (*QUALITY, "pr_auc", "f1", *SHARES)


def settings(view: View) -> Block:
    """Every key in force with its value, as a settings file writes it."""
    return TableView(
        header=[view.say("technical.col_key"), view.say("technical.col_setting")],
        rows=[list(pair) for pair in flat(view.results.settings, view)],
        align="ll",
        caption=view.say("technical.settings_caption"),
        key="settings",
    )


def flat(section: BaseModel, book: Phrasebook, stem: str = "") -> Iterator[tuple[str, str]]:
    """Dotted keys and values, tables within tables opened up."""
    yield from flat_table(section.model_dump(), book, stem)


def flat_table(
    table: Mapping[str, object], book: Phrasebook, stem: str = ""
) -> Iterator[tuple[str, str]]:
    """The same for a table within a section; one deeper still, such as a candidate's search
    space, is one value: a row for each of its keys would be most of the table."""
    for key, value in table.items():
        if not isinstance(value, Mapping):
            yield f"{stem}{key}", spelled(value, book)
        elif stem.count(".") < DEEPEST:
            yield from flat_table(value, book, f"{stem}{key}.")
        else:
            within = flat_table(value, book)
            yield f"{stem}{key}", joined(f"{name} = {text}" for name, text in within)


def spelled(value: object, book: Phrasebook) -> str:
    """A setting's value: lists in a row, yes and no in words, numbers as they are written."""
    if isinstance(value, bool):
        return book.say("technical.yes" if value else "technical.no")
    if isinstance(value, (list, tuple)):
        return ", ".join(spelled(item, book) for item in value) or book.say("technical.none")
    if value is None:
        return book.say("technical.none")
    return str(value).replace("-", MINUS) if isinstance(value, (int, float)) else str(value)


def versions(view: View) -> Block:
    """Packages that computed the figures."""
    found = view.results.versions
    if not found:
        return view.say("technical.versions_none")
    return TableView(
        header=[view.say("technical.col_package"), view.say("technical.col_version")],
        rows=[[name, found[name]] for name in sorted(found)],
        align="ll",
        caption=view.say("technical.versions_caption"),
        key="versions",
    )


def model(view: View) -> Block:
    """Purpose, data, groups, metrics, limits, choice and misuse on one table."""
    answers = {
        "purpose": view.say("technical.card_purpose_text", store=view.store),
        "data": data_answer(view),
        "groups": groups_answer(view),
        "model": model_answer(view),
        "chosen": rule(view),
        "metrics": metrics_answer(view),
        "limits": view.say("technical.card_limits_text", unit=view.unit),
        "misuse": misuse_answer(view),
    }
    table = TableView(
        header=[view.say("technical.col_card"), view.say("technical.col_answer")],
        rows=[[view.say(f"technical.card_{key}"), text] for key, text in answers.items()],
        align="ll",
        caption=view.say("technical.card_caption"),
        key="card",
    )
    return Stack((table, chance(view)))


def data_answer(view: View) -> str:
    """Month, customers, labels."""
    data = view.results.data
    text = view.say(
        "technical.card_data_text",
        origin=view.origin,
        kept=view.number(data.customers_kept),
        labelled=view.number(data.customers_labelled),
        dropped=view.number(data.customers_dropped),
        share=view.percent(view.results.profile.dropped_share.value),
    )
    return f"{text} {view.say('technical.card_demo_text')}" if data.demonstration else text


def groups_answer(view: View) -> str:
    """Who is held together, and what is not in the data."""
    twins = view.results.data.twins
    return view.say(
        "technical.card_groups_text",
        groups=view.number(twins.groups),
        customers=view.number(twins.customers),
    )


def model_answer(view: View) -> str:
    """The winner and its parameters."""
    found = view.results.model
    parameters = next((c.parameters for c in found.candidates if c.key == found.winner), "")
    return view.say(
        "technical.card_model_text",
        winner=sentence_case(view.name("model", found.winner)),
        parameters=parameters or view.say("technical.card_no_parameters"),
    )


def metrics_answer(view: View) -> str:
    """The honest figures of the whole procedure, each with its interval."""
    scores = view.results.model.procedure
    figures = {
        key: (view.share if key in SHARES else view.score)(getattr(scores, key)) for key in METRICS
    }
    return view.say("technical.card_metrics_text", **figures)


def misuse_answer(view: View) -> Prose:
    """When not to use the model."""
    few = view.number(view.results.settings.model.too_few_customers)
    return view.say("technical.card_misuse_text", few=few)
