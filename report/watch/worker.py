"""A process that has loaded what is slow to load and nothing that draws, and waits for tasks.

What draws is imported with the first task, so it is as it then stands on the disk. The watch
keeps a worker while only documents and their look change: charts are then used again.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path

# Imported by documents, engines and lists; together more than a second.
SLOW = (
    "analysis.intake.read",
    "analysis.results.store",
    "babel.numbers",
    "fontTools.ttLib",
    "jinja2",
    "matplotlib.backends.backend_svg",
    "matplotlib.pyplot",
    "pypandoc",
    "report.engines.brand",
    "scipy.stats",
    "typst",
    "uharfbuzz",
    "xlsxwriter",
)


def work(workplace: Path) -> None:
    """Answer one task a line, until the watch closes the line."""
    for name in SLOW:
        import_module(name)
    # The fonts inside the style sheet do not change; making them takes more than a second.
    import_module("report.engines.brand").embedded_fonts()
    engine = None
    for line in sys.stdin:
        from report.engines.embedded import EmbeddedEngine
        from report.watch.messages import Task
        from report.watch.rerender import answer

        engine = engine or EmbeddedEngine(workplace)
        print(answer(Task.model_validate_json(line), engine).model_dump_json(), flush=True)


if __name__ == "__main__":
    try:
        work(Path(sys.argv[1]))
    except BrokenPipeError:
        os._exit(0)  # the watch has ended and hears no answer
