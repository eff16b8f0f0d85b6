"""Text from a table is printed as it is, wherever a document puts it."""

from __future__ import annotations

import html
import re
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report.engines.pandoc import pandoc_program
from report.text.escape import escape_text
from report.text.glyphs import settable

AWKWARD = [
    "{{< env HOME >}}",
    "a|b",
    "*bold* _it_ **b** ~sub~ ^sup^ ==m==",
    "<b>tag</b> <!-- c -->",
    "$x$ $$y$$ \\(z\\)",
    "@fig-1 [@cite] #heading",
    "[a](b) ![i](j) [k]{.risk} `{python} 1`",
    "::: {.kpis}",
    "1. first",
    "- item",
    "(@) example",
    "    code",
    "--- \"q\" 'r' ... -- don't",
    "&amp; &lt; &#42;",
    "http://example.org www.example.org me@example.org",
    "a\\b \\newpage #pagebreak() // comment /* c */",
    "кавычки «ёлочки» – № ₽",
    "\u00a0неразрывный\u00a0",
]
TEXT = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x4FF, exclude_categories=("Cs", "Cc", "Zs"))
    | st.just(" "),
    min_size=1,
)


def converted(markdown: str, to: str) -> str:
    done = subprocess.run(
        [pandoc_program(), "--from=markdown", f"--to={to}", "--wrap=none"],
        input=markdown.encode(),
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()


def one_line(text: str) -> str:
    return re.sub(r"[ \t\n]+", " ", text).strip(" ")


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_text_survives_a_paragraph_of_html(text):
    page = converted(escape_text(text), "html")
    found = re.fullmatch(r"<p>(.*)</p>\n?", page, re.DOTALL)
    assert found, page
    assert "<" not in found[1]
    assert one_line(html.unescape(found[1])) == one_line(text)


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_text_survives_a_cell_of_a_table(text):
    page = converted(f"| a | b |\n|---|---|\n| {escape_text(text)} | x |\n", "html")
    found = re.search(r"<td>(.*?)</td>\s*<td>x</td>", page, re.DOTALL)
    assert found, page
    assert one_line(html.unescape(found[1])) == one_line(text)


@settings(max_examples=25)
@given(st.lists(TEXT, min_size=20, max_size=20))
def test_any_text_survives_markdown(texts):
    # Many texts a run: starting Pandoc costs more than reading them.
    page = converted("\n\n".join(f"x{escape_text(text)}" for text in texts), "html")
    found = [html.unescape(text) for text in re.findall(r"<p>(.*?)</p>", page, re.DOTALL)]
    expected = [f"x{one_line(settable(text))}" for text in texts]
    assert [one_line(text) for text in found] == expected


def test_line_breaks_become_spaces_and_what_no_document_holds_is_marked():
    assert escape_text("a\r\nb\tc\u2028d") == "a b c d"
    assert escape_text("a\x00b\ud800c") == "a\ufffdb\ufffdc"


@given(st.text())
def test_no_shortcode_reference_or_inline_code_is_left(text):
    escaped = escape_text(text)
    assert not re.search(r"[<>{}`@$|*_\[\]\\]", escaped)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("🎁 подарки", "подарки"),
        ("Дом 👩‍🍳🇷🇺 и сад", "Дом и сад"),
        ("Сад🎁 дом", "Сад дом"),
        ("«Сад 🎁», «🎁 дом»", "«Сад», «дом»"),
        ("«Сад»! 🎁 (дом)", "«Сад»&#33; &#40;дом&#41;"),
        ("Сад, 🎁, дом", "Сад, &#91;wrapped present&#93;, дом"),
        ("漢字", "\ufffd\ufffd"),
        ("مجوهرات", "مجوهرات"),
        ("− → ≤ ½ ₽ № ё\u202f%", "− → ≤ ½ ₽ № ё\u202f&#37;"),
    ],
)
def test_what_no_font_of_the_report_can_set_is_left_out_or_marked(text, printed):
    assert escape_text(text) == printed
