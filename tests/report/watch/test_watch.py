"""`retention report --watch` as an analyst meets it, on a copy of the project."""

from __future__ import annotations

import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

import pytest

from report.edition.build import publish_edition
from report.engines.job import FORMATS
from report.paths import PROJECT
from tests.report.edition.test_build import FakeEngine
from tests.report.edition.test_reuse import results_of
from tests.report.test_cli import run

PATIENCE = 120  # seconds
# Where the tests run in the background of a shell, Ctrl-C is ignored by what they start, too.
COMMAND = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    "from report.cli import main; main()"
)
QUARTO_YML = "project:\n  render:\n    - report/en/one.qmd\n    - report/en/two.qmd\n"
DOCUMENT = (
    "---\ntitle: T\nlang: en\n---\n\n{{< include _open.qmd >}}\n\n```{python}\n"
    "from report.management import month\nmonth.figures(view)\n```\n\nbefore\n"
)


@dataclass
class Watch:
    """A running command."""

    project: Path
    edition: Path
    process: subprocess.Popen[str]
    lines: queue.Queue[str]

    def said(self) -> str:
        """Everything up to the line that says that the watch goes on."""
        heard: list[str] = []
        while not heard or not heard[-1].endswith("watching, Ctrl-C ends\n"):
            heard.append(self.lines.get(timeout=PATIENCE))
        return "".join(heard)

    def change(self, name: str, old: str, new: str) -> str:
        path = self.project / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        return self.said()

    def page(self, name: str) -> str:
        return (self.edition / f"{name}-en.html").read_text(encoding="utf-8")


@pytest.fixture
def project(tmp_path) -> Path:
    """Our project with two small documents."""
    folder: Path = tmp_path / "project"
    for part in ("analysis", "report", "templates"):
        shutil.copytree(
            PROJECT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__", "*.qmd")
        )
    (folder / "_quarto.yml").write_text(QUARTO_YML, encoding="utf-8")
    shutil.copy(PROJECT / "report" / "en" / "_open.qmd", folder / "report" / "en")
    for name in ("one", "two"):
        (folder / "report" / "en" / f"{name}.qmd").write_text(DOCUMENT, encoding="utf-8")
    return folder


@pytest.fixture
def watch(project, month, tmp_path):
    """The command, watching, with an edition of the month in place."""
    output, engine = tmp_path / "out", FakeEngine()
    edition = publish_edition(results_of(month), output, engine=engine).folder
    command = [sys.executable, "-P", "-c", COMMAND]
    options = ["--language", "en", "--data", str(month.path), "--output", str(output)]
    process = subprocess.Popen(
        [*command, "report", "--watch", *options],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(project)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    lines: queue.Queue[str] = queue.Queue()
    assert process.stdout is not None
    reader = threading.Thread(target=lambda out: [*map(lines.put, out)], args=[process.stdout])
    reader.start()
    yield Watch(project=project, edition=edition, process=process, lines=lines)
    process.kill()
    process.wait()
    reader.join()


@pytest.mark.slow
def test_a_watch_renders_what_changes_until_it_is_stopped(watch):
    # At first everything, from the results that are there: nothing is said of a computation.
    files = [watch.edition / f"{name}-en.{suffix}" for name in ("one", "two") for suffix in FORMATS]
    assert watch.said().splitlines()[:-1] == [str(path) for path in files]

    said = watch.change("report/en/one.qmd", "before", "afterwards")
    assert said.splitlines()[:-1] == [str(path) for path in files[:2]]
    assert "afterwards" in watch.page("one")
    assert "before" in watch.page("two")

    # A cell in error is told with its place, the edition stays, the watch goes on.
    whole = watch.page("one")
    said = watch.change("report/en/one.qmd", "month.figures", "month.figurs")
    assert said == (
        "report/en/one.qmd, line 10: AttributeError: module 'report.management.month' "
        "has no attribute 'figurs'\n  Fix: repair the code of this line\n"
        "not everything could be made; watching, Ctrl-C ends\n"
    )
    assert watch.page("one") == whole
    watch.change("report/en/one.qmd", "month.figurs", "month.figures")

    # Code, and words, that documents share.
    code = "report/management/month.py"
    other = (
        'def figures(_: View) -> Markdown:\n    return Markdown("other figures")\n\n\ndef unused('
    )
    watch.change(code, "def figures(", other)
    assert "other figures" in watch.page("one")
    assert "other figures" in watch.page("two")
    watch.change("templates/report.css", "body {", "/* dressed */ body {")
    assert "/* dressed */" in watch.page("one")

    # The list of documents, as an editor saves it: a new file in the place of the former.
    saved, folder = watch.project / "saved", watch.project / "report" / "en"
    shutil.copy(folder / "two.qmd", saved)
    saved.replace(folder / "third.qmd")
    assert "third" not in watch.said()
    saved.write_text("project:\n  render: [\n", encoding="utf-8")
    saved.replace(watch.project / "_quarto.yml")
    assert watch.said() == (
        "_quarto.yml, line 3: not YAML: expected the node content, but found '<stream end>'\n"
        "  Fix: repair this line\nnot everything could be made; watching, Ctrl-C ends\n"
    )
    saved.write_text(QUARTO_YML.replace("one.qmd", "third.qmd"), encoding="utf-8")
    saved.replace(watch.project / "_quarto.yml")
    assert str(watch.edition / "third-en.html") in watch.said()

    watch.process.send_signal(signal.SIGINT)
    assert watch.process.wait(PATIENCE) == 0
    assert watch.lines.empty()


def test_a_watch_with_quarto_is_refused(tmp_path):
    result = run("report", "--watch", "--engine", "quarto", "--output", tmp_path)
    assert result.exit_code == 3
    assert result.stderr == (
        "--watch: renders with the embedded engine only\n"
        "  Fix: leave out --engine quarto, or use quarto preview\n"
    )
