"""The band at the top of every document."""

from __future__ import annotations

from report.blocks.fragments import fragment
from report.text.numbers import MONTH
from report.text.phrases import Markdown
from report.view import View


def month_band(view: View) -> Markdown:
    """The cover band: store, title and month."""
    folder = view.results.data.month
    key = "month" if MONTH.fullmatch(folder) else "month_unnamed"
    values = {"store": view.store, "month": view.say(f"month.{key}", month=view.month(folder))}
    return fragment("band", values)
