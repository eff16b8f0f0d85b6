"""What `retention report` was asked for, and making it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from analysis.intake.months import MonthFolder
from analysis.results.facts import Results
from analysis.settings import Settings
from analysis.vocabulary import Language
from report.engines.job import Engine


class Wanted(BaseModel):
    """An edition: of which tables, with which settings, in which languages and formats."""

    model_config = ConfigDict(frozen=True)

    output: Path
    month: str
    data: Path  # the folder of the month's tables
    settings: Settings
    languages: tuple[Language, ...]
    formats: tuple[str, ...]

    @property
    def edition(self) -> Path:
        """The folder that it is left in."""
        return self.output / self.month

    @property
    def tables(self) -> MonthFolder:
        """The month's folder of tables."""
        return MonthFolder(name=self.month, path=self.data)


def has_results(wanted: Wanted) -> bool:
    """Whether an earlier run left results that still are what tables and settings give."""
    from report.edition.reuse import find_kept

    return find_kept(wanted.edition, wanted.tables, wanted.settings) is not None


def make_edition(
    wanted: Wanted, engine: Engine, say: Callable[[str], None], *, fresh: bool
) -> tuple[Path, ...]:
    """The files of the edition, made; `fresh`: computed anew even where nothing changed.

    Raises ReportError as the pipeline and the documents do.
    """
    # Only now: the libraries behind them take seconds to import.
    from report.edition.atomic_folder import explained, refuse_foreign
    from report.edition.build import publish_edition
    from report.edition.manifest import FILE

    # What fails at once comes first; the analysis takes a minute.
    with explained(wanted.output):
        refuse_foreign(wanted.edition, FILE)
    edition = publish_edition(
        find_or_compute(wanted, say, fresh=fresh),
        wanted.output,
        engine=engine,
        languages=wanted.languages,
        formats=wanted.formats,
        say=say,
    )
    return edition.files


def find_or_compute(wanted: Wanted, say: Callable[[str], None], *, fresh: bool) -> Results:
    """The results that are kept, or new ones. Raises ReportError as the pipeline does."""
    from report.edition.reuse import compute, find_kept

    kept = None if fresh else find_kept(wanted.edition, wanted.tables, wanted.settings)
    if kept is None:
        from report.edition.preflight import check_rules

        check_rules(wanted.settings, wanted.languages)
        return compute(wanted.tables, wanted.settings, say)
    # The rules are those that results were kept of; the wording may be another.
    from analysis.offers.rules import read_offers
    from report.text.offer_texts import check_wording

    check_wording(read_offers().offers, wanted.languages)
    say("nothing changed: the edition's results are used again")
    return kept
