"""Imports run in one direction, and the numbers know nothing of the documents."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"

# From left to right; a room may import from itself and from rooms to its left.
ROOMS = (
    "errors",
    "estimate",
    "vocabulary",
    "toml",
    "settings",
    "economics",
    "intake",
    "drift",
    "history",
    "profile",
    "model",
    "segments",
    "offers",
    "followup",
    "results",
    "pipeline",
)
# Beside the arrow: a store to practise on, and measurements of the finished whole.
BESIDE = ("sample", "bench")


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def room_of(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def analysis_files() -> list[Path]:
    return sorted((ROOT / "analysis").rglob("*.py"))


def room_of_file(path: Path) -> str:
    return path.relative_to(ROOT / "analysis").parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", analysis_files(), ids=lambda p: str(p.relative_to(ROOT)))
def test_a_room_imports_only_from_rooms_to_its_left(path):
    room = room_of_file(path)
    if room == "__init__" or room in BESIDE:
        return
    reach = ROOMS[: ROOMS.index(room) + 1]
    used = {room_of(name) for name in imports_of(path) if name.startswith("analysis.")}
    assert used <= set(reach), f"{room} reaches to the right: {sorted(used - set(reach))}"


def test_every_room_of_the_analysis_has_a_place_in_the_arrow():
    rooms = {room_of_file(path) for path in analysis_files()} - {"__init__"}
    assert rooms <= {*ROOMS, *BESIDE}


def test_the_analysis_never_imports_the_report():
    offenders = [
        path
        for path in analysis_files()
        if any(name.split(".")[0] == "report" for name in imports_of(path))
    ]
    assert offenders == []


# The rooms of the report, from left to right; a room may import from itself and from rooms
# to its left. Rooms on one step never import each other.
REPORT_ROOMS = (
    ("paths",),
    ("text",),
    ("view",),
    ("charts",),
    ("blocks",),
    ("management", "technical", "lists"),
    ("engines",),
    ("edition",),
    ("watch",),
    ("console",),
    ("cli", "prerender"),
)
STEP = {room: step for step, rooms in enumerate(REPORT_ROOMS) for room in rooms}
DRAWING = ("text", "charts", "blocks", "management", "technical", "lists")


def report_files(*rooms: str) -> list[Path]:
    found = sorted((ROOT / "report").rglob("*.py"))
    return [path for path in found if not rooms or report_room(path) in rooms]


def report_room(path: Path) -> str:
    return path.relative_to(ROOT / "report").parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", report_files(), ids=lambda p: str(p.relative_to(ROOT)))
def test_a_room_of_the_report_imports_only_from_rooms_to_its_left(path):
    room = report_room(path)
    if room == "__init__":
        return
    used = {room_of(name) for name in imports_of(path) if name.startswith("report.")} - {room}
    wrong = {other for other in used if STEP[other] >= STEP[room]}
    assert not wrong, f"{room} reaches to the right: {sorted(wrong)}"


def test_every_room_of_the_report_has_a_place_and_says_what_it_is():
    rooms = {report_room(path) for path in report_files()} - {"__init__"}
    assert rooms == set(STEP)
    for room in rooms:
        folder = ROOT / "report" / room / "__init__.py"
        if folder.parent.is_dir():
            assert ast.get_docstring(ast.parse(folder.read_text(encoding="utf-8"))), room


def test_what_draws_does_not_compute():
    """Modules that draw may read facts and vocabulary, never a room that computes."""
    allowed = ("facts", "vocabulary", "settings", "estimate", "errors", "store", "rules")
    for path in report_files(*DRAWING):
        for name in imports_of(path):
            if name.startswith("analysis."):
                parts = name.replace("effect_facts", "facts").split(".")
                assert any(part in parts for part in allowed), f"{path}: {name}"


ENGINES_USE = {"analysis.errors", "report.paths", "report.text.palette", "report.text.escape"}


def test_engines_know_nothing_of_customers():
    for path in report_files("engines"):
        own = {name for name in imports_of(path) if name.startswith(("analysis", "report"))}
        wrong = {name for name in own - ENGINES_USE if not name.startswith("report.engines.")}
        assert not wrong, f"{path}: {sorted(wrong)}"


def imports_between_rooms() -> dict[str, set[str]]:
    """Room -> the rooms that it imports from, as "analysis/model"."""
    found: dict[str, set[str]] = {}
    for path in (*analysis_files(), *report_files()):
        if path.parent.name in ("analysis", "report") and path.name == "__init__.py":
            continue
        top, room = path.relative_to(ROOT).parts[:2]
        here = f"{top}/{room.removesuffix('.py')}"
        modules = (name.split(".") for name in imports_of(path))
        rooms = {"/".join(m[:2]) for m in modules if m[0] in ("analysis", "report") and m[1:]}
        found.setdefault(here, set()).update(rooms - {here})
    return found


def reach(room: str, rooms: dict[str, set[str]]) -> set[str]:
    """The room and every room that it imports from, directly or through others."""
    return {room}.union(*(reach(other, rooms) for other in rooms[room]))


def test_the_drawing_in_the_readme_shows_every_room_and_every_arrow():
    """An arrow that follows from others is left out, or nobody could read the drawing."""
    rooms = imports_between_rooms()
    arrows = {
        f"{other} --> {room}"
        for room, used in rooms.items()
        for other in used
        if not any(other in reach(between, rooms) for between in used - {other})
    }
    drawn = re.search(r"```mermaid\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert drawn is not None
    shown = {line.strip() for line in drawn[1].splitlines() if "-->" in line}
    assert shown == arrows, "README.md, the drawing of the rooms: add and remove these lines"
