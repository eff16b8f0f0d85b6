"""Publishing results: documents and lists are written into a draft, inspected, then swapped in."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.followup.facts_file import CUSTOMERS, FACTS, load_facts
from analysis.followup.store import save_forecast
from analysis.intake.facts import Contacts
from analysis.results.facts import Results
from analysis.results.forecast import forecast_of
from analysis.results.store import load_results, save_results
from analysis.vocabulary import LANGUAGES, Language
from report.edition.atomic_folder import draft_folder
from report.edition.checks import inspect_edition
from report.edition.document_list import jobs_of
from report.edition.earlier import hash_earlier
from report.edition.manifest import FILE, Drawn, list_files, write_manifest
from report.engines.job import FORMATS, Engine, Format, Say
from report.lists import CAMPAIGN, compose_campaign, write_campaign, write_lists

NO_CONTACTS = Contacts()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A published month: its folder and its files, sorted by path, those in `campaign` too."""

    folder: Path
    files: tuple[Path, ...]


def publish_edition(
    results: Results,
    output: Path,
    *,
    engine: Engine,
    languages: Sequence[Language] = LANGUAGES,
    formats: tuple[Format, ...] = FORMATS,
    without_forecast: Sequence[str] = (),
    contacts: Contacts = NO_CONTACTS,
    say: Say = lambda _: None,
) -> Edition:
    """Make the edition of the results' month: `output`/<month>, whole or not at all.

    without_forecast: earlier months of which nothing could be said. contacts: for the files to
    send. Raises EnvironmentProblemError where it cannot be written, SettingsError where a text
    cannot be sent, DocumentError and RenderingError where a document is at fault; the former
    edition then stays as it was.
    """
    compose_campaign(results, languages, contacts)  # what cannot be sent stops the run at once
    month, jobs = results.data.month, jobs_of(languages, formats)
    with draft_folder(output, month, FILE) as draft:
        stored = draft / "results.json"
        save_results(results, stored)
        engine.render(jobs, stored, draft, say)
        say("inspecting the documents")
        inspect_edition(draft, jobs, {customer.customer_id for customer in results.customers})
        say("writing the lists")
        # From the rounded results, so that a later run makes the same files of them.
        rounded = load_results(stored)
        write_lists(rounded, draft, languages[0])
        if not _keep_promise(rounded, output / month, draft):
            save_forecast(forecast_of(rounded), draft)
            write_campaign(rounded, draft, languages, contacts)
        write_manifest(
            draft,
            rounded,
            Drawn(engine=engine.name, languages=tuple(languages), formats=formats),
            earlier=hash_earlier(output, month),
            without_forecast=without_forecast,
        )
    folder = output / month
    return Edition(folder=folder, files=list_files(folder))


def _keep_promise(results: Results, former: Path, draft: Path) -> bool:
    """Whether the edition had said of its month what is copied from the former edition now.

    What was said, and sent, before the outcome was known is never rewritten. Raises ReportError
    where the former edition cannot be read.
    """
    promised = (former / FACTS).is_file() and not load_facts(former).outcome_known
    if not (promised and results.forecast.outcome_known):
        return False
    for name in (FACTS, CUSTOMERS):
        shutil.copyfile(former / name, draft / name)
    if (former / CAMPAIGN).is_dir():
        shutil.copytree(former / CAMPAIGN, draft / CAMPAIGN)
    return True
