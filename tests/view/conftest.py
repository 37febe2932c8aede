"""A real browser for the page: Debian's Chromium, driven by Playwright."""

import os
import shutil

import pytest

from extract.view.page import PageInfo, write_page

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def browser():
    """One browser for all tests. Without one they are skipped on a desk, and fail where everything is checked."""
    if CHROMIUM is None and not os.environ.get("CI"):
        pytest.skip("no Chromium here: apt-get install chromium")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def open_page(browser, tmp_path):
    """Writes the page of some records and opens it; what the page logs as an error fails the test."""
    complaints = []
    contexts = []

    def make(records, name="run", failures=(), ready="texts", **context):
        file = tmp_path / "page.html"
        write_page(records, file, PageInfo(name, (), failures))
        contexts.append(browser.new_context(locale="en-GB", reduced_motion="reduce", **context))
        page = contexts[-1].new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "request", lambda sent: complaints.append(sent.url) if not sent.url.startswith(("file:", "blob:")) else None
        )
        page.goto(file.as_uri())
        page.wait_for_selector("body[data-ready]" if ready == "list" else f"body[data-ready={ready}]")
        return page

    yield make
    for context in contexts:
        context.close()
    assert complaints == []
