"""A change renders the documents that it concerns, and never the figures."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from report.edition import build, changes
from report.edition.manifest import list_files
from report.edition.request import EditionRequest
from report.edition.reuse import find_results
from report.engines.errors import DocumentError
from report.engines.job import FORMATS, WORD, Job
from report.paths import PROJECT
from report.watch import rerender
from report.watch.messages import Task
from report.watch.rerender import answer, is_concerned
from tests.report.edition.test_build import FakeEngine
from tests.report.edition.test_reuse import request_of, results_of

HEAD = "---\ntitle: T\nlang: en\n---\n"


@pytest.fixture
def job(tmp_path) -> Job:
    """A document that includes a section, which includes a remark."""
    source = tmp_path / "doc.qmd"
    source.write_text(HEAD + "{{< include _section.qmd >}}\n", encoding="utf-8")
    (tmp_path / "_section.qmd").write_text("{{< include _remark.qmd >}}\n", encoding="utf-8")
    (tmp_path / "_remark.qmd").write_text("", encoding="utf-8")
    return Job(source=source, name="doc-en")


@pytest.mark.parametrize("name", ["doc.qmd", "_section.qmd", "_remark.qmd"])
def test_a_document_is_concerned_by_itself_and_by_what_it_includes(job, name):
    assert is_concerned(job, [job.source.with_name(name)])


@pytest.mark.parametrize("shared", [None, "report.css", "month.toml", "theme.py", "offers.md.j2"])
def test_another_document_concerns_it_only_together_with_what_all_share(job, shared):
    others = [job.source.with_name("other.qmd"), *([Path(shared)] if shared else [])]
    assert is_concerned(job, others) == bool(shared)


def test_a_document_whose_include_is_missing_is_still_concerned_by_its_own_change(job):
    job.source.with_name("_section.qmd").unlink()
    assert is_concerned(job, [job.source])


@dataclass
class PickyEngine(FakeEngine):
    """Refuses one of the documents."""

    refused: str = ""

    def render(self, jobs, results, output, say):
        if any(job.name == self.refused for job in jobs):
            raise DocumentError(f"{self.refused}.qmd, line 7", "it is wrong", fix="mend it")
        FakeEngine.render(self, jobs, results, output, say)


@pytest.fixture
def wanted(month, tmp_path, monkeypatch) -> EditionRequest:
    """A watch over an edition of one document in two languages."""

    def jobs(_, formats):
        return [
            Job(source=tmp_path / f"{n}.qmd", name=f"doc-{n}", formats=formats)
            for n in ("ru", "en")
        ]

    for module in (build, rerender):
        monkeypatch.setattr(module, "jobs_of", jobs)
    build.publish_edition(results_of(month), tmp_path / "out", engine=FakeEngine())
    return request_of(tmp_path / "out", month, languages=("ru", "en"))


def page(text: str) -> str:
    return f"<!DOCTYPE html><html><body><p>{text}</p></body></html>"


def test_only_the_changed_document_of_the_edition_is_another(wanted, tmp_path):
    edition = wanted.edition
    before = {path.name: path.read_bytes() for path in list_files(edition)}
    task = Task(request=wanted, changed=(tmp_path / "en.qmd",))
    said = answer(Task.model_validate_json(task.model_dump_json()), FakeEngine(page=page("new")))
    after = {path.name: path.read_bytes() for path in list_files(edition)}
    assert said.whole
    assert said.made == (edition / "doc-en.html", edition / "doc-en.pdf")
    assert {name for name in after if after[name] != before.get(name)} == {
        "doc-en.html",
        "manifest.json",
    }
    assert find_results(edition, wanted) is not None


def test_a_document_rendered_by_a_watch_says_nothing_of_the_others(wanted, tmp_path):
    answer(Task(request=wanted, changed=(tmp_path / "en.qmd",)), FakeEngine())
    said = changes.find_drawing_changes(wanted.edition, wanted)
    assert [change.kind for change in said] == ["drawing"]


def test_a_word_file_that_is_not_asked_for_does_not_outlive_its_document(wanted, tmp_path):
    both = wanted.model_copy(update={"formats": (*FORMATS, WORD)})
    changed = (tmp_path / "en.qmd",)
    said = answer(Task(request=both, changed=changed), FakeEngine())
    assert [path.suffix for path in said.made] == [".html", ".pdf", ".docx"]
    assert (wanted.edition / "doc-en.docx").is_file()
    answer(Task(request=wanted, changed=changed), FakeEngine(page=page("new")))
    assert not (wanted.edition / "doc-en.docx").exists()


def test_a_document_in_error_is_told_and_stops_no_other(wanted, capsys):
    task = Task(request=wanted, changed=(Path("report.css"),))
    said = answer(task, PickyEngine(page=page("new"), refused="doc-ru"))
    edition = wanted.edition
    assert not said.whole
    assert said.made == (edition / "doc-en.html", edition / "doc-en.pdf")
    assert capsys.readouterr().err == "doc-ru.qmd, line 7: it is wrong\n  Fix: mend it\n"
    assert "new" not in (edition / "doc-ru.html").read_text(encoding="utf-8")


def test_a_bug_is_told_with_its_traceback(wanted, capsys):
    task = Task(request=wanted, changed=(Path("report.css"),))
    said = answer(task, FakeEngine(page=page("see ?@fig-x")))
    assert (said.whole, said.made) == (False, ())
    assert "doc-ru.html prints the unresolved ?@fig-x" in capsys.readouterr().err


def test_another_analysis_is_never_computed_nor_passed_over(wanted, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(changes, "hash_program", lambda: "another")
    edition = wanted.edition
    before = json.loads((edition / "manifest.json").read_text(encoding="utf-8"))
    said = answer(Task(request=wanted, changed=(tmp_path / "en.qmd",)), FakeEngine())
    assert not said.whole
    assert capsys.readouterr().err == (
        f"{edition}: tables, settings or the analysis are no longer those of its results\n"
        "  Fix: end the watch and start it again; it computes them once\n"
    )
    assert json.loads((edition / "manifest.json").read_text(encoding="utf-8")) == before


def test_a_waiting_worker_has_loaded_nothing_that_counts_as_late():
    script = (
        "import sys; from pathlib import Path\n"
        "from report.watch.workers import import_slow, is_late\n"
        "import_slow()\n"
        "files = [getattr(m, '__file__', None) for m in list(sys.modules.values())]\n"
        "print([f for f in files if f and f.endswith('.py') and is_late(Path(f))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
