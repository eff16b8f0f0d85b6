"""Blocks of a document from Jinja2 templates: cards, strips, boxes, a page of a segment."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from report.paths import TEMPLATES
from report.text.escape import escape_text
from report.text.phrases import Markdown

FOLDER = TEMPLATES / "fragments"


def fragment(name: str, values: Mapping[str, object]) -> Markdown:
    """`templates/fragments/<name>.md.j2` filled; what it prints is escaped unless Markdown.

    Raises jinja2.UndefinedError where the template asks for a value that is not given.
    """
    return Markdown(_environment().get_template(f"{name}.md.j2").render(values))


@cache
def _environment() -> Environment:
    """Templates that stop at a missing value and escape at one place: what they print."""
    return Environment(
        loader=FileSystemLoader(FOLDER, encoding="utf-8"),
        undefined=StrictUndefined,
        finalize=_print_safely,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )


def _print_safely(value: object) -> object:
    """What a template prints: our own Markdown as it stands, any other text escaped."""
    if isinstance(value, Markdown) or not isinstance(value, str):
        return value
    return escape_text(value)
