"""The documents that a change concerns, rendered again from the edition's own results."""

from __future__ import annotations

import shutil
import sys
import traceback
from collections.abc import Collection
from pathlib import Path

from analysis.errors import ReportError
from report.edition.atomic_folder import draft_folder
from report.edition.checks import inspect_edition
from report.edition.document_list import jobs_of
from report.edition.earlier import hash_earlier
from report.edition.manifest import FILE, Drawn, read_manifest, write_manifest
from report.edition.request import EditionRequest
from report.edition.reuse import find_results
from report.engines.job import Engine, Job
from report.engines.qmd_source import included_files
from report.watch.messages import DOCUMENT, Answer, Task


def answer(task: Task, engine: Engine) -> Answer:
    """Render the documents that the task concerns; errors go to the error stream.

    A document in error leaves the edition as it was; the others are rendered all the same.
    """
    made: list[Path] = []
    try:
        jobs = jobs_of(task.request.languages, task.request.formats)
    except ReportError as error:
        print(error, file=sys.stderr)
        return Answer(made=(), whole=False)
    failed = 0
    for job in (job for job in jobs if is_concerned(job, task.changed)):
        try:
            made += _render_again(job, task.request, engine)
        except ReportError as error:
            failed += 1
            print(error, file=sys.stderr)
        except Exception:
            failed += 1
            traceback.print_exc()
    return Answer(made=tuple(made), whole=not failed)


def is_concerned(job: Job, changed: Collection[Path]) -> bool:
    """Whether the document, or anything that all documents share, is among the files."""
    documents = {path.resolve() for path in changed if path.suffix == DOCUMENT}
    return len(documents) < len(changed) or not documents.isdisjoint(included_files(job.source))


def _render_again(job: Job, request: EditionRequest, engine: Engine) -> list[Path]:
    """Put one document into a copy of the edition that replaces it; returns the new files.

    Raises ReportError where the edition's results are not what tables, settings and analysis
    now give: nothing is computed here.
    """
    edition = request.edition
    results = find_results(edition, request)
    if results is None:
        raise ReportError(
            f"{edition}: tables, settings or the analysis are no longer those of its results\n"
            "  Fix: end the watch and start it again; it computes them once"
        )
    with draft_folder(request.output, request.month, FILE) as draft:
        shutil.copytree(edition, draft, dirs_exist_ok=True)
        # A format that is not asked for now would keep the former text.
        for former in draft.glob(f"{job.name}.*"):
            former.unlink()
        engine.render([job], edition / "results.json", draft, lambda _: None)
        inspect_edition(draft, [job], {customer.customer_id for customer in results.customers})
        earlier = hash_earlier(request.output, request.month)
        was = read_manifest(edition)
        write_manifest(
            draft,
            results,
            # Other documents may be of an earlier state of the program.
            Drawn(
                engine=engine.name,
                languages=request.languages,
                formats=request.formats,
                whole=False,
            ),
            earlier=earlier,
            without_forecast=was.months_without_forecast if was else (),
        )
    return [edition / f"{job.name}.{suffix}" for suffix in job.formats]
