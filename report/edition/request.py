"""What `retention report` was asked for, and making it."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict

from analysis.intake.months import MonthFolder
from analysis.results.facts import Results
from analysis.settings import Settings
from analysis.vocabulary import Language
from report.engines.job import Engine, Format, Say


class EditionRequest(BaseModel):
    """An edition: of which tables, with which settings, in which languages and formats."""

    model_config = ConfigDict(frozen=True)

    output: Path
    month: str
    folders: tuple[MonthFolder, ...]  # of all months, oldest first
    settings: Settings
    languages: tuple[Language, ...]
    formats: tuple[Format, ...]

    @property
    def edition(self) -> Path:
        """The folder of the finished edition."""
        return self.output / self.month

    @property
    def months(self) -> tuple[MonthFolder, ...]:
        """The months up to the edition's, which it may depend on."""
        return tuple(folder for folder in self.folders if folder.name <= self.month)


def make_edition(
    request: EditionRequest, engine: Engine, say: Say, *, fresh: bool, all_months: bool = False
) -> tuple[Path, ...]:
    """Make the edition and return its files; `fresh`: compute even where nothing changed.

    all_months: make the forecasts of earlier months first, where they are missing.
    Raises ReportError as the pipeline and the documents do.
    """
    # Imported here: the libraries behind these take seconds to load.
    from report.edition.atomic_folder import refuse_foreign, write_errors_explained
    from report.edition.build import publish_edition
    from report.edition.earlier import make_missing_forecasts
    from report.edition.manifest import FILE

    # Before the analysis, which takes a minute.
    with write_errors_explained(request.output):
        refuse_foreign(request.edition, FILE)
    if all_months:
        make_missing_forecasts(
            request.folders, request.settings, request.output, request.month, say
        )
    edition = publish_edition(
        find_or_compute(request, say, fresh=fresh),
        request.output,
        engine=engine,
        languages=request.languages,
        formats=request.formats,
        say=say,
    )
    return edition.files


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
    say("nothing changed: the edition's results are used again")
    return found
