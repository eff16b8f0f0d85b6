"""From results to an edition on the disk: rendered aside, inspected, then swapped in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.results.facts import Results
from analysis.results.store import load_results, save_results
from analysis.vocabulary import Language
from report.edition.atomic_folder import draft_folder
from report.edition.checks import inspect_edition
from report.edition.document_list import LANGUAGES, jobs_of
from report.edition.manifest import FILE, write_manifest
from report.engines.job import FORMATS, Engine, Job
from report.lists import write_lists


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A published month: its folder and its files, sorted by name."""

    folder: Path
    files: tuple[Path, ...]


def silent(_: str) -> None:
    """Say nothing."""


def publish_edition(
    results: Results,
    output: Path,
    *,
    engine: Engine,
    languages: Sequence[Language] = LANGUAGES,
    formats: tuple[str, ...] = FORMATS,
    say: Callable[[str], None] = silent,
) -> Edition:
    """Make the edition of the results' month: `output`/<month>, whole or not at all.

    Raises EnvironmentProblemError where it cannot be written, DocumentError and RenderingError
    where a document is at fault; the former edition then stays as it was.
    """
    month = results.data.month
    with draft_folder(output, month, FILE) as draft:
        stored = fill(draft, results, engine, jobs_of(languages, formats), say)
        say("writing the lists")
        write_lists(stored, draft, languages[0])
        write_manifest(draft, stored, engine.name)
    folder = output / month
    return Edition(folder=folder, files=tuple(sorted(folder.iterdir())))


def fill(
    draft: Path,
    results: Results,
    engine: Engine,
    jobs: Sequence[Job],
    say: Callable[[str], None],
) -> Results:
    """Write results and documents into the draft, and inspect what was made.

    Returns the results as they are stored, rounded: from these, and no others, a later run
    makes the same files again.
    """
    stored = draft / "results.json"
    save_results(results, stored)
    engine.render(jobs, stored, draft, say)
    say("inspecting the documents")
    inspect_edition(draft, jobs, {customer.customer_id for customer in results.customers})
    return load_results(stored)
