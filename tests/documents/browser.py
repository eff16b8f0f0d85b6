"""A real browser, where the machine has one: Debian's Chromium, driven by Playwright."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, TypeAlias

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

Scheme: TypeAlias = Literal["light", "dark"]
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
# A container has no sandbox, no graphics card and little shared memory; nothing is asked of any
# network.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WCAG_22_AA = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa")
CONTRAST = "color-contrast"
HEIGHT = 900


def program() -> str:
    """The browser on this machine; the tests that need one are skipped elsewhere."""
    found = next((path for path in map(shutil.which, PROGRAMS) if path), None)
    if found is None:
        pytest.skip(f"no browser on this machine: none of {', '.join(PROGRAMS)} is on the PATH")
    return found


@contextmanager
def running() -> Iterator[Browser]:
    """The browser, closed at the end."""
    path = program()
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, file: Path, width: int, scheme: Scheme) -> Iterator[Page]:
    """A page of our own in a window of this width, without a network."""
    context: BrowserContext = browser.new_context(
        viewport={"width": width, "height": HEIGHT}, color_scheme=scheme, offline=True
    )
    page = context.new_page()
    page.goto(file.as_uri())
    yield page
    context.close()


def violations(page: Page, *, only: Sequence[str] = (), but: Sequence[str] = ()) -> list[str]:
    """What axe finds against WCAG 2.2 AA: by all rules, by some `only`, or by all `but` some."""
    options = {
        "runOnly": {"type": "rule", "values": list(only)} if only else list(WCAG_22_AA),
        "resultTypes": ["violations"],
        "rules": {rule: {"enabled": False} for rule in but},
    }
    found = Axe().run(page, options=options).response["violations"]
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]
