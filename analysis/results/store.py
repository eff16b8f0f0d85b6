"""Results as a JSON file: written so that the same facts give the same bytes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypeAlias

from pydantic import TypeAdapter, ValidationError

from analysis.errors import ReportError
from analysis.results.facts import SCHEMA_VERSION, Results

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

# Sums in another order differ in the last bits; ten digits are the same on every machine
# and more than any reader needs.
SIGNIFICANT_DIGITS = 10

RESULTS = TypeAdapter(Results)


def dump_results(results: Results) -> str:
    """The JSON text of the results, floats in ten significant digits, newline at the end."""
    facts = _round_floats(RESULTS.dump_python(results, mode="json"))
    return json.dumps(facts, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def save_results(results: Results, path: Path) -> None:
    """Write the results to `path`, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".part")
    draft.write_text(dump_results(results), encoding="utf-8")
    draft.replace(path)


def load_results(path: Path) -> Results:
    """The results stored at `path`.

    Raises ReportError where the file is absent, of another version or not ours.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError:
        raise ReportError(
            f"{path}: there are no stored results\n  Fix: make them with: retention report"
        ) from None
    return _parse_results(text, path)


def _parse_results(text: str, path: Path) -> Results:
    """`path` names the text in errors."""
    try:
        facts = json.loads(text)
        version = facts["schema_version"]
    except (ValueError, KeyError, TypeError):
        raise ReportError(
            f"{path}: not a results file\n  Fix: make it again with: retention report"
        ) from None
    if version != SCHEMA_VERSION:
        raise ReportError(
            f"{path}: the results are of version {version}, this program reads "
            f"{SCHEMA_VERSION}\n  Fix: make them again with: retention report"
        )
    try:
        return RESULTS.validate_python(facts)
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise ReportError(
            f"{path}: '{place}' is missing or damaged\n"
            "  Fix: make the results again with: retention report"
        ) from None


def _round_floats(value: Json) -> Json:
    """The same JSON with every float in ten significant digits."""
    if isinstance(value, float):
        return float(f"{value:.{SIGNIFICANT_DIGITS}g}")
    if isinstance(value, list):
        return [_round_floats(item) for item in value]
    if isinstance(value, dict):
        return {key: _round_floats(item) for key, item in value.items()}
    return value
