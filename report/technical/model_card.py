"""Settings in force, versions, and the model card."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from analysis.vocabulary import Language
from report.blocks.table import TableView
from report.technical.candidates import QUALITY, chance, rule
from report.text.formats import named, origin, score, sentence_case, share
from report.text.numbers import MINUS, number, percent
from report.text.phrases import Prose
from report.text.say import Block, Stack, joined, say
from report.view import Report

SHARES = ("recall", "precision")
# Dots in the key of a table of settings that is opened up, e.g. "model.".
DEEPEST = 2
METRICS = (*QUALITY, "pr_auc", "f1", *SHARES)


def settings(report: Report) -> Block:
    """Every key in force with its value, as a settings file writes it."""
    language = report.language
    return TableView(
        header=[say(language, "col_key"), say(language, "col_setting")],
        rows=[list(pair) for pair in flat(report.results.settings, language)],
        align="ll",
        caption=say(language, "settings_caption"),
        key="settings",
    )


def flat(section: BaseModel, language: Language, stem: str = "") -> Iterator[tuple[str, str]]:
    """Dotted keys and values, tables within tables opened up."""
    yield from flat_table(section.model_dump(), language, stem)


def flat_table(
    table: Mapping[str, object], language: Language, stem: str = ""
) -> Iterator[tuple[str, str]]:
    """The same for a table within a section; one deeper still, such as a candidate's search
    space, is one value: a row for each of its keys would be most of the table."""
    for key, value in table.items():
        if not isinstance(value, Mapping):
            yield f"{stem}{key}", spelled(value, language)
        elif stem.count(".") < DEEPEST:
            yield from flat_table(value, language, f"{stem}{key}.")
        else:
            within = flat_table(value, language)
            yield f"{stem}{key}", joined(f"{name} = {text}" for name, text in within)


def spelled(value: object, language: Language) -> str:
    """A setting's value: lists in a row, yes and no in words, numbers as they are written."""
    if isinstance(value, bool):
        return say(language, "yes" if value else "no")
    if isinstance(value, (list, tuple)):
        return ", ".join(spelled(item, language) for item in value) or say(language, "none")
    if value is None:
        return say(language, "none")
    return str(value).replace("-", MINUS) if isinstance(value, (int, float)) else str(value)


def versions(report: Report) -> Block:
    """Packages that computed the figures."""
    found, language = report.results.versions, report.language
    if not found:
        return say(language, "versions_none")
    return TableView(
        header=[say(language, "col_package"), say(language, "col_version")],
        rows=[[name, found[name]] for name in sorted(found)],
        align="ll",
        caption=say(language, "versions_caption"),
        key="versions",
    )


def model(report: Report) -> Block:
    """Purpose, data, groups, metrics, limits, choice and misuse on one table."""
    language = report.language
    answers = {
        "purpose": say(language, "card_purpose_text", store=report.store),
        "data": data_answer(report),
        "groups": groups_answer(report),
        "model": model_answer(report),
        "chosen": rule(report),
        "metrics": metrics_answer(report),
        "limits": say(language, "card_limits_text", unit=report.unit),
        "misuse": misuse_answer(report),
    }
    table = TableView(
        header=[say(language, "col_card"), say(language, "col_answer")],
        rows=[[say(language, f"card_{key}"), text] for key, text in answers.items()],
        align="ll",
        caption=say(language, "card_caption"),
        key="card",
    )
    return Stack((table, chance(report)))


def data_answer(report: Report) -> str:
    """Month, customers, labels."""
    data, language = report.results.data, report.language
    text = say(
        language,
        "card_data_text",
        origin=origin(report),
        kept=number(data.customers_kept, language),
        labelled=number(data.customers_labelled, language),
        dropped=number(data.customers_dropped, language),
        share=percent(report.results.profile.dropped_share.value, language),
    )
    return f"{text} {say(language, 'card_demo_text')}" if data.demonstration else text


def groups_answer(report: Report) -> str:
    """Who is held together, and what is not in the data."""
    twins, language = report.results.data.twins, report.language
    return say(
        language,
        "card_groups_text",
        groups=number(twins.groups, language),
        customers=number(twins.customers, language),
    )


def model_answer(report: Report) -> str:
    """The winner and its parameters."""
    found, language = report.results.model, report.language
    parameters = next((c.parameters for c in found.candidates if c.key == found.winner), "")
    return say(
        language,
        "card_model_text",
        winner=sentence_case(named("model", found.winner, language)),
        parameters=parameters or say(language, "card_no_parameters"),
    )


def metrics_answer(report: Report) -> str:
    """The honest figures of the whole procedure, each with its interval."""
    scores, language = report.results.model.procedure, report.language
    figures = {
        key: (share if key in SHARES else score)(getattr(scores, key), language) for key in METRICS
    }
    return say(language, "card_metrics_text", **figures)


def misuse_answer(report: Report) -> Prose:
    """When not to use the model."""
    few = number(report.results.settings.model.too_few_customers, report.language)
    return say(report.language, "card_misuse_text", few=few)
