"""The files of a campaign: what to send, whom to leave alone, and the record of what was sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from analysis.errors import SettingsError
from analysis.intake.facts import Contacts
from analysis.results.facts import Results
from analysis.vocabulary import Language
from report.lists.dialects import Cell, Dialect, plain_dialect, tool_dialect
from report.lists.letters import NONE, Letter, refuse_unfit, write_letters
from report.lists.tools import Tool, find_tool
from report.paths import TEMPLATES
from report.view import view_of

CAMPAIGN = "campaign"  # the folder, in that of the edition
# Fields of a plain file to send; the store's contact columns stand after the id.
FIELDS = (
    "offer",
    "offer_name",
    "channel",
    "subject",
    "text",
    "send_by",
    "expected_gain",
    "campaign",
)
CONTROL = ("id", "side", "contact", "campaign")
SENT = ("campaign", "id", "offer", "side", "channel", "contacted", "date", "cost", "taken")
LEFT_ALONE = ("control", "earlier_control", "global_control")


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignFile:
    """One file to send, before it is written; letters: those in it."""

    name: str
    content: bytes
    letters: tuple[Letter, ...]
    imported: bool = True  # False: letters that the tool's format has no place for

    @property
    def gain(self) -> float:
        """Expected gain of its letters, whole cents, unit of profit."""
        return sum(round(letter.expected_gain * 100) for letter in self.letters) / 100


def write_campaign(
    results: Results, folder: Path, languages: Sequence[Language], contacts: Contacts
) -> tuple[Path, ...]:
    """Write the campaign's files into `folder`/campaign and return their paths.

    Raises SettingsError, before anything is written, as `compose_campaign` does.
    """
    files = compose_campaign(results, languages, contacts)
    target = folder / CAMPAIGN
    target.mkdir()
    plain = plain_dialect(results.settings)
    tables = {
        **{file.name: file.content for file in files},
        "control.csv": plain.encode(CONTROL, _control_rows(results), ("id",)),
        "campaign.csv": plain.encode(SENT, _sent_rows(results), ("id",)),
        "README.txt": _explain(results, languages, files).encode("utf-8"),
    }
    for name, content in tables.items():
        (target / name).write_bytes(content)
    return tuple(target / name for name in sorted(tables))


def compose_campaign(
    results: Results, languages: Sequence[Language], contacts: Contacts
) -> tuple[CampaignFile, ...]:
    """The files to send: one for each channel and language.

    Every language has all customers of the channel, for whoever sends to choose from. Raises
    SettingsError for a tool that there is not, a text that is blank or too long, and a file that
    is too large for the tool.
    """
    tool = find_tool(results.settings)
    return tuple(
        file
        for language in languages
        for file in _compose_language(results, language, contacts, tool)
    )


def _compose_language(
    results: Results, language: Language, contacts: Contacts, tool: Tool | None
) -> Iterator[CampaignFile]:
    letters = write_letters(results, language, contacts)
    refuse_unfit(letters, language, tool)
    plain = plain_dialect(results.settings)
    for channel, of_channel in _by_channel(letters):
        name = f"{channel}-{language}"
        if tool is None or channel not in tool.channels:
            yield _write_plain(name, of_channel, contacts, plain)
            continue
        fitting, others = _split(of_channel, contacts, tool.key)
        yield _write_for_tool(name, fitting, contacts, tool)
        if others:
            yield _write_plain(f"{name}-not-imported", others, contacts, plain, imported=False)


def _by_channel(letters: Iterable[Letter]) -> Iterator[tuple[str, tuple[Letter, ...]]]:
    ordered = sorted(letters, key=lambda letter: letter.channel)
    for channel, found in groupby(ordered, key=lambda letter: letter.channel):
        yield channel, tuple(found)


def _split(
    letters: Iterable[Letter], contacts: Contacts, key: str
) -> tuple[tuple[Letter, ...], tuple[Letter, ...]]:
    """The letters that a tool can tell apart by the key, and those without one or with another's.

    A letter with the key of an earlier one would overwrite it.
    """
    fitting: dict[str, Letter] = {}
    others: list[Letter] = []
    for letter in letters:
        name = str(letter.cells(contacts.columns)[key])
        if name == NONE or name.casefold() in fitting:
            others.append(letter)
        else:
            fitting[name.casefold()] = letter
    return tuple(fitting.values()), tuple(others)


def _write_plain(
    name: str,
    letters: tuple[Letter, ...],
    contacts: Contacts,
    dialect: Dialect,
    *,
    imported: bool = True,
) -> CampaignFile:
    # A contact column may have the name of a field of ours.
    columns = [name if name not in ("id", *FIELDS) else f"{name} (2)" for name in contacts.columns]
    rows = (
        {
            **letter.cells(contacts.columns),
            **dict(zip(columns, letter.contacts, strict=True)),
        }
        for letter in letters
    )
    content = dialect.encode(("id", *columns, *FIELDS), rows, ("id",))
    return CampaignFile(name=f"{name}.csv", content=content, letters=letters, imported=imported)


def _write_for_tool(
    name: str, letters: tuple[Letter, ...], contacts: Contacts, tool: Tool
) -> CampaignFile:
    rows = (
        {header: cells[field] for header, field in tool.columns.items()}
        for cells in (letter.cells(contacts.columns) for letter in letters)
    )
    content = tool_dialect(tool).encode(tuple(tool.columns), rows, ())
    if tool.most_bytes is not None and len(content) > tool.most_bytes:
        raise SettingsError(
            f"campaign/{name}.csv",
            f"it has {len(content):,} bytes, {tool.name} takes at most {tool.most_bytes:,}",
            fix="choose campaign.tool = 'plain' in the settings and import it in parts",
        )
    return CampaignFile(name=f"{name}.csv", content=content, letters=letters)


def _control_rows(results: Results) -> Iterator[Mapping[str, Cell]]:
    """Whom to leave alone, so that it is seen what offers bring."""
    for customer in results.customers:
        if customer.side in LEFT_ALONE or customer.control:
            yield {
                "id": customer.customer_id,
                "side": customer.side if customer.side in LEFT_ALONE else "control",
                "contact": "no",
                "campaign": results.data.month,
            }


def _sent_rows(results: Results) -> Iterator[Mapping[str, Cell]]:
    """The record of what was sent, as if all went as planned; to be corrected by whoever sends."""
    for customer in results.customers:
        if customer.offer:
            yield {
                "campaign": results.data.month,
                "id": customer.customer_id,
                "offer": customer.offer,
                "side": customer.side,
                "channel": customer.channel or NONE,
                "contacted": "no" if customer.control else "yes",
                "date": NONE,
                "cost": NONE,
                "taken": NONE,
            }


def _explain(results: Results, languages: Sequence[Language], files: Sequence[CampaignFile]) -> str:
    """README.txt: each language of the edition after the other."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES / CAMPAIGN, encoding="utf-8"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
    )
    alone = [*_control_rows(results)]
    tool = find_tool(results.settings)
    texts = []
    for language in languages:
        view = view_of(results, language)
        values = {
            "store": view.store,
            "campaign": results.data.month,
            "deadline": view.deadline,
            "accepted": view.accepted,
            "files": [
                (file.name, view.count(len(file.letters), "customer"), view.money(file.gain))
                for file in files
                if file.imported
            ],
            "others": [
                (file.name, view.count(len(file.letters), "customer"))
                for file in files
                if not file.imported
            ],
            "alone": view.count(len(alone), "customer"),
            "tool": tool.name if tool else "",
        }
        texts.append(environment.get_template(f"README.{language}.txt.j2").render(values))
    return "\n\n".join(texts) + "\n"
