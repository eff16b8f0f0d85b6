"""index.html over all editions: one file, written anew when an edition is."""

from __future__ import annotations

import hashlib
from pathlib import Path

from report.edition.atomic_folder import write_errors_explained
from report.edition.listed import edition_folders, list_edition
from report.edition.manifest import FILE, hash_drawing

INDEX = "index.html"


def write_index(output: Path) -> tuple[Path, ...]:
    """Write the page, whole or not at all, unless it is there already; returns its path.

    Nothing is written where there is no edition. Raises EnvironmentProblemError where it cannot
    be written.
    """
    folders, page = edition_folders(output), output / INDEX
    if not folders:
        return ()
    stamp = _stamp(folders)
    if not page.is_file() or stamp not in page.read_text(encoding="utf-8", errors="replace"):
        # Imported here: the libraries behind charts take seconds to load.
        from report.edition.index_page import draw_index

        text = draw_index([list_edition(folder) for folder in folders], stamp)
        with write_errors_explained(output):
            draft = output / f".{INDEX}.part"
            draft.write_text(text, encoding="utf-8")
            draft.replace(page)
    return (page,)


def _stamp(folders: list[Path]) -> str:
    """A hash of all that the page tells and of what draws it."""
    digest = hashlib.sha256(hash_drawing().encode("ascii"))
    for folder in folders:
        names = sorted(path.name for path in folder.iterdir())
        digest.update(f"{folder.name} {names}".encode())
        digest.update((folder / FILE).read_bytes())
    return digest.hexdigest()
