"""What a reader would see in a rendered file, for the checks before an edition is published."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

UNRESOLVED = re.compile(r"\?@[\w-]+|\?var:[\w.-]*|\?meta:[\w.-]*")
LOADING = {"href", "src", "srcset", "poster", "data", "action"}
REMOTE = re.compile(r"^\s*(?:https?:)?//", re.IGNORECASE)
REMOTE_STYLE = re.compile(r"(?:url\(\s*['\"]?|@import\s+['\"]?)\s*(?:https?:)?//", re.IGNORECASE)
# Marks the end of a PDF file.
PDF_END = b"%%EOF"


@dataclass(slots=True)
class Page(HTMLParser):
    """The visible text of an HTML file, and whatever it would load from a network."""

    words: list[str] = field(default_factory=list)
    remote: list[str] = field(default_factory=list)
    _hidden: str | None = None

    def __post_init__(self) -> None:
        HTMLParser.__init__(self, convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the element would load; a plain link loads nothing."""
        if tag in {"style", "script"}:
            self._hidden = tag
        for name, value in attrs:
            loads = name in LOADING and tag != "a" and REMOTE.match(value or "")
            if loads or (name == "style" and REMOTE_STYLE.search(value or "")):
                self.remote.append(f"<{tag} {name}={value}>")

    def handle_endtag(self, tag: str) -> None:
        """Text is visible again after a style or a script."""
        if tag == self._hidden:
            self._hidden = None

    def handle_data(self, data: str) -> None:
        """Keep the text, or look into the style."""
        if self._hidden is None:
            self.words.append(data)
        elif REMOTE_STYLE.search(data):
            self.remote.append(f"a <{self._hidden}> that loads an address")


def read_page(path: Path) -> Page:
    """The parsed HTML file."""
    page = Page()
    page.feed(path.read_text(encoding="utf-8"))
    page.close()
    return page


def unresolved(text: str) -> list[str]:
    """References and variables that an engine printed instead of resolving.

    >>> unresolved("see ?@fig-x and ?var:month")
    ['?@fig-x', '?var:month']
    """
    return UNRESOLVED.findall(text)


def is_whole_pdf(path: Path) -> bool:
    """Whether the file begins and ends as a PDF does."""
    content = path.read_bytes()
    return content.startswith(b"%PDF-") and PDF_END in content[-1024:]


def word_text(path: Path) -> str | None:
    """The text of a Word file; None where it is missing or damaged."""
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.testzip() is not None:
                return None
            text = ElementTree.fromstring(archive.read("word/document.xml"))
    except (OSError, KeyError, zipfile.BadZipFile, ElementTree.ParseError):
        return None
    return " ".join(text.itertext())
