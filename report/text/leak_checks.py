"""What a check for self-deception looked at, and what its verdict means."""

from __future__ import annotations

from analysis.model.facts import Sentinel
from report.text.phrasebook import Phrasebook
from report.text.phrases import sentences

# A key made of this and a field or group of fields, e.g. "without_minutes".
WITHOUT = "without_"


def check_name(key: str, book: Phrasebook) -> str:
    """What was checked."""
    if f"technical.check_{key}" in sentences():
        return book.say(f"technical.check_{key}")
    if key.startswith(WITHOUT):
        return book.say("technical.check_without", group=book.label(key.removeprefix(WITHOUT)))
    return key


def meaning(check: Sentinel, book: Phrasebook) -> str:
    """What the verdict says about the model: the check's own words, or the verdict's."""
    keys = [f"means_{check.key}_{check.verdict}", f"means_{check.verdict}"]
    if check.key.startswith(WITHOUT):
        keys.insert(1, f"means_{WITHOUT}{check.verdict}")
    told = (f"technical.{key}" for key in keys)
    return book.say(next(key for key in told if key in sentences()))
