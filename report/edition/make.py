"""Making the edition that was asked for, or finding that nothing has changed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from report.edition.atomic_folder import refuse_foreign, write_errors_explained
from report.edition.changes import find_changes, find_drawing_changes
from report.edition.index import write_index
from report.edition.manifest import FILE, list_files, read_manifest
from report.edition.missing_forecasts import make_missing_forecasts
from report.edition.request import EditionRequest
from report.engines.job import Engine, Say

if TYPE_CHECKING:
    from analysis.results.facts import Results


def make_edition(
    request: EditionRequest, engine: Engine, say: Say, *, fresh: bool, all_months: bool = False
) -> tuple[Path, ...]:
    """Make the edition; returns its files and the page over all editions.

    fresh: make it even where nothing changed. all_months: first make the forecasts of earlier
    months that are missing. Raises ReportError as the pipeline and the documents do.
    """
    # Before the analysis, which takes a minute.
    with write_errors_explained(request.output):
        refuse_foreign(request.edition, FILE)
    without = make_missing_forecasts(request, request.edition, say) if all_months else ()
    if not fresh and _is_up_to_date(request, engine, without):
        say("nothing changed")
        return (*list_files(request.edition), *write_index(request.output))
    # Imported here: the libraries behind documents take seconds to load.
    from analysis.intake.contacts import read_contacts
    from report.edition.build import publish_edition

    # First, as the analysis takes a minute.
    contacts = read_contacts(request.folder, request.settings)
    edition = publish_edition(
        find_or_compute(request, say, fresh=fresh),
        request.output,
        engine=engine,
        languages=request.languages,
        formats=request.formats,
        without_forecast=without,
        contacts=contacts,
        say=say,
    )
    return (*edition.files, *write_index(request.output))


def _is_up_to_date(request: EditionRequest, engine: Engine, without: Sequence[str]) -> bool:
    """Whether the edition is what would be made, and knows the months without a forecast."""
    manifest = read_manifest(request.edition)
    return (
        manifest is not None
        and set(without) <= set(manifest.months_without_forecast)
        and not find_changes(request.edition, request)
        and not find_drawing_changes(request.edition, request, engine.name)
    )


def find_or_compute(request: EditionRequest, say: Say, *, fresh: bool) -> Results:
    """The results of an earlier run, or new ones. Raises ReportError as the pipeline does."""
    from analysis.offers.rules import read_offers
    from report.edition.reuse import compute, find_results
    from report.text.offer_texts import check_wording

    found = None if fresh else find_results(request.edition, request)
    if found is None:
        from report.edition.preflight import check_rules

        check_rules(request.settings, request.languages)
        return compute(request, say)
    # Rules are part of what results depend on, the wording of offers is not.
    check_wording(read_offers().offers, request.languages)
    say("nothing to compute: the edition's results are used again")
    return found
