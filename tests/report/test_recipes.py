"""The recipes for every month: whole, and naming only commands and options that there are."""

from __future__ import annotations

import configparser
import re
import shlex
import shutil
import subprocess

import pytest
import typer
import yaml

from report.cli import app
from report.paths import PROJECT, TEMPLATES

RECIPES = TEMPLATES / "recipes"
UNITS = ("retention-report.service", "retention-report.timer")
EVERY = (*UNITS, "crontab", "github-actions.yml")


def text_of(name: str) -> str:
    return (RECIPES / name).read_text(encoding="utf-8")


def commands(text: str) -> list[list[str]]:
    """What follows the program's name in each call of it."""
    calls = re.findall(r"\.venv/bin/retention ([^>&|\n]*)", text)
    return [shlex.split(call) for call in calls]


@pytest.mark.parametrize("name", [name for name in EVERY if not name.endswith(".timer")])
def test_every_command_and_option_of_a_recipe_is_there(name):
    program = typer.main.get_group(app)
    called = commands(text_of(name))
    assert ["report", "--all-months", "--quiet"] in called
    for command, *options in called:
        known = {option for each in program.commands[command].params for option in each.opts}
        assert set(options) <= known


def test_the_readme_names_every_recipe():
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    assert sorted(path.name for path in RECIPES.iterdir()) == sorted(EVERY)
    assert all(f"templates/recipes/{name}" in readme for name in EVERY)


def test_the_cron_line_has_a_time_and_a_command():
    (line,) = [row for row in text_of("crontab").splitlines() if row[:1].isdigit()]
    minute, hour, day, *rest = line.split(maxsplit=5)
    assert (minute, hour, day, rest[:2]) == ("15", "6", "2", ["*", "*"])
    assert rest[2].startswith('cd "$PROJECT" && .venv/bin/retention report')


def test_the_workflow_keeps_the_editions_and_begins_with_those_before():
    workflow = yaml.safe_load(text_of("github-actions.yml"))
    steps = workflow["jobs"]["report"]["steps"]
    kept = [step["with"]["path"] for step in steps if "/cache@" in step.get("uses", "")]
    uploaded = [
        step["with"]["path"] for step in steps if "/upload-artifact@" in step.get("uses", "")
    ]
    assert (kept, uploaded) == (["_report"], ["_report"])
    runs = [step["run"] for step in steps if "run" in step]
    assert runs[0] == "make setup"
    assert re.search(r"^setup:", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def test_the_timer_starts_the_service_of_its_name():
    timer, service = (configparser.ConfigParser(strict=False) for _ in UNITS)
    service.read_string(text_of(UNITS[0]))
    timer.read_string(text_of(UNITS[1]))
    assert service["Service"]["Type"] == "oneshot"
    assert timer["Timer"]["OnCalendar"] == "*-*-02 06:15"
    assert timer["Install"]["WantedBy"] == "timers.target"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd on this machine")
def test_systemd_accepts_the_units(tmp_path):
    for name in UNITS:
        # The program need not be installed where systemd would start it.
        text = re.sub(r"/opt/retention/\.venv/bin/retention", "/bin/true", text_of(name))
        (tmp_path / name).write_text(text.replace("User=retention\n", ""), encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *(str(tmp_path / name) for name in UNITS)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
