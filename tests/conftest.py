"""What several tests share: the months they run on, computed once a session."""

from __future__ import annotations

from pathlib import Path

import hypothesis
import pytest
from xdist.scheduler import LoadScopeScheduling

from analysis.intake.months import list_months
from analysis.pipeline import compute_results
from analysis.results.facts import Results
from analysis.results.store import save_results
from analysis.sample.write import write_sample
from analysis.settings import read_settings
from report.engines.quarto import find_quarto
from tests.snapshots import Snapshots

ROOT = Path(__file__).parents[1]
REAL = ROOT.parent / "shared" / "data" / "one_click"
# Files whose tests read the results of a month, and which.
MONTHS = {
    "tests/test_golden.py": "demonstration",
    "tests/report/test_pictures.py": "demonstration",
    "tests/test_real_tables.py": "real",
    # Reads no month, but runs Quarto, which fails where another is at work in the project.
    "tests/report/engines/test_engines_agree.py": "demonstration",
}

# A slow machine is no fault of what is tested.
hypothesis.settings.register_profile("any_machine", deadline=None)
hypothesis.settings.load_profile("any_machine")


def pytest_addoption(parser):
    parser.addoption(
        "--snapshot-update",
        action="store_true",
        help="write the stored texts and facts anew; review the difference before committing it",
    )


class ByMonth(LoadScopeScheduling):  # type: ignore[misc]
    """Gives two test processes whole files, and the tests that read one month to one of them."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        if file.startswith("tests/documents/"):
            return "real" if "[real" in nodeid else "demonstration"
        return MONTHS.get(file, file)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """The plugin's own groups do not reach its scheduler in this version of pytest."""
    return ByMonth(config, log)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which Quarto the documents were compared with."""
    quarto = find_quarto()
    found = f"{quarto.version}, {quarto.path}" if quarto else "none found"
    terminalreporter.write_line(f"Quarto compared with: {found}")


@pytest.fixture(scope="session")
def snapshots(request) -> Snapshots:
    return Snapshots(update=request.config.getoption("--snapshot-update"))


def compute(folder: Path) -> Results:
    steps: list[str] = []
    return compute_results(list_months(folder), read_settings(), steps.append)


@pytest.fixture(scope="session")
def demonstration_results(tmp_path_factory) -> Results:
    """A month of a synthetic store, alone, through the whole pipeline."""
    return compute(write_sample(tmp_path_factory.mktemp("month"), seed=42, month="2026-10").parent)


@pytest.fixture(scope="session")
def real_folder() -> Path:
    """The store's own tables, where they are at hand."""
    if not REAL.is_dir():
        pytest.skip("the real tables are not on this machine")
    return REAL


@pytest.fixture(scope="session")
def real_results(real_folder) -> Results:
    """The real tables through the whole pipeline."""
    return compute(real_folder)


@pytest.fixture(scope="session")
def demonstration_file(demonstration_results, tmp_path_factory) -> Path:
    """The demonstration month's results as a file that documents open."""
    path: Path = tmp_path_factory.mktemp("results") / "results.json"
    save_results(demonstration_results, path)
    return path
