"""Blocks that answer in the HTML, and leave the PDF as it is."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from report.engines.embedded import EmbeddedEngine
from report.engines.job import Job
from report.engines.output_text import read_page

DOCUMENT = """---
title: T
lang: ru
---

Текст.

```{python}
from tests.report.engines.documents.exhibits import Text
from tests.report.engines.test_answers import BLOCKS
Text(BLOCKS)
```
"""
# Cells print these; nobody writes them by hand.
BLOCKS = """
::: {.numbers}

| a | b |
|---|--:|
| c | 77 |

:::

::: {.numbers}

```{=html}
<!-- as it is -->
<table>
<tr><td>88</td></tr>
</table>
```

:::

:::: {.what-if}

### А если?

::: {.dials}
::: {.dial of="budget" kind="money" standard="12.5" max="200" step="1"}
Бюджет «A & B»
:::
:::

::: {.verdict same="%gain <b>" more="{x}" less="z"}
:::

::: {.again}
Назад
:::

```{.what-if-data}
{"unit":"</script><b>"}
```

::::
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("answers")
    (folder / "doc.qmd").write_text(DOCUMENT, encoding="utf-8")
    job = Job(source=folder / "doc.qmd", name="doc")
    EmbeddedEngine().render([job], folder / "results.json", folder, lambda _: None)
    return folder


@pytest.fixture(scope="module")
def page(made: Path) -> str:
    return (made / "doc.html").read_text(encoding="utf-8")


def test_numbers_are_opened_on_demand_without_a_script(page):
    found = re.search(
        r'<details class="numbers">\s*<summary>Показать числа</summary>(.*?)</de', page, re.S
    )
    assert found
    assert "77" in found[1]


def test_numbers_that_are_html_already_stand_in_the_same_frame(page):
    plain, html = re.findall(r'<details class="numbers">.*?</details>', page, re.S)
    frame = '<div class="table" tabindex="0" role="group">\n'
    assert f"{frame}<table>" in plain
    assert f"{frame}<!-- as it is -->\n<table>" in html
    assert "<td>88</td>" in html


def test_the_what_if_stays_hidden_until_a_script_runs(page):
    assert re.search(r'class="[^"]*what-if"[^>]* hidden=""', page)


def test_a_slider_has_its_label_and_stands_at_the_setting(page):
    assert '<label for="dial-budget">Бюджет «A &amp; B»</label>' in page
    slider = re.search(r'<input type="range" id="dial-budget"[^>]*>', page)
    assert slider
    for part in ('value="100"', 'min="0"', 'max="200"', 'step="1"', 'data-standard="12.5"'):
        assert part in slider[0]


def test_texts_and_data_cannot_leave_their_place(page):
    assert 'data-same="%gain &lt;b&gt;" data-more="&#123;x}" data-less="z"' in page
    assert '<script type="application/json" class="what-if-data">{"unit":"\\u003c/script>' in page


def test_the_script_stands_in_the_page_and_asks_for_nothing(made, page):
    assert page.count("<script") == 2
    assert "<script src" not in page
    assert "http" not in page.split("<script>")[1]
    assert read_page(made / "doc.html").remote == []


def test_the_pdf_has_none_of_it(made):
    reader = PdfReader(io.BytesIO((made / "doc.pdf").read_bytes()))
    text = " ".join(sheet.extract_text() for sheet in reader.pages)
    assert "Текст." in text
    for word in ("Показать", "77", "если", "Бюджет", "Назад", "unit"):
        assert word not in text
