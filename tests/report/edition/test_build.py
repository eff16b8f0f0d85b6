"""What an edition consists of, and what is never published."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from analysis.followup.facts_file import load_facts
from analysis.results.facts import Results
from analysis.results.store import load_results
from report.edition.build import publish_edition
from report.edition.checks import RenderingError
from report.edition.manifest import list_files
from report.engines.job import FORMATS, WORD, Format, Job, Say
from tests.messages import message_of
from tests.report.facts_factory import make_forecast, make_results

PAGE = "<!DOCTYPE html><html><body><p>fine</p></body></html>"
LISTS = [
    "customers.csv",
    "customers.xlsx",
    "forecast.json",
    "forecast.parquet",
    "manifest.json",
    "results.json",
]
CAMPAIGN = ["README.txt", "campaign.csv", "control.csv"]


@dataclass
class FakeEngine:
    """Writes the page it is told to, so that publishing is tested apart from rendering."""

    page: str = PAGE
    pdf: bytes = b"%PDF-1.7\n...\n%%EOF\n"
    word: str = "fine"
    name: str = "fake"
    opened: list[Path] = field(default_factory=list)

    def render(self, jobs: Sequence[Job], results: Path, output: Path, say: Say) -> None:
        self.opened.append(results)
        for job in jobs:
            say(job.name)
            (output / f"{job.name}.html").write_text(self.page, encoding="utf-8")
            (output / f"{job.name}.pdf").write_bytes(self.pdf)
            if "docx" in job.formats:
                with zipfile.ZipFile(output / f"{job.name}.docx", "w") as archive:
                    archive.writestr("word/document.xml", f"<w>{self.word}</w>")


@pytest.fixture(scope="module")
def results() -> Results:
    return make_results()


def complaint(
    results: Results, folder: Path, engine: FakeEngine, formats: tuple[Format, ...] = FORMATS
) -> str:
    said = message_of(
        RenderingError,
        lambda: publish_edition(results, folder, engine=engine, languages=["en"], formats=formats),
    )
    assert not (folder / results.data.month).exists()
    return said


@pytest.mark.parametrize("languages", [["en", "ru"], ["ru"]])
def test_an_edition_holds_the_documents_in_each_language_lists_results_and_the_manifest(
    results, tmp_path, languages
):
    edition = publish_edition(results, tmp_path, engine=FakeEngine(), languages=languages)
    documents = [
        f"{name}-{language}.{suffix}"
        for name in ("management", "technical")
        for language in languages
        for suffix in ("html", "pdf")
    ]
    campaign = [
        f"{channel}-{language}.csv" for channel in ("email", "site") for language in languages
    ]
    campaign = [f"campaign/{name}" for name in (*campaign, *CAMPAIGN)]
    names = [path.relative_to(edition.folder).as_posix() for path in edition.files]
    assert names == sorted([*documents, *LISTS, *campaign])
    assert edition.folder == tmp_path / results.data.month


def test_the_stored_results_are_those_that_the_documents_opened(results, tmp_path):
    engine = FakeEngine()
    edition = publish_edition(results, tmp_path, engine=engine)
    assert [path.name for path in engine.opened] == ["results.json"]
    stored = load_results(edition.folder / "results.json")
    assert stored.headline.customers_kept == results.headline.customers_kept


def test_the_manifest_names_inputs_outputs_versions_settings_and_seed(results, tmp_path):
    edition = publish_edition(results, tmp_path, engine=FakeEngine())
    manifest = json.loads((edition.folder / "manifest.json").read_text(encoding="utf-8"))
    page = (edition.folder / "management-ru.html").read_bytes()
    assert manifest["outputs"]["management-ru.html"] == hashlib.sha256(page).hexdigest()
    assert set(manifest["outputs"]) == {
        path.relative_to(edition.folder).as_posix() for path in edition.files
    } - {"manifest.json"}
    assert manifest["inputs"] == {
        file.name: {"sha256": file.sha256, "rows": file.rows} for file in results.data.files
    }
    assert manifest["seed"] == results.seed
    assert manifest["engine"] == "fake"
    assert manifest["settings"]["model"]["choose"] == results.settings.model.choose
    assert {"python", "typst", "matplotlib"} <= set(manifest["versions"])


def test_an_edition_made_again_of_its_own_results_has_the_same_bytes(results, tmp_path):
    first, *others = results.customers
    long = replace(results, customers=(replace(first, risk=2 / 3), *others))
    fresh = publish_edition(long, tmp_path / "a", engine=FakeEngine())
    kept = load_results(fresh.folder / "results.json")
    again = publish_edition(kept, tmp_path / "b", engine=FakeEngine())
    for one, other in zip(fresh.files, again.files, strict=True):
        assert one.read_bytes() == other.read_bytes(), one.name


def test_a_customer_named_in_the_management_document_stops_the_edition(results, tmp_path):
    who = results.customers[0].customer_id
    page = PAGE.replace("fine", f"customer {who} is leaving")
    said = complaint(results, tmp_path, FakeEngine(page=page))
    assert said == (f"the edition is not published:\n  management-en.html names customer {who}")


def test_an_unresolved_reference_stops_the_edition(results, tmp_path):
    page = PAGE.replace("fine", "see ?@fig-risk")
    assert complaint(results, tmp_path, FakeEngine(page=page)) == (
        "the edition is not published:\n"
        "  management-en.html prints the unresolved ?@fig-risk\n"
        "  technical-en.html prints the unresolved ?@fig-risk"
    )


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ('<img src="https://x.org/a.png">', "<img src=https://x.org/a.png>"),
        ('<script src="//x.org/a.js"></script>', "<script src=//x.org/a.js>"),
        ("<style>a { background: url(http://x.org/a) }</style>", "a <style> that loads an address"),
        ("<style>@import 'https://x.org/a.css';</style>", "a <style> that loads an address"),
    ],
)
def test_a_network_reference_stops_the_edition(results, tmp_path, markup, shown):
    said = complaint(results, tmp_path, FakeEngine(page=PAGE.replace("fine", markup)))
    assert f"management-en.html would load from a network: {shown}" in said


def test_a_plain_link_is_no_network_reference(results, tmp_path):
    page = PAGE.replace("fine", '<a href="https://example.org">fine</a>')
    assert publish_edition(results, tmp_path, engine=FakeEngine(page=page)).files


def test_a_broken_pdf_stops_the_edition(results, tmp_path):
    assert complaint(results, tmp_path, FakeEngine(pdf=b"%PDF-1.7 and no end")) == (
        "the edition is not published:\n"
        "  management-en.pdf is missing or not a whole PDF\n"
        "  technical-en.pdf is missing or not a whole PDF"
    )


def test_an_edition_that_must_not_be_published_leaves_the_former_one(results, tmp_path):
    edition = publish_edition(results, tmp_path, engine=FakeEngine())
    before = {path: path.read_bytes() for path in edition.files}
    with pytest.raises(RenderingError):
        publish_edition(results, tmp_path, engine=FakeEngine(page=""))
    assert {path: path.read_bytes() for path in list_files(edition.folder)} == before


def test_word_files_are_a_part_of_the_edition_and_its_manifest(results, tmp_path):
    edition = publish_edition(
        results, tmp_path, engine=FakeEngine(), languages=["en"], formats=(*FORMATS, WORD)
    )
    manifest = json.loads((edition.folder / "manifest.json").read_text(encoding="utf-8"))
    for name in ("management-en.docx", "technical-en.docx"):
        assert edition.folder / name in edition.files
        assert name in manifest["outputs"]


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("see ?@fig-risk", "prints the unresolved ?@fig-risk"),
        ("<open>", "is missing or not a whole Word file"),
    ],
)
def test_a_faulty_word_file_stops_the_edition(results, tmp_path, word, said):
    assert complaint(results, tmp_path, FakeEngine(word=word), (*FORMATS, WORD)) == (
        f"the edition is not published:\n  management-en.docx {said}\n  technical-en.docx {said}"
    )


def test_a_customer_named_in_the_management_word_file_stops_the_edition(results, tmp_path):
    who = results.customers[0].customer_id
    engine = FakeEngine(word=f"customer {who} is leaving")
    assert complaint(results, tmp_path, engine, (*FORMATS, WORD)) == (
        f"the edition is not published:\n  management-en.docx names customer {who}"
    )


def publish_saying(results: Results, output: Path, *, known: bool, gain: float) -> bytes:
    """Publish with this forecast; returns what the edition then says, byte for byte."""
    forecast = make_forecast(outcome_known=known, expected_gain=gain)
    said = replace(results, forecast=forecast)
    folder = publish_edition(said, output, engine=FakeEngine(), languages=["en"]).folder
    names = ("forecast.json", "forecast.parquet", "campaign/campaign.csv")
    return b"".join((folder / name).read_bytes() for name in names)


def test_what_was_promised_stays_as_it_was_once_the_outcome_is_known(results, tmp_path):
    promise = publish_saying(results, tmp_path, known=False, gain=1.0)
    spared = tuple(replace(customer, offer=None, channel=None) for customer in results.customers)
    results = replace(results, customers=spared)
    assert publish_saying(results, tmp_path, known=True, gain=2.0) == promise
    assert publish_saying(results, tmp_path, known=True, gain=3.0) == promise


@pytest.mark.parametrize(("known_before", "known_now"), [(False, False), (True, True)])
def test_what_is_no_promise_yet_or_never_was_is_said_anew(
    results, tmp_path, known_before, known_now
):
    former = publish_saying(results, tmp_path, known=known_before, gain=1.0)
    assert publish_saying(results, tmp_path, known=known_now, gain=2.0) != former
    assert load_facts(tmp_path / results.data.month).expected_gain == 2.0
