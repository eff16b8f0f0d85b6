"""The page over all editions, as it is read."""

from __future__ import annotations

import json
import re
from datetime import date

import numpy as np
import pytest
from lxml import html

from report.charts.editions import EditionPoint, Panel, editions_chart, joined_pairs
from report.edition.build import publish_edition
from report.edition.changes import RESULTS
from report.edition.index import write_index
from report.edition.manifest import FILE, list_files
from report.engines.output_text import read_page
from report.text.phrasebook import Phrasebook
from tests.documents import browser
from tests.report.edition.test_build import FakeEngine
from tests.report.edition.test_reuse import publish, write_month
from tests.report.facts_factory import make_results
from tests.report.facts_factory.numbers import estimate


@pytest.fixture
def output(tmp_path):
    """Editions of three months; of the middle one there is a forecast alone."""
    folder = tmp_path / "out"
    for name in ("2026-08", "2026-09", "2026-10"):
        publish(write_month(tmp_path / "data", name), folder)
    for path in list_files(folder / "2026-09"):
        if path.name not in (FILE, "forecast.json", "forecast.parquet"):
            path.unlink()
    return folder


def page_of(output):
    (path,) = write_index(output)
    return html.fromstring(path.read_bytes())


def rows(page, language: str = "en") -> list[list[str]]:
    cells = (row.xpath("th|td") for row in page.xpath(f"//section[@lang='{language}']//tr"))
    return [[" ".join(cell.text_content().split()) for cell in row] for row in cells]


def test_editions_are_listed_newest_first_with_their_figures_and_documents(output):
    head, *lines = rows(page_of(output))
    assert head == [
        "Month",
        "Customers",
        "At risk",
        "Expected to buy less",
        "Monthly profit at risk",
        "Expected gain",
        "ROC-AUC",
        "Documents",
    ]
    assert [line[0] for line in lines] == ["October 2026", "September 2026", "August 2026"]
    headline = make_results().headline
    assert lines[0][1:4] == ["1,296", f"{headline.customers_at_risk}", "494 (463–525)"]
    assert lines[0][6:] == [
        "0.912 (0.893–0.929)",
        "Management: HTML, PDF Technical: HTML, PDF Customers: XLSX",
    ]
    assert lines[1][2:] == ["494", "494 (463–525)", "351 units", "214 units", "–", "forecast only"]


def test_links_lead_to_files_that_are_there_and_say_where(output):
    links = page_of(output).xpath("//td//a")
    assert len(links) == 10
    assert all((output / link.get("href")).is_file() for link in links)
    assert links[0].get("aria-label") == "HTML, Management, October 2026"


def test_only_languages_of_the_editions_are_told_and_both_stand_on_one_page(output):
    assert page_of(output).xpath("//section/@lang") == ["en"]
    publish_edition(make_results(), output, engine=FakeEngine())
    page = page_of(output)
    assert page.xpath("//section/@lang") == ["ru", "en"]
    assert page.get("lang") == "ru"
    assert rows(page, "ru")[1][0] == "октябрь 2026"


def test_the_picture_is_described_in_words(output):
    (svg,) = page_of(output).xpath("//figure//svg")
    assert svg.get("aria-label") == (
        "Editions from August 2026 to October 2026: customers expected to buy less, "
        "494 (463–525) at first, 494 (463–525) now."
    )


def test_the_page_loads_nothing_and_repeats_no_identifier(output):
    (path,) = write_index(output)
    assert read_page(path).remote == []
    found = re.findall(r'\sid="([^"]+)"', path.read_text(encoding="utf-8"))
    assert len(found) == len(set(found))


def test_the_page_is_written_anew_only_where_an_edition_changed(output):
    (path,) = write_index(output)
    before = path.stat().st_mtime_ns
    write_index(output)
    assert path.stat().st_mtime_ns == before
    (output / "2026-08" / FILE).unlink()
    assert [line[0] for line in rows(page_of(output))[1:]] == ["October 2026", "September 2026"]
    assert [path.name for path in output.iterdir() if path.name.endswith(".part")] == []


def test_a_single_edition_has_no_trend_and_no_edition_no_page(output, tmp_path):
    for name in ("2026-08", "2026-09"):
        (output / name / FILE).unlink()
    assert page_of(output).xpath("//figure") == []
    assert write_index(tmp_path / "nothing") == ()


def test_an_edition_of_another_version_is_listed_with_what_can_be_read(output):
    stored = output / "2026-10" / RESULTS
    facts = json.loads(stored.read_text(encoding="utf-8"))
    stored.write_text(json.dumps({"headline": facts["headline"]}), encoding="utf-8")
    (output / "2026-10" / FILE).write_text("{}", encoding="utf-8")
    (output / "2026-10" / "forecast.json").write_text("{}", encoding="utf-8")
    line = rows(page_of(output))[1]
    assert line[3] == "–"
    assert line[4].endswith("units")
    assert line[6] == "0.912 (0.893–0.929)"


def point(month: int, meaning: str = "own") -> EditionPoint:
    return EditionPoint(month=date(2026, month, 1), meaning=meaning, estimate=estimate(90.0, 5.0))


def test_no_line_is_drawn_across_a_change_of_the_meaning():
    points = [point(1), point(2), point(4, "later"), point(5, "later")]
    assert joined_pairs(points) == [(points[0], points[1]), (points[2], points[3])]
    panel = Panel(title="drops", points=points, hue="risk")
    (axes,) = editions_chart(Phrasebook(language="en"), [panel]).axes
    lines = [
        [*map(int, np.asarray(line.get_xdata()))]
        for line in axes.lines
        if line.get_linestyle() == "-"
    ]
    months = [12 * 2026 + month for month in (1, 2, 4, 5)]
    assert [months[:2], months[2:]] == [line for line in lines if len(line) == 2]
    assert [tick.get_text() for tick in axes.get_xticklabels()] == [
        "Jan\n2026",
        "Feb",
        "Apr",
        "May",
    ]


def test_a_broken_line_is_explained(output):
    (caption,) = page_of(output).xpath("//figcaption")
    assert "cannot be compared" not in caption.text_content()
    facts = json.loads((output / "2026-08" / "forecast.json").read_text(encoding="utf-8"))
    text = json.dumps({**facts, "meaning": "later_label"})
    (output / "2026-08" / "forecast.json").write_text(text, encoding="utf-8")
    (output / "index.html").unlink()
    (caption,) = page_of(output).xpath("//figcaption")
    assert "cannot be compared" in caption.text_content()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_passes_the_rules_of_accessibility(output, scheme):
    publish_edition(make_results(), output, engine=FakeEngine())
    (path,) = write_index(output)
    with browser.running() as chromium, browser.opened(chromium, path, 1200, scheme) as page:
        assert browser.violations(page) == []
