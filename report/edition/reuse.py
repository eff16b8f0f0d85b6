"""Results of an earlier run, used again while nothing they depend on has changed."""

from __future__ import annotations

from pathlib import Path

from analysis.errors import ReportError
from analysis.results.facts import Results
from analysis.results.store import load_results
from report.edition.changes import RESULTS, find_changes
from report.edition.earlier import load_earlier
from report.edition.request import EditionRequest
from report.engines.job import Say


def find_results(stored: Path, request: EditionRequest) -> Results | None:
    """The results in a folder with a manifest, if they are what tables and settings give."""
    if find_changes(stored, request):
        return None
    try:
        return load_results(stored / RESULTS)
    except ReportError:
        return None


def compute(request: EditionRequest, say: Say) -> Results:
    """New results. Raises ReportError as the pipeline does."""
    # Imported here: the libraries behind the analysis take seconds to load.
    from analysis.pipeline import compute_results

    return compute_results(
        request.folders,
        request.settings,
        say,
        month=request.month,
        earlier=load_earlier(request.output, request.month),
    )
