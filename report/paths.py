"""Where the project's own files are."""

from __future__ import annotations

from pathlib import Path

REPORT = Path(__file__).parent
PROJECT = REPORT.parent
ANALYSIS = PROJECT / "analysis"
BUILD = PROJECT / "_build"
TEMPLATES = PROJECT / "templates"
BRAND = TEMPLATES / "_brand.yml"
WORDS = REPORT / "text" / "words"
LUA = REPORT / "engines" / "lua"
