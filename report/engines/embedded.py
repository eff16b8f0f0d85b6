"""The embedded engine: Pandoc and Typst from Python packages, no other program."""

from __future__ import annotations

import gc
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import typst

from report.engines.brand import font_files, stylesheet, typst_palette
from report.engines.errors import DocumentError
from report.engines.job import WORD, Format, Job, Say
from report.engines.pandoc import convert
from report.engines.qmd_cells import CellCache, run_source
from report.engines.qmd_source import Source, display_path, read_source
from report.engines.qmd_subset import check_subset
from report.engines.word import draw_charts, write_reference
from report.paths import BRAND, LUA

READER = "markdown"
STYLE = "report.css"
FONTS = "fonts"
FLOATS = LUA / "embedded.lua"
# A writer that runs the filters embedded.lua and blocks.lua and fills both templates.
PAGE_AND_CODE = LUA / "both.lua"
WORD_BLOCKS = LUA / "word.lua"
# In Word the title is no heading, so sections begin at the first level.
SECTIONS_FIRST = "--shift-heading-level-by=-1"
# PDF/UA-1: screen readers find title, language, headings, table headers and alt texts.
STANDARDS: list[typst.PDFStandard] = ["ua-1"]


@dataclass(slots=True)
class EmbeddedEngine:
    """Renders the declared subset of Quarto Markdown (README.md beside this file).

    workplace: a folder that is kept between renderings of the same results. Then a cell whose code
    and the code before it are unchanged is not run again.
    """

    workplace: Path | None = None
    name: str = field(default="embedded", init=False)
    _cache: CellCache = field(default_factory=dict, init=False)

    def render(self, jobs: Sequence[Job], results: Path, output: Path, say: Say) -> None:
        """Write the files of every job; cells run once for all formats.

        Raises DocumentError and CellError, each with the document's file and line.
        """
        sources = [read_source(job.source) for job in jobs]
        for source in sources:
            check_subset(source.pieces)
        with (
            garbage_collection_paused(),
            self._folder() as work,
            _environment(
                RETENTION_RESULTS=str(results.resolve()),
                RETENTION_FIGURES=str(work / "_build" / "figures"),
            ),
        ):
            _copy_fonts(work)
            for job, source in zip(jobs, sources, strict=True):
                say(f"{job.name}: {' and '.join(suffix.upper() for suffix in job.formats)}")
                markdown = run_source(source, self._cache if self.workplace else None)
                _write_files(source, markdown, work, job, output)

    @contextmanager
    def _folder(self) -> Iterator[Path]:
        """Where charts and fonts are written while documents are rendered."""
        if self.workplace is not None:
            yield self.workplace
            return
        with tempfile.TemporaryDirectory(prefix="retention-") as folder:
            yield Path(folder)


@contextmanager
def _environment(**values: str) -> Iterator[None]:
    """Set these environment variables, and restore the former ones afterwards."""
    before: Mapping[str, str | None] = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def garbage_collection_paused() -> Iterator[None]:
    """No cyclic garbage collection meanwhile, nor when the process ends.

    Charts leave some 80 MB in reference cycles; collecting them takes a tenth of the time of an
    edition. Garbage is frozen, then collected before the next render of the same process.
    """
    before = gc.isenabled()
    if gc.get_freeze_count():
        gc.unfreeze()
        gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if before:
            gc.enable()


def _write_files(source: Source, markdown: str, work: Path, job: Job, output: Path) -> None:
    made: dict[Format, bytes] = {}
    if set(job.formats) - {WORD}:
        page, code = _to_html_and_typst(source, markdown, work)
        made["html"] = page
        if "pdf" in job.formats:
            made["pdf"] = _compile(code, work)
    if WORD in job.formats:
        made[WORD] = _to_word(source, markdown, work)
    for suffix in job.formats:
        (output / f"{job.name}.{suffix}").write_bytes(made[suffix])


def _to_html_and_typst(source: Source, markdown: str, work: Path) -> tuple[bytes, bytes]:
    """One self-contained HTML file, and the Typst code of the document.

    Reading Markdown costs more than writing it, so it is read once for both.
    """
    arguments = [f"--to={PAGE_AND_CODE}", f"--css={STYLE}"]
    arguments += ["--toc", "--toc-depth=3"] if source.front.get("toc") else []
    arguments += [f"--variable=report-palette:{typst_palette()}"]
    page, code = _converted(source, markdown, arguments, work).split(b"\0")
    # Charts are in the page already (blocks.lua). Pandoc's --embed-resources would parse all of
    # them again to find this one link, which takes longer than the rest of its work.
    link, style = f'<link rel="stylesheet" href="{STYLE}">', f"<style>\n{stylesheet()}</style>"
    return page.replace(link.encode("utf-8"), style.encode("utf-8")), code


def _to_word(source: Source, markdown: str, work: Path) -> bytes:
    """The Word file, without a table of contents: Word has its own list of headings."""
    draw_charts(markdown, work, _fonts(work))
    arguments = ["--to=docx", "--output=-", "--standalone", SECTIONS_FIRST]
    arguments += [f"--lua-filter={FLOATS}", f"--lua-filter={WORD_BLOCKS}"]
    arguments += [f"--reference-doc={write_reference(work)}"]
    return _converted(source, markdown, arguments, work)


def _converted(source: Source, markdown: str, arguments: Sequence[str], work: Path) -> bytes:
    """The document through Pandoc. Raises DocumentError where that fails."""
    try:
        return convert(markdown, [*_common_arguments(source, work), *arguments], folder=work)
    except RuntimeError as error:
        raise DocumentError(
            display_path(source.path), _filter_message(str(error)), fix="correct the document"
        ) from None


def _common_arguments(source: Source, work: Path) -> list[str]:
    arguments = [f"--from={READER}", "--wrap=none", "--no-highlight"]
    arguments += [f"--metadata=report-root:{work}", f"--metadata=report-brand:{BRAND}"]
    settings = (item for item in source.front.items() if item[0] != "toc")
    return [*arguments, *(f"--metadata={key}:{value}" for key, value in settings)]


def _compile(code: bytes, work: Path) -> bytes:
    """The PDF, tagged for screen readers; the same code gives the same bytes.

    Raises TypstError where the code does not compile, RuntimeError where Typst warns (of a
    missing font, of a layout that does not converge): both are bugs of ours.
    """
    compiler = typst.Compiler(code, root=work, font_paths=_fonts(work))
    pdf, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=STANDARDS)
    if warnings or not isinstance(pdf, bytes):
        said = "; ".join(str(warning) for warning in warnings)
        raise RuntimeError(f"Typst warns: {said or 'it made no PDF'}")
    return pdf


def _fonts(work: Path) -> typst.Fonts:
    """Our two font families only, so that every machine sets the same pages."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(work / FONTS)],
    )


def _copy_fonts(work: Path) -> None:
    """Put our fonts into a folder: Typst takes folders only, and matplotlib's holds others, too."""
    (work / FONTS).mkdir(exist_ok=True)
    for font in font_files():
        if not (work / FONTS / font.name).exists():
            shutil.copyfile(font, work / FONTS / font.name)


def _filter_message(text: str) -> str:
    """The message that our Lua filter ended with, without Lua's own trace.

    >>> _filter_message("Error running filter x.lua:\\nx.lua:3: @fig-y refers to nothing\\nstack")
    '@fig-y refers to nothing'
    """
    found = re.search(r"\.lua:\d+: (.+)", text)
    return found[1].strip() if found else text
