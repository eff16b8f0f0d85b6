"""An edition made again elsewhere, and compared with what is there, byte for byte."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, TypeAlias

from analysis.errors import EnvironmentProblemError, ReportError
from analysis.followup.facts_file import CUSTOMERS, FACTS, load_facts
from analysis.history.facts import OutcomeMeaning
from analysis.intake.months import MonthFolder, list_months
from analysis.results.store import load_results
from analysis.settings import Settings
from report.edition.changes import (
    RESULTS,
    Change,
    changes_of_drawing,
    changes_of_forecasts,
    changes_of_program,
    changes_of_python,
    changes_of_tables,
)
from report.edition.earlier import load_earlier
from report.edition.manifest import FILE, Manifest, read_manifest, sha256
from report.engines.job import Engine, EngineName, Say

Verdict: TypeAlias = Literal["equal", "different", "missing", "unexpected"]
# What came to a folder after the edition was made is not read again.
HARMLESS = {"month_came", "forecast_came"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedFile:
    """One file: missing where it is not in the edition, unexpected where it was not made again."""

    name: str
    verdict: Verdict


def verify_edition(
    edition: Path, data: Path, choose_engine: Callable[[EngineName], Engine], say: Say
) -> tuple[ComparedFile, ...]:
    """Make an edition again of the same tables, settings and earlier forecasts, and compare.

    data: the tables, under any path. Raises EnvironmentProblemError where another program or
    other packages made the edition, ReportError where its tables or the forecasts before it are
    no longer those that it was made of, or where it is no edition.
    """
    manifest = read_manifest(edition)
    if manifest is None:
        raise ReportError(
            f"{edition}: this is no edition that this program can read\n"
            "  Fix: name the folder of a month, e.g. _report/2026-10"
        )
    folders = _find_folders(data, manifest)
    _refuse_other_program(edition, manifest)
    _refuse_other_inputs(edition, manifest, folders)
    with tempfile.TemporaryDirectory(prefix="retention-verify-") as place:
        output = Path(place)
        if manifest.engine is None:
            _forecast_again(edition, manifest, folders, output)
        else:
            engine = choose_engine("quarto" if manifest.engine == "quarto" else "embedded")
            _publish_again(edition, manifest, folders, output, engine, say)
        return tuple(_compare(edition, output / manifest.month))


def _find_folders(data: Path, manifest: Manifest) -> list[MonthFolder]:
    """The folders of the edition's months; four tables alone are the edition's under any name."""
    found = list_months(data)
    if len(found) == 1 and found[0].path == data:
        return [MonthFolder(name=manifest.month, path=data)]
    return [folder for folder in found if folder.name in {*manifest.earlier_months, manifest.month}]


def _refuse_other_program(edition: Path, manifest: Manifest) -> None:
    """Raise EnvironmentProblemError where no equal bytes can be expected."""
    changes = [*changes_of_program(manifest), *changes_of_python(manifest)]
    if manifest.engine is not None:
        changes += changes_of_drawing(manifest)
    if changes:
        raise EnvironmentProblemError(
            f"{edition}: made by another version of the program, cannot be compared: "
            f"{_joined(changes)}\n"
            "  Fix: verify it with the program and the packages that made it"
        )


def _refuse_other_inputs(edition: Path, manifest: Manifest, folders: Iterable[MonthFolder]) -> None:
    """Raise ReportError where the edition cannot come out equal."""
    changes = [*changes_of_tables(manifest, folders, manifest.month)]
    if manifest.engine is not None:
        changes += changes_of_forecasts(manifest, edition.parent)
    if changes := [change for change in changes if change.kind not in HARMLESS]:
        raise ReportError(
            f"{edition}: it was made of something else: {_joined(changes)}\n"
            "  Fix: name the tables that it was made of with --data"
        )


def _joined(changes: Iterable[Change]) -> str:
    return "; ".join(str(change) for change in changes)


def _forecast_again(
    edition: Path, manifest: Manifest, folders: list[MonthFolder], output: Path
) -> None:
    from analysis.pipeline import compute_forecasts
    from report.edition.missing_forecasts import save_forecast_edition

    settings = Settings.model_validate(manifest.settings)
    with suppress(ReportError):
        settings = _pin_meaning(settings, load_facts(edition).meaning)
    for forecast, history in compute_forecasts(folders, settings, {manifest.month}):
        asked = Settings.model_validate(manifest.settings)
        save_forecast_edition(forecast, history, asked, output)


def _publish_again(
    edition: Path,
    manifest: Manifest,
    folders: list[MonthFolder],
    output: Path,
    engine: Engine,
    say: Say,
) -> None:
    from analysis.intake.contacts import read_contacts
    from analysis.pipeline import compute_results
    from report.edition.build import publish_edition
    from report.lists import CAMPAIGN

    for month in manifest.earlier_forecasts:
        _copy_forecast(edition.parent / month, output / month)
    if all(_is_as_recorded(edition, manifest, name) for name in (FACTS, CUSTOMERS)):
        # It may have been kept from an edition before; publishing decides as it did then.
        _copy_forecast(edition, output / manifest.month)
        if (edition / CAMPAIGN).is_dir():
            shutil.copytree(edition / CAMPAIGN, output / manifest.month / CAMPAIGN)
    settings = Settings.model_validate(manifest.settings)
    pinned = settings
    with suppress(ReportError):
        pinned = _pin_meaning(settings, load_results(edition / RESULTS).history.meaning)
    results = compute_results(
        folders,
        pinned,
        say,
        month=manifest.month,
        earlier=load_earlier(output, manifest.month),
    )
    publish_edition(
        replace(results, settings=settings),
        output,
        engine=engine,
        languages=manifest.languages,
        formats=manifest.formats,
        without_forecast=manifest.months_without_forecast,
        contacts=read_contacts(
            next(folder for folder in folders if folder.name == manifest.month), settings
        ),
        say=say,
    )


def _pin_meaning(settings: Settings, meaning: OutcomeMeaning) -> Settings:
    """The settings with the meaning of outcomes that was found then, also from later months."""
    months = settings.months.model_copy(update={"outcome": meaning})
    return settings.model_copy(update={"months": months})


def _copy_forecast(edition: Path, target: Path) -> None:
    target.mkdir()
    for name in (FACTS, CUSTOMERS, FILE):
        shutil.copyfile(edition / name, target / name)


def _is_as_recorded(edition: Path, manifest: Manifest, name: str) -> bool:
    path = edition / name
    return path.is_file() and manifest.outputs.get(name) == sha256(path)


def _compare(edition: Path, made: Path) -> Iterator[ComparedFile]:
    names = {
        path.relative_to(folder).as_posix()
        for folder in (edition, made)
        for path in folder.rglob("*")
        if path.is_file()
    }
    for name in sorted(names):
        yield ComparedFile(name=name, verdict=_judge(edition / name, made / name))


def _judge(there: Path, made: Path) -> Verdict:
    if not there.is_file():
        return "missing"
    if not made.is_file():
        return "unexpected"
    return "equal" if there.read_bytes() == made.read_bytes() else "different"
