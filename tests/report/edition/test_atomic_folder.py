"""An edition is replaced as a whole or not at all."""

from __future__ import annotations

import errno
import tempfile
from pathlib import Path

import pytest
from filelock import FileLock

from analysis.errors import EnvironmentProblemError
from report.edition.atomic_folder import LOCK, draft_folder, explained, prepare_output

MARK = "manifest.json"


def publish(output: Path, text: str) -> None:
    with draft_folder(output, "2026-10", MARK) as draft:
        (draft / MARK).write_text(text)


def fail_half_way(output: Path) -> None:
    with draft_folder(output, "2026-10", MARK) as draft:
        (draft / MARK).write_text("half")
        raise ZeroDivisionError


def names(output: Path) -> list[str]:
    return sorted(path.name for path in output.iterdir() if path.name != LOCK)


def test_the_draft_takes_the_place_of_the_former_edition(tmp_path):
    publish(tmp_path, "old")
    publish(tmp_path, "new")
    assert names(tmp_path) == ["2026-10"]
    assert (tmp_path / "2026-10" / MARK).read_text() == "new"


def test_a_run_that_fails_leaves_the_former_edition_and_nothing_else(tmp_path):
    publish(tmp_path, "old")
    with pytest.raises(ZeroDivisionError):
        fail_half_way(tmp_path)
    assert names(tmp_path) == ["2026-10"]
    assert (tmp_path / "2026-10" / MARK).read_text() == "old"


def test_what_a_killed_run_left_is_removed_by_the_next(tmp_path):
    publish(tmp_path, "old")
    (tmp_path / ".draft-2026-10-abc").mkdir()
    (tmp_path / ".previous-2026-10-abc").mkdir()
    publish(tmp_path, "new")
    assert names(tmp_path) == ["2026-10"]


def test_an_edition_that_a_killed_run_had_moved_aside_comes_back(tmp_path):
    publish(tmp_path, "old")
    (tmp_path / "2026-10").rename(tmp_path / ".previous-2026-10-abc")
    with pytest.raises(ZeroDivisionError), draft_folder(tmp_path, "2026-10", MARK):
        raise ZeroDivisionError
    assert names(tmp_path) == ["2026-10"]
    assert (tmp_path / "2026-10" / MARK).read_text() == "old"


def test_drafts_of_other_months_are_left_alone(tmp_path):
    (tmp_path / ".draft-2026-09-abc").mkdir()
    publish(tmp_path, "new")
    assert names(tmp_path) == [".draft-2026-09-abc", "2026-10"]


def test_a_folder_that_is_no_edition_is_never_replaced(tmp_path):
    (tmp_path / "2026-10").mkdir()
    (tmp_path / "2026-10" / "market_file.csv").write_text("data")
    with pytest.raises(EnvironmentProblemError) as error:
        publish(tmp_path, "new")
    assert str(error.value) == (
        f"{tmp_path / '2026-10'}: this is not an edition of ours (it has no manifest.json) and "
        "is not replaced\n  Fix: choose another folder with --output"
    )
    assert (tmp_path / "2026-10" / "market_file.csv").read_text() == "data"


def test_two_runs_at_once_are_refused(tmp_path):
    with FileLock(tmp_path / LOCK), pytest.raises(EnvironmentProblemError) as error:
        publish(tmp_path, "new")
    assert str(error.value) == (
        f"{tmp_path}: another run is writing here\n"
        "  Fix: wait until it ends, or choose another folder with --output"
    )


def test_a_file_where_the_output_folder_should_be_is_explained(tmp_path):
    output = tmp_path / "taken"
    output.write_text("a file")
    with pytest.raises(EnvironmentProblemError) as error:
        publish(output, "new")
    assert str(error.value) == (
        f"{output}: cannot be written, a file stands where a folder should be\n"
        "  Fix: make room or choose another folder with --output"
    )


def test_trying_a_place_leaves_nothing_there(tmp_path):
    prepare_output(tmp_path / "new" / "deeper")
    (tmp_path / "old").mkdir()
    prepare_output(tmp_path / "old")
    assert [path.name for path in tmp_path.rglob("*")] == ["old"]


def test_a_place_that_cannot_be_written_is_found_before_the_work_begins(tmp_path):
    output = tmp_path / "taken" / "deeper"
    output.parent.write_text("a file")
    with pytest.raises(EnvironmentProblemError) as error:
        prepare_output(output)
    assert str(error.value) == (
        f"{output}: cannot be written, a file stands where a folder should be\n"
        "  Fix: make room or choose another folder with --output"
    )


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EACCES, "permission is denied"),
        (errno.EROFS, "the disk is read-only"),
    ],
)
def test_a_disk_that_cannot_be_written_is_explained(tmp_path, number, reason):
    with pytest.raises(EnvironmentProblemError) as error, explained(tmp_path):
        raise OSError(number, "os says no", str(tmp_path / "results.json"))
    assert str(error.value) == (
        f"{tmp_path / 'results.json'}: cannot be written, {reason}\n"
        "  Fix: make room or choose another folder with --output"
    )


def test_any_other_failure_of_a_file_stays_a_bug(tmp_path):
    with pytest.raises(FileNotFoundError), explained(tmp_path):
        raise FileNotFoundError(errno.ENOENT, "no such file")


@pytest.mark.parametrize(
    ("aside", "fix"),
    [
        ("temporary", "make room there, or name another folder for temporary files in TMPDIR"),
        ("elsewhere", "make room or choose another folder with --output"),
    ],
)
def test_a_copy_that_finds_no_room_names_where_it_was_to_go(tmp_path, monkeypatch, aside, fix):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    target = tmp_path / aside / "font.ttf"
    fault = OSError(errno.ENOSPC, "No space left on device", "font.ttf", None, str(target))
    with pytest.raises(EnvironmentProblemError) as error, explained(tmp_path / "out"):
        raise fault
    assert str(error.value) == f"{target}: cannot be written, the disk is full\n  Fix: {fix}"
