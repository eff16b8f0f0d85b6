"""Where the command's output leads: a narrow encoding, a closed pipe, a full disk."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.sample.write import write_sample
from report.paths import PROJECT

FULL = Path("/dev/full")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sample(tmp_path_factory.mktemp("store"), customers=300, seed=7, month="2026-10")


def command(*arguments: object, output: int = subprocess.PIPE, **environment: str):
    """The command as a program of its own; its exit code, output and errors."""
    return subprocess.run(
        [sys.executable, "-m", "report.cli", *map(str, arguments)],
        stdout=output,
        stderr=subprocess.PIPE,
        text=True,
        cwd=PROJECT,
        env={**os.environ, **environment},
        check=False,
    )


def test_the_module_is_the_command():
    assert "Usage: python -m report.cli [OPTIONS] COMMAND" in command("--help").stdout


def test_letters_that_the_output_cannot_write_do_not_stop_a_run(store):
    done = command("check", "--data", store, PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    assert "column '\\u041f\\u0435\\u0440\\u0438\\u043e\\u0434'" in done.stdout


def test_a_reader_who_has_left_ends_the_run_without_a_word(store):
    reads, writes = os.pipe()
    os.close(reads)
    try:
        done = command("check", "--data", store, output=writes)
    finally:
        os.close(writes)
    assert (done.returncode, done.stderr) == (141, "")


@pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")
def test_output_that_finds_no_room_ends_with_3(store):
    with FULL.open("w") as full:
        done = command("check", "--data", store, output=full.fileno())
    assert done.returncode == 3
    assert done.stderr == (
        "the output stream: cannot be written, the disk is full\n"
        "  Fix: make room there, or redirect it to another place\n"
    )
