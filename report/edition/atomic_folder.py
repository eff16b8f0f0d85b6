"""A folder that is replaced as a whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from analysis.errors import EnvironmentProblemError

DRAFT, ASIDE = ".draft-", ".previous-"
LOCK = ".retention.lock"
# Why a place cannot be written, and how its owner repairs that other than by choosing another
# one. Any other failure of a file is a bug.
_FILE_IN_THE_WAY = ("a file stands where a folder should be", "move the file away")
REASONS = {
    errno.EACCES: ("permission is denied", "allow writing there"),
    errno.EPERM: ("permission is denied", "allow writing there"),
    errno.EROFS: ("the disk is read-only", ""),
    errno.ENOSPC: ("the disk is full", "make room there"),
    errno.EDQUOT: ("the disk quota is used up", "make room there"),
    errno.ENOTDIR: _FILE_IN_THE_WAY,
    errno.EEXIST: _FILE_IN_THE_WAY,
    errno.ENAMETOOLONG: ("the name is too long", ""),
}
# Reasons before anything is made; later these would be bugs.
FIRST_REASONS = REASONS | {
    errno.ENOENT: ("there is no such place", ""),
    errno.ELOOP: ("its links lead in a circle", ""),
    errno.EINVAL: ("the system does not allow this name", ""),
    errno.EIO: ("the disk does not answer", ""),
    errno.EBUSY: ("the place is in use", ""),
}


@contextmanager
def draft_folder(output: Path, name: str, mark: str) -> Iterator[Path]:
    """An empty folder that becomes `output`/`name` when the block ends without an error.

    `mark` is a file that every edition holds; a folder without it is not ours and is never
    replaced. What a killed run left is cleared first; two runs at once are refused. Raises
    EnvironmentProblemError.
    """
    with write_errors_explained(output):
        output.mkdir(parents=True, exist_ok=True)
        with _locked(output):
            _recover(output, name)
            refuse_foreign(output / name, mark)
            draft = Path(tempfile.mkdtemp(prefix=f"{DRAFT}{name}-", dir=output))
            try:
                yield draft
                _swap(draft, output / name)
            finally:
                shutil.rmtree(draft, ignore_errors=True)


def prepare_output(output: Path) -> None:
    """Try to create the folder and to write into it, before any long work is done.

    The folder is removed again: a run that ends with an error of its input leaves none. Raises
    EnvironmentProblemError.
    """
    with write_errors_explained(output, reasons=FIRST_REASONS):
        made = [path for path in (output, *output.parents) if not path.exists()]
        output.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=output):
            pass
    with suppress(OSError):  # another run may have begun to use it
        for path in made:
            path.rmdir()


@contextmanager
def write_errors_explained(
    output: Path,
    elsewhere: str = "choose another folder with --output",
    reasons: Mapping[int, tuple[str, str]] = REASONS,
) -> Iterator[None]:
    """Turn an OSError that the machine's owner can repair into an EnvironmentProblemError.

    elsewhere: how to choose another place than `output`.
    """
    try:
        yield
    except OSError as error:
        known = reasons.get(error.errno or 0)
        if known is None:
            raise
        reason, repair = known
        # An error of copying names the file that is read first, then the one that is written.
        place = Path(os.fsdecode(error.filename2 or error.filename or output))
        temporary = Path(tempfile.gettempdir())
        if place.is_relative_to(temporary) and not output.absolute().is_relative_to(temporary):
            elsewhere = "name another folder for temporary files in TMPDIR"
        fix = f"{repair}, or {elsewhere}" if repair else elsewhere
        raise EnvironmentProblemError(
            f"{place}: cannot be written, {reason}\n  Fix: {fix}"
        ) from error


@contextmanager
def _locked(output: Path) -> Iterator[None]:
    """Only one run at a time writes into `output`; the lock dies with its process."""
    lock = FileLock(output / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise EnvironmentProblemError(
            f"{output}: another run is writing here\n"
            "  Fix: wait until it ends, or choose another folder with --output"
        ) from None
    try:
        yield
    finally:
        lock.release()


def _recover(output: Path, name: str) -> None:
    """Clear what a killed run left: remove drafts, restore an edition that was moved aside."""
    for path in sorted(output.glob(f"{ASIDE}{name}-*")):
        if (output / name).exists():
            shutil.rmtree(path)
        else:
            path.rename(output / name)
    for path in sorted(output.glob(f"{DRAFT}{name}-*")):
        shutil.rmtree(path)


def refuse_foreign(target: Path, mark: str) -> None:
    """Raise EnvironmentProblemError where something that is not an edition would be replaced."""
    if target.exists() and not (target / mark).is_file():
        raise EnvironmentProblemError(
            f"{target}: this is not an edition of ours (it has no {mark}) and is not replaced\n"
            "  Fix: choose another folder with --output"
        )


def _swap(draft: Path, target: Path) -> None:
    """Put the draft in the target's place by renaming; the former folder is removed."""
    draft.chmod(0o755)
    aside = draft.with_name(draft.name.replace(DRAFT, ASIDE, 1))
    try:
        if target.exists():
            target.rename(aside)
        draft.rename(target)
    finally:
        if aside.exists() and not target.exists():  # interrupted between the two
            aside.rename(target)
    shutil.rmtree(aside, ignore_errors=True)
