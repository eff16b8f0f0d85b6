"""The command `retention`.

Heavy imports stand inside the commands, so that `retention --help` answers at once.
"""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from analysis.errors import EnvironmentProblemError, ReportError
from report.console.output import discard_output, escape_unencodable, tell
from report.engines.job import FORMATS, WORD, EngineName
from report.paths import PROJECT

if TYPE_CHECKING:
    pass

INTERRUPTED = 130
OUT_OF_DATE = 4
PIPE_CLOSED = 141  # as of a program that SIGPIPE has ended
# New objects before Python looks for cycles among them. Its own 700 cost a short command a tenth
# of its time: importing pandas alone makes hundreds of thousands that stay.
OBJECTS_PER_COLLECTION = 50_000

app = typer.Typer(
    help="A monthly retention report for an online store.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _at_home(path: Path | None) -> Path | None:
    """The path with "~" as the home folder; not every shell expands it after `--data=`."""
    return path.expanduser() if path else None


DataOption = Annotated[
    Path,
    typer.Option(
        help="A folder with one month's four tables, or with month folders.", callback=_at_home
    ),
]
OutputOption = Annotated[Path, typer.Option(help="Where the edition is left.", callback=_at_home)]
MonthOption = Annotated[
    str | None, typer.Option(help="YYYY-MM; the newest if not given.", show_default=False)
]
SettingsOption = Annotated[
    Path | None,
    typer.Option(
        help="A TOML file laid over analysis/settings.toml.", show_default=False, callback=_at_home
    ),
]
EngineOption = Annotated[EngineName, typer.Option(help="auto: Quarto where it is installed.")]
QuietOption = Annotated[bool, typer.Option("--quiet", help="Do not say what is being done.")]


@contextmanager
def _reported() -> Iterator[None]:
    """Print errors that the reader can repair without a traceback, and exit with their code."""
    try:
        yield
    except ReportError as error:
        print(error, file=sys.stderr)
        raise typer.Exit(error.exit_code) from None
    except KeyboardInterrupt:
        print("stopped; the former edition is as it was", file=sys.stderr)
        raise typer.Exit(INTERRUPTED) from None
    except BrokenPipeError:
        discard_output()
        raise typer.Exit(PIPE_CLOSED) from None


@app.command()
def report(
    data: DataOption = PROJECT / "data_files",
    output: OutputOption = Path("_report"),
    month: MonthOption = None,
    language: Annotated[Literal["ru", "en", "all"], typer.Option(help="Of the documents.")] = "all",
    engine: EngineOption = "auto",
    settings: SettingsOption = None,
    thorough: Annotated[
        bool, typer.Option("--thorough", help="Repeat the evaluation, for the record.")
    ] = False,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Compute anew, even where nothing changed.")
    ] = False,
    all_months: Annotated[
        bool,
        typer.Option(
            "--all-months", help="First forecast earlier months that have no edition yet."
        ),
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
    with _reported():
        from analysis.intake.months import choose_month, list_months
        from analysis.settings import read_settings
        from analysis.vocabulary import LANGUAGES
        from report.console.progress import progress
        from report.edition.atomic_folder import prepare_output
        from report.engines.choose import choose_engine

        # What fails at once comes first; the analysis takes a minute.
        prepare_output(output)
        if watch and engine == "quarto":
            raise EnvironmentProblemError(
                "--watch: renders with the embedded engine only\n"
                "  Fix: leave out --engine quarto, or use quarto preview"
            )
        chosen_engine = choose_engine("embedded" if watch else engine)
        chosen, folder = read_settings(settings), choose_month(data, month)
        with progress(quiet=quiet) as say:
            from report.edition.changes import find_changes, make_thorough
            from report.edition.make import make_edition
            from report.edition.request import EditionRequest

            request = EditionRequest(
                output=output,
                month=folder.name,
                folders=list_months(data),
                settings=make_thorough(chosen) if thorough else chosen,
                languages=LANGUAGES if language == "all" else (language,),
                formats=(*FORMATS, WORD) if docx else FORMATS,
            )
            # A watch begins with rendering, so it needs no documents, only results.
            results_are_there = watch and not fresh and not find_changes(request.edition, request)
            files = (
                ()
                if results_are_there
                else make_edition(request, chosen_engine, say, fresh=fresh, all_months=all_months)
            )
        tell(*files)
        if watch:
            from report.watch.loop import keep_rendering

            keep_rendering(request)


@app.command()
def status(
    data: DataOption = PROJECT / "data_files",
    output: OutputOption = Path("_report"),
    settings: SettingsOption = None,
) -> None:
    """Say which editions are up to date and why others are not; 4 if the newest is not."""
    with _reported():
        from analysis.intake.months import list_months
        from analysis.settings import read_settings
        from report.console.edition_lines import status_lines
        from report.edition.status import examine_editions

        editions = examine_editions(list_months(data), output, read_settings(settings))
        tell(*status_lines(editions))
        if editions[0].state != "up_to_date":
            raise typer.Exit(OUT_OF_DATE)


@app.command()
def verify(
    edition: Annotated[
        Path, typer.Argument(help="A month's folder, e.g. _report/2026-10.", callback=_at_home)
    ],
    data: DataOption = PROJECT / "data_files",
    quiet: QuietOption = False,
) -> None:
    """Make an edition again elsewhere and compare every file; 2 where one is not equal."""
    with _reported():
        from report.console.edition_lines import verification_lines
        from report.console.progress import progress
        from report.edition.verify import verify_edition
        from report.engines.choose import choose_engine

        with progress(quiet=quiet) as say:
            files = verify_edition(edition, data, choose_engine, say)
        tell(*verification_lines(files))
        if any(file.verdict != "equal" for file in files):
            raise typer.Exit(ReportError.exit_code)


@app.command()
def check(
    data: DataOption = PROJECT / "data_files",
    month: MonthOption = None,
    settings: SettingsOption = None,
) -> None:
    """Read and check one month's tables with the months before it; nothing is written."""
    with _reported():
        from analysis.history.read import read_history
        from analysis.intake.months import choose_month, list_months
        from analysis.settings import read_settings
        from analysis.vocabulary import LANGUAGES
        from report.console.check_summary import check_lines, record_lines
        from report.edition.preflight import check_rules

        chosen, folder = read_settings(settings), choose_month(data, month)
        check_rules(chosen, LANGUAGES)
        history = read_history(list_months(data), chosen, folder.name)
        records = (line for base in history.months[:-1] for line in record_lines(base.facts))
        tell(*check_lines(history.scored.facts), *records)


@app.command()
def sample(
    folder: Annotated[
        Path, typer.Argument(help="Where the months' folders are written.", callback=_at_home)
    ],
    customers: Annotated[int, typer.Option(help="How many.", min=1)] = 1300,
    seed: Annotated[int, typer.Option(help="The same seed gives the same store.")] = 42,
    month: Annotated[str, typer.Option(help="YYYY-MM, the newest folder's name.")] = "2026-10",
    months: Annotated[
        int | None,
        typer.Option(help="How many, of customers who come, go and change.", min=1),
    ] = None,
    labels: Annotated[
        Literal["own", "later"],
        typer.Option(help="With --months: a month's own outcome, or its state at the export."),
    ] = "later",
    campaigns: Annotated[
        bool,
        typer.Option(
            "--campaigns", help="With --months: offers with known effects, and who was sent them."
        ),
    ] = False,
) -> None:
    """Write a synthetic store to practise on."""
    with _reported():
        from analysis.sample.mixture import read_mixture
        from analysis.sample.write import write_months, write_sample
        from report.console.known_effects import effect_lines
        from report.edition.atomic_folder import write_errors_explained

        try:
            with write_errors_explained(folder, "choose another folder"):
                written = (
                    (write_sample(folder, customers=customers, seed=seed, month=month),)
                    if months is None and not campaigns
                    else write_months(
                        folder,
                        customers=customers,
                        seed=seed,
                        newest=month,
                        months=months or 1,
                        labels=labels,
                        campaigns=campaigns,
                    )
                )
        except FileExistsError as there:
            raise EnvironmentProblemError(
                f"{there}: is there already\n  Fix: choose another folder or --month"
            ) from None
        for path in written:
            tell(path)
        if campaigns:
            tell(*effect_lines(read_mixture().campaigns.offers))


@app.command()
def doctor(output: OutputOption = Path("_report")) -> None:
    """Say what is installed, which engine will be used and what to do about what is missing."""
    with _reported():
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
    engine: EngineOption = "embedded",
    truth: Annotated[
        bool, typer.Option("--truth", help="Instead, hold figures and lists against the truth.")
    ] = False,
    months: Annotated[
        bool, typer.Option("--months", help="Instead, hold forecasts of several months against it.")
    ] = False,
    campaigns: Annotated[
        bool,
        typer.Option("--campaigns", help="Instead, hold measured offers and untreated risk to it."),
    ] = False,
    stores: Annotated[
        int, typer.Option(help="With --truth, --months or --campaigns: simulated stores.", min=2)
    ] = 50,
    records: Annotated[
        Path,
        typer.Option(
            help="With --truth: where judged stores are kept, to go on from.", callback=_at_home
        ),
    ] = Path("_build/truth"),
) -> None:
    """Make an edition aside and print what each step and each candidate took."""
    with _reported():
        from analysis.settings import read_settings
        from report.console import bench as benches

        chosen = read_settings(settings)
        if months:
            benches.bench_months(stores, chosen)
        elif campaigns:
            benches.bench_campaigns(stores, chosen)
        elif truth:
            benches.bench_truth(stores, records, chosen)
        else:
            benches.bench_edition(data, month, chosen, engine)


def main() -> None:
    """Run the command; 0 done, 2 input to repair, 3 environment to repair, 1 a bug."""
    gc.set_threshold(OBJECTS_PER_COLLECTION)
    escape_unencodable()
    _end_as_interrupted()
    app()


def _end_as_interrupted() -> None:
    """Let SIGTERM and SIGHUP (a closed terminal) end a run as Ctrl-C does.

    SIGHUP stays ignored under nohup, which is there to outlive the terminal.
    """
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler)


if __name__ == "__main__":
    main()
