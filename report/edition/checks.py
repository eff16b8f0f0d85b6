"""What must hold of a rendered edition before anybody may read it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from report.edition.document_list import MANAGEMENT
from report.engines.job import FORMATS, WORD, Job
from report.engines.output_text import is_whole_pdf, read_page, unresolved, word_text

# A shorter id may be any number of the text; longer numbers are printed with a separator.
SHORTEST_ID = 5
WORDS = re.compile(r"[\w-]+")


class RenderingError(Exception):
    """An edition that must not be published: a bug of a document or of an engine."""


def inspect_edition(folder: Path, jobs: Sequence[Job], customer_ids: Collection[str]) -> None:
    """Raises RenderingError naming everything that is wrong with the rendered files."""
    faults = [fault for job in jobs for fault in _faults_of(folder, job, customer_ids)]
    if faults:
        raise RenderingError("the edition is not published:\n  " + "\n  ".join(faults))


def _faults_of(folder: Path, job: Job, customer_ids: Collection[str]) -> Iterator[str]:
    """What is wrong with one document's files."""
    page_file, pdf_file = (folder / f"{job.name}.{suffix}" for suffix in FORMATS)
    if WORD in job.formats:
        yield from _faults_of_word(folder / f"{job.name}.{WORD}", job, customer_ids)
    if not pdf_file.is_file() or not is_whole_pdf(pdf_file):
        yield f"{pdf_file.name} is missing or not a whole PDF"
    if not page_file.is_file() or not page_file.stat().st_size:
        yield f"{page_file.name} is missing or empty"
        return
    page = read_page(page_file)
    text = " ".join(page.words)
    yield from (f"{page_file.name} prints the unresolved {mark}" for mark in unresolved(text))
    yield from (f"{page_file.name} would load from a network: {what}" for what in page.remote)
    if job.name.startswith(MANAGEMENT):
        # Both formats come from one text, so the page stands for the PDF here.
        yield from (f"{page_file.name} names customer {who}" for who in _named(text, customer_ids))


def _faults_of_word(path: Path, job: Job, customer_ids: Collection[str]) -> Iterator[str]:
    """What is wrong with one document's Word file."""
    text = word_text(path)
    if text is None:
        yield f"{path.name} is missing or not a whole Word file"
        return
    yield from (f"{path.name} prints the unresolved {mark}" for mark in unresolved(text))
    if job.name.startswith(MANAGEMENT):
        yield from (f"{path.name} names customer {who}" for who in _named(text, customer_ids))


def _named(text: str, customer_ids: Collection[str]) -> list[str]:
    """The customers whose ids stand in the text.

    >>> _named("customer 215380 bought 5", ["215380", "5"])
    ['215380']
    >>> _named("written to a.b@shop.ru", ["a.b@shop.ru", "a@shop.ru"])
    ['a.b@shop.ru']
    """
    words = set(WORDS.findall(text))
    long_enough = (who for who in customer_ids if len(who) >= SHORTEST_ID)
    return sorted(
        who for who in long_enough if words.issuperset(WORDS.findall(who)) and who in text
    )
