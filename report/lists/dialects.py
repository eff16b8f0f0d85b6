"""How a table becomes the bytes of a file: for people, for programs, for a mailing tool."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from analysis.settings import Settings
from report.lists.formula_safety import neutral
from report.lists.tools import Tool

Cell: TypeAlias = str | float
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
# A number to call, which a spreadsheet reads as a number and runs as nothing.
PHONE = re.compile(r"\+?[0-9][0-9 ()-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """people: decimal commas, and no text that a spreadsheet would run as a formula."""

    separator: str
    bom: bool
    people: bool

    def encode(
        self, header: Sequence[str], rows: Iterable[Mapping[str, Cell]], verbatim: Sequence[str]
    ) -> bytes:
        """The table in UTF-8; rows: cells by header. verbatim: columns that are never changed."""
        out = io.StringIO(newline="")
        writer = csv.writer(out, delimiter=self.separator, lineterminator="\r\n")
        writer.writerow(header)
        for row in rows:
            writer.writerow([self._print(row[name], name in verbatim) for name in header])
        return ((BOM if self.bom else "") + out.getvalue()).encode("utf-8")

    def _print(self, cell: Cell, verbatim: bool) -> str:
        if not isinstance(cell, str):
            text = f"{cell:.2f}"
            return text.replace(".", ",") if self.people else text
        return cell if verbatim or not self.people or PHONE.fullmatch(cell) else neutral(cell)


def plain_dialect(settings: Settings) -> Dialect:
    """What the settings choose for files that no tool reads."""
    people = settings.campaign.files_for == "people"
    return Dialect(separator=";" if people else ",", bom=people, people=people)


def tool_dialect(tool: Tool) -> Dialect:
    """What a tool reads."""
    return Dialect(separator=tool.separator, bom=tool.bom, people=False)
