"""The command `retention`.

Heavy imports stand inside the commands, so that `retention --help` answers at once.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from analysis.errors import EnvironmentProblemError, ReportError
from report.console.output import stop_telling, tell, write_in_any_encoding
from report.paths import PROJECT

if TYPE_CHECKING:
    from analysis.model.bench import CandidateTime
    from analysis.settings import Settings
    from analysis.vocabulary import Language
    from report.console.progress import Timing

INTERRUPTED = 130
NOBODY_READS = 141  # as of a program that the signal of a closed pipe has ended

app = typer.Typer(
    help="A monthly retention report for an online store.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class LanguageChoice(StrEnum):
    """Languages of the documents."""

    RU = "ru"
    EN = "en"
    ALL = "all"


class EngineChoice(StrEnum):
    """What makes the documents."""

    AUTO = "auto"
    QUARTO = "quarto"
    EMBEDDED = "embedded"


def at_home(path: Path | None) -> Path | None:
    """The path with "~" as the reader's home; not every shell puts it in after `--data=`."""
    return path.expanduser() if path else None


DataOption = Annotated[
    Path,
    typer.Option(
        help="A folder with one month's four tables, or with month folders.", callback=at_home
    ),
]
OutputOption = Annotated[Path, typer.Option(help="Where the edition is left.", callback=at_home)]
MonthOption = Annotated[
    str | None, typer.Option(help="YYYY-MM; the newest if not given.", show_default=False)
]
SettingsOption = Annotated[
    Path | None,
    typer.Option(
        help="A TOML file laid over analysis/settings.toml.", show_default=False, callback=at_home
    ),
]
EngineOption = Annotated[EngineChoice, typer.Option(help="auto: Quarto where it is installed.")]
QuietOption = Annotated[bool, typer.Option("--quiet", help="Do not say what is being done.")]


@contextmanager
def reported() -> Iterator[None]:
    """Errors that the reader can repair: their message and exit code, without a traceback."""
    try:
        yield
    except ReportError as error:
        print(error, file=sys.stderr)
        raise typer.Exit(error.exit_code) from None
    except KeyboardInterrupt:
        print("stopped; the former edition is as it was", file=sys.stderr)
        raise typer.Exit(INTERRUPTED) from None
    except BrokenPipeError:
        stop_telling()
        raise typer.Exit(NOBODY_READS) from None


@app.command()
def report(
    data: DataOption = PROJECT / "data_files",
    output: OutputOption = Path("_report"),
    month: MonthOption = None,
    language: Annotated[LanguageChoice, typer.Option(help="Of the documents.")] = (
        LanguageChoice.ALL
    ),
    engine: EngineOption = EngineChoice.AUTO,
    settings: SettingsOption = None,
    thorough: Annotated[
        bool, typer.Option("--thorough", help="Repeat the evaluation, for the record.")
    ] = False,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Compute anew, even where nothing changed.")
    ] = False,
    docx: Annotated[
        bool, typer.Option("--docx", help="Also Word files, for those who must edit.")
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Then render what changes concern, until Ctrl-C.")
    ] = False,
    quiet: QuietOption = False,
) -> None:
    """Make the edition of one month: documents, list, results; print the files' paths."""
    with reported():
        from analysis.intake.months import choose_month
        from analysis.settings import read_settings
        from report.console.progress import progress
        from report.edition.atomic_folder import prepare_output
        from report.engines.choose import choose_engine

        # What fails at once comes first; the analysis takes a minute.
        prepare_output(output)
        chosen_engine = choose_engine(watchable(engine) if watch else engine.value)
        chosen, folder = read_settings(settings), choose_month(data, month)
        with progress(quiet=quiet) as say:
            from report.edition.request import Wanted, has_results, make_edition
            from report.edition.reuse import make_thorough

            wanted = Wanted(
                output=output,
                month=folder.name,
                data=folder.path,
                settings=make_thorough(chosen) if thorough else chosen,
                languages=languages(language),
                formats=formats(docx=docx),
            )
            # A watch begins with rendering: what is there need not be made before.
            there = watch and not fresh and has_results(wanted)
            files = () if there else make_edition(wanted, chosen_engine, say, fresh=fresh)
        tell(*files)
        if watch:
            from report.watch.loop import keep_rendering

            keep_rendering(wanted)


def watchable(engine: EngineChoice) -> Literal["embedded"]:
    """The engine of a watch. Raises EnvironmentProblemError where another one is asked for."""
    if engine is EngineChoice.QUARTO:
        raise EnvironmentProblemError(
            "--watch: renders with the embedded engine only\n"
            "  Fix: leave out --engine quarto, or use quarto preview"
        )
    return "embedded"


def languages(choice: LanguageChoice) -> tuple[Language, ...]:
    """The languages that the option stands for."""
    if choice is LanguageChoice.ALL:
        return ("ru", "en")
    return ("ru",) if choice is LanguageChoice.RU else ("en",)


def formats(*, docx: bool) -> tuple[str, ...]:
    """The suffixes of what is made of each document."""
    from report.engines.job import FORMATS, WORD

    return (*FORMATS, WORD) if docx else FORMATS


@app.command()
def check(
    data: DataOption = PROJECT / "data_files",
    month: MonthOption = None,
    settings: SettingsOption = None,
) -> None:
    """Read and check one month's tables, the settings and the rules; nothing is written."""
    with reported():
        from analysis.intake.months import choose_month
        from analysis.intake.read import read_base
        from analysis.settings import read_settings
        from report.console.check_summary import findings
        from report.edition.preflight import check_rules

        chosen, folder = read_settings(settings), choose_month(data, month)
        check_rules(chosen, languages(LanguageChoice.ALL))
        tell(*findings(read_base(folder, chosen.data).facts))


@app.command()
def sample(
    folder: Annotated[
        Path, typer.Argument(help="Where the month's folder is written.", callback=at_home)
    ],
    customers: Annotated[int, typer.Option(help="How many.", min=1)] = 1300,
    seed: Annotated[int, typer.Option(help="The same seed gives the same store.")] = 42,
    month: Annotated[str, typer.Option(help="YYYY-MM, the folder's name.")] = "2026-10",
) -> None:
    """Write a synthetic store to practise on."""
    with reported():
        from analysis.sample.write import write_sample
        from report.edition.atomic_folder import explained

        if (folder / month).exists():
            raise EnvironmentProblemError(
                f"{folder / month}: is there already\n  Fix: choose another folder or --month"
            )
        with explained(folder, "choose another folder"):
            written = write_sample(folder, customers=customers, seed=seed, month=month)
        tell(written)


@app.command()
def doctor(output: OutputOption = Path("_report")) -> None:
    """Say what is installed, which engine will be used and what to do about what is missing."""
    with reported():
        from report.console.doctor import examine

        findings = examine(output)
        for finding in findings:
            tell(f"{finding.name:<14}{finding.state}")
            if finding.fix:
                tell(f"{'':<14}  Fix: {finding.fix}")
        if any(finding.stops for finding in findings):
            raise typer.Exit(EnvironmentProblemError.exit_code)


@app.command()
def bench(
    data: DataOption = PROJECT / "data_files",
    month: MonthOption = None,
    settings: SettingsOption = None,
    engine: EngineOption = EngineChoice.EMBEDDED,
    truth: Annotated[
        bool, typer.Option("--truth", help="Instead, hold figures and lists against the truth.")
    ] = False,
    stores: Annotated[int, typer.Option(help="With --truth: simulated stores.", min=2)] = 50,
    records: Annotated[
        Path,
        typer.Option(
            help="With --truth: where judged stores are kept, to go on from.", callback=at_home
        ),
    ] = Path("_build/truth"),
) -> None:
    """Make an edition aside and print what each step and each candidate took."""
    with reported():
        from analysis.settings import read_settings

        chosen = read_settings(settings)
        if truth:
            bench_truth(stores, records, chosen)
        else:
            bench_edition(data, month, chosen, engine)


def bench_edition(data: Path, month: str | None, settings: Settings, engine: EngineChoice) -> None:
    """One edition with the clock on."""
    import tempfile

    from analysis.intake.months import choose_month
    from analysis.intake.read import read_base
    from analysis.model.bench import time_candidates
    from analysis.pipeline import compute_results
    from report.console.progress import Stopwatch
    from report.edition.build import publish_edition
    from report.engines.choose import choose_engine

    watch, folder = Stopwatch(), choose_month(data, month)
    with tempfile.TemporaryDirectory() as output:
        results = compute_results(folder, settings, watch)
        publish_edition(results, Path(output), engine=choose_engine(engine.value), say=watch)
        watch.stop()
    print_timings(watch.timings)
    print_candidates(time_candidates(read_base(folder, settings.data), settings))


def bench_truth(stores: int, records: Path, settings: Settings) -> None:
    """The procedure and its lists on simulated stores, whose truth is known."""
    from analysis.bench.stores import judge_stores
    from analysis.bench.summary import summarise
    from report.console.bench_tables import store_line, summary_lines
    from report.edition.atomic_folder import explained

    with explained(records, "make room or choose another folder with --records"):
        judged = judge_stores(stores, records, settings, lambda record: tell(store_line(record)))
    tell(*summary_lines(summarise(judged)))


def print_candidates(rows: Sequence[CandidateTime]) -> None:
    """A line a candidate: what it takes once, and over the training sets of an edition."""
    tell(f"\n{'candidate':<16}{'trials':>8}{'once, s':>12}{'edition, s':>12}")
    for row in rows:
        tell(f"{row.candidate:<16}{row.trials:>8}{row.seconds:>12.2f}{row.edition_seconds:>12.1f}")


def print_timings(timings: list[Timing]) -> None:
    """A line a step, then the sum."""
    tell(f"{'step':<44}{'CPU, s':>10}{'wall, s':>10}")
    for timing in timings:
        tell(f"{timing.step:<44}{timing.cpu:>10.1f}{timing.wall:>10.1f}")
    cpu, wall = (sum(getattr(t, kind) for t in timings) for kind in ("cpu", "wall"))
    tell(f"{'all':<44}{cpu:>10.1f}{wall:>10.1f}")


def main() -> None:
    """Run the command; 0 done, 2 input to repair, 3 environment to repair, 1 a bug."""
    write_in_any_encoding()
    end_as_interrupted()
    app()


def end_as_interrupted() -> None:
    """Let a run that is told to end, or whose terminal is closed, leave as little as Ctrl-C does.

    One that is to outlive its terminal (nohup) ignores the signal, and goes on to.
    """
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has no terminals that hang up
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler)


if __name__ == "__main__":
    main()
