"""From the bytes of a file to its text: the encoding in which the store's own words are found."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from analysis.errors import Place
from analysis.intake.contracts import DESCRIBED, TableContract
from analysis.intake.log import NOTHING, Log, notice, problem
from analysis.intake.spelling import DAMAGED

SAVE_AS = "save the table as CSV in UTF-8 (in Excel: CSV UTF-8)"
AGAIN = "export the table again"
# Name -> codec. The earlier wins where two read the same words, as in a text without Cyrillic.
UNICODE = {"UTF-8": "utf-8"}
WIDE = {"UTF-16": "utf-16-le", "UTF-16 BE": "utf-16-be", "UTF-32": "utf-32-le"}
CODE_PAGES = {
    "Windows-1251": "cp1251",
    "IBM 866": "cp866",
    "KOI8-R": "koi8-r",
    "Mac Cyrillic": "mac-cyrillic",
}
MARKS = {
    codecs.BOM_UTF8: ("UTF-8 with BOM", "utf-8-sig"),
    codecs.BOM_UTF32_LE: ("UTF-32", "utf-32"),
    codecs.BOM_UTF16_LE: ("UTF-16", "utf-16"),
    codecs.BOM_UTF16_BE: ("UTF-16", "utf-16"),
}
# In what a program may have misread a text that it then wrote as UTF-8.
MISREAD = {**CODE_PAGES, "Windows-1252": "cp1252", "Latin-1": "latin-1"}
# So much of a file tells its encoding.
HEAD = 1 << 16
# Shorter words are found in any text.
TELLING_LETTERS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A file's text; letters that cannot be read are DAMAGED, and are told cell by cell."""

    text: str
    encoding: str


def read_text(contract: TableContract, content: bytes) -> tuple[Text | None, Log]:
    """The text of one table; None where it has none.

    Where a mark or UTF-8 does not tell the encoding, the right one is that in which most of the
    contract's words are found: names of columns and values.
    """
    place = Place(contract.file)
    mark = next((mark for mark in MARKS if content.startswith(mark)), None)
    if mark:
        name, codec = MARKS[mark]
        return _decoded(content, name, codec), NOTHING
    if not _is_utf8(content) or b"\0" in content:
        pages = {**WIDE, **UNICODE, **CODE_PAGES} if b"\0" in content else {**UNICODE, **CODE_PAGES}
        name = max(pages, key=lambda page: _words_found(contract, content[:HEAD], pages[page]))
        if _words_found(contract, content[:HEAD], pages[name])[0] == 0:
            found = "this is no text in a known encoding: no name of a column can be read"
            return None, problem(place, found, fix=SAVE_AS)
        return _decoded(content, name, pages[name]), NOTHING
    text = content.decode()
    if not text.isascii() and not _count_words(contract, text[:HEAD], foreign=True):
        for page, right in _misreadings(contract, text[:HEAD]):
            undone = _bytes_of(text, MISREAD[page]).decode(right, errors="replace")
            return Text(text=undone, encoding="UTF-8"), notice(
                "encoded_twice", contract.file, 1, detail=page
            )
    return Text(text=text, encoding="UTF-8"), NOTHING


def _decoded(content: bytes, name: str, codec: str) -> Text:
    text = content.decode(codec, errors="replace")
    return Text(text=text.replace("\0", DAMAGED), encoding=name)


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _words_found(contract: TableContract, head: bytes, codec: str) -> tuple[int, int]:
    """How many of the contract's words a head of bytes holds, and (less is better) the damage."""
    text = head.decode(codec, errors="replace")
    return _count_words(contract, text), -text.count(DAMAGED)


def _count_words(contract: TableContract, text: str, *, foreign: bool = False) -> int:
    """How many of the contract's words a text holds; foreign: only those that are not ASCII."""
    folded = text.casefold()
    words = _words_of(contract.file)
    return sum(word in folded for word in words if not (foreign and word.isascii()))


def _misreadings(contract: TableContract, head: str) -> Iterator[tuple[str, str]]:
    """In which code page a text was misread, and which it is in truth; none or the best."""
    tried = [
        (_words_found(contract, _bytes_of(head, codec), right), (page, right))
        for page, codec in MISREAD.items()
        for right in ("utf-8", *CODE_PAGES.values())
        if right != codec
    ]
    (found, _), best = max(tried, key=lambda one: one[0])
    if found > _count_words(contract, head):
        yield best


def _bytes_of(text: str, codec: str) -> bytes:
    """The bytes that a program misread as `text`; a code page's gaps were kept as they were."""
    return text.encode(codec, errors="intake_gap")


def _keep_gap(fault: UnicodeError) -> tuple[bytes | str, int]:
    if not isinstance(fault, UnicodeEncodeError):
        raise fault
    piece = fault.object[fault.start : fault.end]
    return piece.encode("latin-1", errors="replace"), fault.end


codecs.register_error("intake_gap", _keep_gap)


@cache
def _words_of(file: str) -> frozenset[str]:
    columns = next(table.columns for table in DESCRIBED if table.file == file)
    words = [
        word for column in columns for word in (column.source, *column.names, *column.spellings)
    ]
    return frozenset(word.casefold() for word in words if len(word) >= TELLING_LETTERS)
