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

FIX_ASIDE = "make room there, or name another folder for temporary files in TMPDIR"
DRAFT, ASIDE = ".draft-", ".previous-"
LOCK = ".retention.lock"
# What the machine's owner can repair; any other failure of a file is a bug of ours.
REASONS = {
    errno.EACCES: "permission is denied",
    errno.EPERM: "permission is denied",
    errno.EROFS: "the disk is read-only",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.ENOTDIR: "a file stands where a folder should be",
    errno.EEXIST: "a file stands where a folder should be",
    errno.ENAMETOOLONG: "the name is too long",
}

# Before anything is made, a place that cannot be reached is the owner's, too.
NO_PLACE = {
    errno.ENOENT: "there is no such place",
    errno.ELOOP: "its links lead in a circle",
    errno.EINVAL: "the system does not allow this name",
    errno.EIO: "the disk does not answer",
    errno.EBUSY: "the place is in use",
}


@contextmanager
def draft_folder(output: Path, name: str, mark: str) -> Iterator[Path]:
    """An empty folder that becomes `output`/`name` when the block ends without an error.

    `mark` is a file that every such folder holds: a folder without it is somebody else's and
    is never replaced. Whatever a killed run left is put right first; two runs at once are
    refused. Raises EnvironmentProblemError.
    """
    with explained(output):
        output.mkdir(parents=True, exist_ok=True)
        with locked(output):
            recover(output, name)
            refuse_foreign(output / name, mark)
            draft = Path(tempfile.mkdtemp(prefix=f"{DRAFT}{name}-", dir=output))
            try:
                yield draft
                swap(draft, output / name)
            finally:
                shutil.rmtree(draft, ignore_errors=True)


def prepare_output(output: Path) -> None:
    """Try to create the folder and to write into it, before any long work is done.

    Nothing is left: a run that ends for its input makes no folder. Raises
    EnvironmentProblemError.
    """
    with explained(output, reasons=REASONS | NO_PLACE):
        made = [path for path in (output, *output.parents) if not path.exists()]
        output.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=output):
            pass
    with suppress(OSError):  # another run may have begun to use it
        for path in made:
            path.rmdir()


@contextmanager
def explained(
    output: Path,
    fix: str = "make room or choose another folder with --output",
    reasons: Mapping[int, str] = REASONS,
) -> Iterator[None]:
    """Turn an OSError that the machine's owner can repair into one that says how."""
    try:
        yield
    except OSError as error:
        reason = reasons.get(error.errno or 0)
        if reason is None:
            raise
        # Of a copy the second name is the one that is written.
        place = Path(os.fsdecode(error.filename2 or error.filename or output))
        aside = Path(tempfile.gettempdir())
        elsewhere = place.is_relative_to(aside) and not output.absolute().is_relative_to(aside)
        raise EnvironmentProblemError(
            f"{place}: cannot be written, {reason}\n  Fix: {FIX_ASIDE if elsewhere else fix}"
        ) from error


@contextmanager
def locked(output: Path) -> Iterator[None]:
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


def recover(output: Path, name: str) -> None:
    """Put right what a killed run left: drafts go; an edition moved aside comes back."""
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


def swap(draft: Path, target: Path) -> None:
    """Put the draft in the target's place by renaming; the former folder is removed."""
    draft.chmod(0o755)
    aside = draft.with_name(draft.name.replace(DRAFT, ASIDE, 1))
    if target.exists():
        target.rename(aside)
    draft.rename(target)
    shutil.rmtree(aside, ignore_errors=True)
