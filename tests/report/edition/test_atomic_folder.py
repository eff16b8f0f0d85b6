"""An edition is replaced as a whole or not at all."""

from __future__ import annotations

import errno
import tempfile
from pathlib import Path

import pytest
from filelock import FileLock

from analysis.errors import EnvironmentProblemError
from report.edition.atomic_folder import LOCK, draft_folder, prepare_output, write_errors_explained
from tests.messages import message_of

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
    assert message_of(EnvironmentProblemError, lambda: publish(tmp_path, "new")) == (
        f"{tmp_path / '2026-10'}: this is not an edition of ours (it has no manifest.json) and "
        "is not replaced\n  Fix: choose another folder with --output"
    )
    assert (tmp_path / "2026-10" / "market_file.csv").read_text() == "data"


def test_two_runs_at_once_are_refused(tmp_path):
    with FileLock(tmp_path / LOCK):
        said = message_of(EnvironmentProblemError, lambda: publish(tmp_path, "new"))
    assert said == (
        f"{tmp_path}: another run is writing here\n"
        "  Fix: wait until it ends, or choose another folder with --output"
    )


def test_trying_a_place_leaves_nothing_there(tmp_path):
    prepare_output(tmp_path / "new" / "deeper")
    (tmp_path / "old").mkdir()
    prepare_output(tmp_path / "old")
    assert [path.name for path in tmp_path.rglob("*")] == ["old"]


@pytest.mark.parametrize("try_it", [prepare_output, lambda output: publish(output, "new")])
def test_a_file_where_the_output_folder_should_be_is_told(tmp_path, try_it):
    output = tmp_path / "taken"
    output.write_text("a file")
    assert message_of(EnvironmentProblemError, lambda: try_it(output)) == (
        f"{output}: cannot be written, a file stands where a folder should be\n"
        "  Fix: move the file away, or choose another folder with --output"
    )


def fail(output: Path, error: OSError) -> None:
    with write_errors_explained(output):
        raise error


@pytest.mark.parametrize(
    ("number", "reason", "repair"),
    [
        (errno.ENOSPC, "the disk is full", "make room there, or "),
        (errno.EACCES, "permission is denied", "allow writing there, or "),
        (errno.EROFS, "the disk is read-only", ""),
    ],
)
def test_a_disk_that_cannot_be_written_names_the_repair_for_its_reason(
    tmp_path, number, reason, repair
):
    error = OSError(number, "os says no", str(tmp_path / "results.json"))
    assert message_of(EnvironmentProblemError, lambda: fail(tmp_path, error)) == (
        f"{tmp_path / 'results.json'}: cannot be written, {reason}\n"
        f"  Fix: {repair}choose another folder with --output"
    )


def test_any_other_failure_of_a_file_stays_a_bug(tmp_path):
    with pytest.raises(FileNotFoundError):
        fail(tmp_path, FileNotFoundError(errno.ENOENT, "no such file"))


@pytest.mark.parametrize(
    ("folder", "elsewhere"),
    [
        ("temporary", "name another folder for temporary files in TMPDIR"),
        ("elsewhere", "choose another folder with --output"),
    ],
)
def test_a_copy_that_finds_no_room_names_where_it_was_to_go(
    tmp_path, monkeypatch, folder, elsewhere
):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    target = tmp_path / folder / "font.ttf"
    error = OSError(errno.ENOSPC, "No space left on device", "font.ttf", None, str(target))
    assert message_of(EnvironmentProblemError, lambda: fail(tmp_path / "out", error)) == (
        f"{target}: cannot be written, the disk is full\n  Fix: make room there, or {elsewhere}"
    )


def test_an_edition_comes_back_at_once_where_the_swap_is_interrupted(tmp_path, monkeypatch):
    publish(tmp_path, "old")
    rename = Path.rename

    def interrupted(path: Path, target: Path) -> Path:
        if path.name.startswith(".draft-"):
            raise KeyboardInterrupt
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        publish(tmp_path, "new")
    assert names(tmp_path) == ["2026-10"]
    assert (tmp_path / "2026-10" / MARK).read_text() == "old"
