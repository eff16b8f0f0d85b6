"""Results and documents are used again only while nothing they depend on has changed."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.metadata import version

import pytest

from analysis.intake.facts import InputFile
from analysis.intake.months import MonthFolder
from analysis.results.facts import Results
from analysis.results.versions import name_versions
from analysis.settings import Settings, read_settings
from report.edition import changes, manifest, reuse
from report.edition.build import publish_edition
from report.edition.changes import find_changes, find_drawing_changes, make_thorough
from report.edition.index import write_index
from report.edition.make import find_or_compute, make_edition
from report.edition.manifest import list_files, sha256
from report.edition.request import EditionRequest
from report.edition.reuse import find_results
from report.engines.job import FORMATS, WORD
from tests.report.edition.test_build import FakeEngine
from tests.report.facts_factory import make_forecast, make_history, make_month, make_results

SETTINGS = read_settings()
TABLES = ("market_file.csv", "market_money.csv", "market_time.csv", "money.csv")


def files_of(month: MonthFolder, names: tuple[str, ...] = TABLES) -> tuple[InputFile, ...]:
    return tuple(
        InputFile(
            name=name,
            sha256=sha256(month.path / name),
            rows=1,
            separator=",",
            encoding="UTF-8",
            decimal_comma=False,
        )
        for name in names
    )


def every_file_of(month: MonthFolder) -> tuple[InputFile, ...]:
    """Those of an earlier month, whose record of what was sent counts."""
    return files_of(month, tuple(sorted(path.name for path in month.path.iterdir())))


def write_month(folder, name: str) -> MonthFolder:
    """Four files that stand for a month's tables."""
    path = folder / name
    path.mkdir(parents=True)
    for table in TABLES:
        (path / table).write_text(f"id\n{name} {table}\n", encoding="utf-8")
    return MonthFolder(name=name, path=path)


def results_of(
    month: MonthFolder, settings: Settings = SETTINGS, before: tuple[MonthFolder, ...] = ()
) -> Results:
    results = make_results()
    data = replace(results.data, month=month.name, files=files_of(month), demonstration=False)
    months = (
        *(replace(make_month(each.name), files=every_file_of(each)) for each in before),
        replace(make_month(month.name), files=files_of(month)),
    )
    return replace(
        results,
        data=data,
        settings=settings,
        versions=name_versions(),
        history=make_history(months=months),
        forecast=make_forecast(month=month.name),
    )


def request_of(output, *months: MonthFolder, **others) -> EditionRequest:
    """What is asked for of the last of the months."""
    asked = {
        "output": output,
        "month": months[-1].name,
        "folders": months,
        "settings": SETTINGS,
        "languages": ("en",),
        "formats": FORMATS,
    }
    return EditionRequest(**{**asked, **others})


def publish(month, output, settings=SETTINGS, before=()):
    results = results_of(month, settings, before)
    return publish_edition(results, output, engine=FakeEngine(), languages=["en"]).folder


@pytest.fixture
def asked(month, tmp_path) -> EditionRequest:
    """A request whose edition is there."""
    publish(month, tmp_path / "out")
    return request_of(tmp_path / "out", month)


def reasons(request: EditionRequest) -> list[str]:
    """Why it would be computed anew."""
    found = find_changes(request.edition, request)
    assert (find_results(request.edition, request) is None) == bool(found)
    return [str(change) for change in found]


def drawing_reasons(request: EditionRequest) -> list[str]:
    """Why it would be drawn anew, although its results are used again."""
    assert reasons(request) == []
    return [str(change) for change in find_drawing_changes(request.edition, request, "fake")]


def test_an_unchanged_month_is_not_computed_again(asked, monkeypatch):
    monkeypatch.setattr(reuse, "compute", lambda *_: pytest.fail("computed again"))
    heard: list[str] = []
    assert find_or_compute(asked, heard.append, fresh=False).data.month == "2026-10"
    assert heard == ["nothing to compute: the edition's results are used again"]


def test_where_nothing_changed_nothing_is_made_and_the_files_are_named(asked):
    engine, heard = FakeEngine(), list[str]()
    (index,) = write_index(asked.output)
    before = {path: path.stat().st_mtime_ns for path in list_files(asked.edition)}
    made = make_edition(asked, engine, heard.append, fresh=False)
    assert heard == ["nothing changed"]
    assert engine.opened == []
    assert made == (*before, index)
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_fresh_makes_everything_anew(asked, monkeypatch):
    monkeypatch.setattr(reuse, "compute", lambda request, _: results_of(request.folders[-1]))
    engine = FakeEngine()
    make_edition(asked, engine, lambda _: None, fresh=True)
    assert engine.opened


def test_a_thorough_result_stands_in_for_a_default_one(month, tmp_path):
    publish(month, tmp_path / "out", make_thorough(SETTINGS))
    asked = request_of(tmp_path / "out", month)
    found = find_results(asked.edition, asked)
    assert found is not None
    assert found.settings.model.repeats == SETTINGS.model.thorough_repeats


def test_a_default_result_does_not_stand_in_for_a_thorough_one(asked):
    thorough = asked.model_copy(update={"settings": make_thorough(SETTINGS)})
    assert reasons(thorough) == ["setting model.repeats changed"]


def test_one_changed_cell_means_computing_anew(asked, month):
    (month.path / "money.csv").write_text("id\nother\n", encoding="utf-8")
    assert reasons(asked) == ["table 2026-10/money.csv changed"]


def test_a_second_table_of_the_same_name_in_another_case_is_not_passed_over(asked, month):
    (month.path / "MONEY.csv").write_text("id\n", encoding="utf-8")
    assert reasons(asked) == ["table 2026-10/money.csv changed"]


def test_a_table_that_is_gone_means_computing_anew(asked, month):
    (month.path / "money.csv").unlink()
    assert reasons(asked) == ["table 2026-10/money.csv changed"]


def test_tables_of_earlier_months_count_and_those_of_later_ones_do_not(tmp_path):
    before, month, later = (
        write_month(tmp_path, name) for name in ("2026-09", "2026-10", "2026-11")
    )
    publish(month, tmp_path / "out", before=(before,))
    asked = request_of(tmp_path / "out", before, month)
    assert reasons(asked) == []
    assert reasons(asked.model_copy(update={"folders": (before, month, later)})) == []
    assert reasons(asked.model_copy(update={"folders": (month,)})) == ["month 2026-09 went"]
    earliest = write_month(tmp_path, "2026-08")
    assert reasons(asked.model_copy(update={"folders": (earliest, before, month)})) == [
        "month 2026-08 came"
    ]
    (before.path / "money.csv").write_text("id\nother\n", encoding="utf-8")
    assert reasons(asked) == ["table 2026-09/money.csv changed"]


@pytest.mark.parametrize("name", ["campaign.csv", "Campaign.xlsx"])
def test_what_an_earlier_month_sent_counts_and_what_the_month_itself_sent_does_not(name, tmp_path):
    before, month = (write_month(tmp_path, name) for name in ("2026-09", "2026-10"))
    publish(month, tmp_path / "out", before=(before,))
    asked = request_of(tmp_path / "out", before, month)
    for each in (before, month):
        (each.path / name).write_text("id,contacted\n", encoding="utf-8")
    assert reasons(asked) == [f"table 2026-09/{name} came"]
    publish(month, tmp_path / "out", before=(before,))
    assert reasons(asked) == []
    for each in (before, month):
        (each.path / name).write_text("id,contacted\n1,yes\n", encoding="utf-8")
    assert reasons(asked) == [f"table 2026-09/{name} changed"]
    (before.path / name).unlink()
    assert reasons(asked) == [f"table 2026-09/{name} changed"]


def test_what_earlier_editions_said_counts(tmp_path):
    before, month = (write_month(tmp_path, name) for name in ("2026-09", "2026-10"))
    output = tmp_path / "out"
    publish(month, output, before=(before,))
    asked = request_of(output, before, month)
    said = publish(before, output)
    assert reasons(asked) == ["the forecast of 2026-09 came"]
    publish(month, output, before=(before,))
    assert reasons(asked) == []
    (said / "forecast.json").write_text("{}", encoding="utf-8")
    assert reasons(asked) == ["the forecast of 2026-09 changed"]
    (said / "forecast.json").unlink()
    assert reasons(asked) == ["the forecast of 2026-09 went"]


def test_other_settings_mean_computing_anew(asked):
    other = SETTINGS.model_copy(update={"seed": 1})
    assert reasons(asked.model_copy(update={"settings": other})) == ["setting seed changed"]


def test_another_program_means_computing_anew(asked, monkeypatch):
    monkeypatch.setattr(changes, "hash_program", lambda: "another")
    assert reasons(asked) == ["the program changed"]


def test_another_version_of_a_package_means_computing_anew(asked, monkeypatch):
    monkeypatch.setattr(changes, "version", lambda p: "9" if p == "numpy" else version(p))
    assert reasons(asked) == [f"package numpy is 9, was {version('numpy')}"]


def test_another_version_of_a_package_that_draws_means_drawing_anew(asked, monkeypatch):
    monkeypatch.setattr(changes, "version", lambda p: "9" if p == "typst" else version(p))
    assert drawing_reasons(asked) == [f"package typst is 9, was {version('typst')}"]


def test_the_mark_of_a_synthetic_store_counts(asked, month):
    (month.path / "demonstration.toml").write_text("", encoding="utf-8")
    assert reasons(asked) == ["the mark of a synthetic store came or went"]


def test_results_of_another_month_are_not_used(asked, month):
    other = MonthFolder(name="2026-11", path=month.path)
    asked = asked.model_copy(update={"month": "2026-11", "folders": (other,)})
    said = [str(change) for change in find_changes(asked.output / "2026-10", asked)]
    assert "it is of 2026-10" in said


def test_results_edited_by_hand_are_not_used(asked):
    stored = asked.edition / "results.json"
    stored.write_text(stored.read_text(encoding="utf-8") + " ", encoding="utf-8")
    assert reasons(asked) == ["file results.json changed or is missing"]


def test_where_there_is_no_edition_nothing_is_found(month, tmp_path):
    asked = request_of(tmp_path / "nowhere", month)
    assert reasons(asked) == ["there is no edition that this program can read"]


def test_a_manifest_of_another_version_is_not_read(asked):
    path = asked.edition / "manifest.json"
    facts = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**facts, "manifest_version": 1}), encoding="utf-8")
    assert reasons(asked) == ["there is no edition that this program can read"]


def test_documents_that_were_edited_or_deleted_are_drawn_again(asked):
    (asked.edition / "management-en.pdf").unlink()
    (asked.edition / "customers.csv").write_text("", encoding="utf-8")
    assert drawing_reasons(asked) == [
        "file customers.csv changed or is missing",
        "file management-en.pdf changed or is missing",
    ]


def test_other_documents_templates_or_code_mean_drawing_anew(asked, monkeypatch):
    monkeypatch.setattr(changes, "hash_drawing", lambda: "another")
    assert drawing_reasons(asked) == ["documents, templates or what draws them changed"]


def test_every_source_of_a_document_counts_as_what_draws(tmp_path, monkeypatch):
    for name in ("report/en/a.qmd", "report/b.py", "templates/c.css", "_quarto.yml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("", encoding="utf-8")
    (tmp_path / "templates" / "picture.png").write_text("", encoding="utf-8")
    for name in ("PROJECT", "REPORT", "TEMPLATES"):
        inside = "" if name == "PROJECT" else name.lower()
        monkeypatch.setattr(manifest, name, tmp_path / inside)
    seen = {manifest.hash_drawing()}
    for name in ("report/en/a.qmd", "report/b.py", "templates/c.css", "_quarto.yml"):
        (tmp_path / name).write_text("other", encoding="utf-8")
        seen.add(manifest.hash_drawing())
    assert len(seen) == 5
    (tmp_path / "templates" / "picture.png").write_text("other", encoding="utf-8")
    assert manifest.hash_drawing() in seen


def test_more_languages_or_formats_or_another_engine_mean_drawing_anew(asked):
    more = asked.model_copy(update={"languages": ("ru", "en"), "formats": (*FORMATS, WORD)})
    assert drawing_reasons(more) == [
        "documents in ru are missing",
        "documents as docx are missing",
    ]
    said = find_drawing_changes(asked.edition, asked, "quarto")
    assert [str(change) for change in said] == ["documents are by the engine fake"]


def test_a_single_language_of_an_edition_of_both_is_there_already(month, tmp_path):
    publish_edition(results_of(month), tmp_path / "out", engine=FakeEngine())
    assert drawing_reasons(request_of(tmp_path / "out", month)) == []
