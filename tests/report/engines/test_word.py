"""The Word file of the exhibit, as Word and an independent reading of it (Pandoc's) see it."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from report.engines.embedded import EmbeddedEngine
from report.engines.job import WORD, Job
from report.engines.output_text import word_text
from report.engines.pandoc import pandoc_program
from report.paths import PROJECT
from tests.report.engines.documents.exhibits import AWKWARD
from tests.report.engines.test_documents import EXHIBIT, NO_RESULTS


def render(folder: Path, source: Path = EXHIBIT) -> Path:
    job = Job(source=source, name="doc", formats=(WORD,))
    EmbeddedEngine().render([job], NO_RESULTS, folder, lambda _: None)
    return folder / "doc.docx"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return render(tmp_path_factory.mktemp("made"))


@pytest.fixture(scope="module")
def inside(made: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(made) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def body(inside: dict[str, bytes]) -> str:
    return inside["word/document.xml"].decode("utf-8")


def read(made: Path, to: str) -> str:
    done = subprocess.run(
        [pandoc_program(), str(made), "--from=docx+styles", f"--to={to}", "--wrap=none"],
        capture_output=True,
        check=True,
    )
    return done.stdout.decode("utf-8")


@pytest.fixture(scope="module")
def text(made: Path) -> str:
    return re.sub(r"\s+", " ", read(made, "plain"))


def paragraphs(body: str, style: str) -> list[str]:
    """The text of the paragraphs with this style."""
    found = re.findall(r"<w:p>.*?</w:p>", body, re.DOTALL)
    return [
        "".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", one)).replace("\xa0", " ")
        for one in found
        if f'w:pStyle w:val="{style}"' in one
    ]


def test_title_cover_and_sections_have_words_own_styles(body):
    assert paragraphs(body, "Title") == ["Удержание клиентов"]
    assert paragraphs(body, "Cover") == ["Магазин «В один клик» · октябрь 2026"]
    sections = paragraphs(body, "Heading1")
    assert [heading[:9] for heading in sections] == [
        *[f"Решение {n}" for n in (1, 2, 3)],
        "Семь из д",
    ]
    assert paragraphs(body, "Heading2") == ["Подробности"]


def test_figures_notices_and_actions_can_be_told_by_their_style(body):
    assert paragraphs(body, "KeyFigure")[0] == (
        "498 · 38 % клиентов, вероятно, будут покупать меньше"
    )
    assert paragraphs(body, "Notice") == ["Это демонстрационные данные.", "Замечание."]
    assert paragraphs(body, "Action") == ["Что делать. Позвонить в понедельник."]


def test_every_style_that_is_used_is_defined(body, inside):
    styles = inside["word/styles.xml"].decode("utf-8")
    used = set(re.findall(r'<w:(?:pStyle|rStyle|tblStyle) w:val="(\w+)"', body))
    assert used <= set(re.findall(r'w:styleId="(\w+)"', styles))
    assert 'w:val="$' not in styles


def test_tables_are_tables_with_a_header_row_and_a_caption(body, made):
    assert body.count("<w:tbl>") == 2
    assert body.count("<w:tblHeader") == 2
    assert paragraphs(body, "TableCaption") == [
        "Таблица 1. Дни недели",
        "Таблица 2. Широкая таблица",
    ]
    tables = [block for block in json.loads(read(made, "json"))["blocks"] if block["t"] == "Table"]
    assert [len(table["c"][3][1]) for table in tables] == [1, 1]  # rows of the head


def test_cells_are_smaller_than_the_text_and_lists_are_not(body):
    assert "Понедельник" in " ".join(paragraphs(body, "TableText"))
    assert not set(paragraphs(body, "TableText")) & set(paragraphs(body, "Compact"))


def test_charts_are_pictures_that_every_word_shows_with_their_descriptions(body, inside):
    assert (
        re.findall(r'<wp:docPr [^>]*descr="([^"]+)"', body)
        == ["Столбики: понедельники 5, пятницы 3."] * 2
    )
    media = {name: content for name, content in inside.items() if name.startswith("word/media/")}
    assert media
    assert {Path(name).suffix for name in media} == {".png"}
    for content in media.values():
        colours = Image.open(io.BytesIO(content)).convert("RGB").getcolors(1 << 24) or []
        assert (0xC2, 0x41, 0x0C) in {colour for _, colour in colours}
    assert paragraphs(body, "ImageCaption") == [
        f"Рисунок {n}. По понедельникам уходят чаще: 5 против 3." for n in (1, 2)
    ]


def test_references_lead_to_what_they_name(body):
    for name in ("fig-bars", "tbl-narrow", "tbl-wide"):
        assert f'w:anchor="{name}"' in body
        assert f'w:name="{name}"' in body


def test_data_prints_as_it_is_and_nothing_of_other_formats_is_left(made, text):
    words = re.sub(r"\s+", " ", word_text(made) or "")
    assert AWKWARD.replace(" ", "") in words.replace(" ", "")
    for remainder in ("#pagebreak", "custom-style", "Показать числа", "{.", "</"):
        assert remainder not in words.replace(AWKWARD, "").replace("<b>d</b>", "")
    assert "Картинка Рисунок 1, таблицы Таблица 1 и Таблица 2." in text


def test_the_file_knows_its_language_and_the_paper(inside, body):
    assert re.search(r'<w:lang [^>]*w:val="ru"', inside["word/styles.xml"].decode("utf-8"))
    assert re.search(r'<w:pgSz [^>]*w:w="11906"', body)


def test_no_path_of_this_machine_is_in_the_file(inside):
    for content in inside.values():
        assert b"retention-" not in content
        assert str(PROJECT).encode() not in content


def test_the_same_source_gives_the_same_bytes(made, tmp_path):
    assert render(tmp_path).read_bytes() == made.read_bytes()


def test_what_only_a_page_can_do_is_left_out(tmp_path):
    source = tmp_path / "doc.qmd"
    source.write_text(
        "---\ntitle: T\nlang: en\n---\n\n```{python}\n"
        "from tests.report.engines.documents.exhibits import Text\n"
        "Text('::: {.numbers}\\nhidden\\n:::\\n\\n::: {.what-if}\\nslider\\n:::\\n\\nkept\\n')\n"
        "```\n",
        encoding="utf-8",
    )
    words = word_text(render(tmp_path, source)) or ""
    assert "kept" in words
    assert "hidden" not in words
    assert "slider" not in words


def test_a_file_that_is_not_whole_has_no_text(tmp_path):
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"PK\x03\x04 and no end")
    assert word_text(broken) is None
    assert word_text(tmp_path / "nowhere.docx") is None


def test_what_leads_to_a_table_or_picture_stays_with_it(body, inside):
    assert paragraphs(body, "Leading") == ["Картинка Рисунок 1, таблицы Таблица 1 и Таблица 2."]
    styles = inside["word/styles.xml"].decode("utf-8")
    for style in ("Leading", "CaptionedFigure", "TableCaption"):
        found = re.search(rf'w:styleId="{style}"[^>]*>.*?</w:style>', styles, re.DOTALL)
        assert found, style
        assert "<w:keepNext" in found.group(), style
