"""Take the pictures of the README: the page and a record in a notebook, from the sample articles.

Needs Chromium and `pip install playwright`. `python scripts/make_pictures.py` writes docs/pictures/*.png.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

import extract
from extract.view.page import PageInfo, write_page

ROOT = Path(__file__).parent.parent
ARTICLES = Path("corpora/articles")
PICTURES = ROOT / "docs" / "pictures"
SHOWN = "local/may-day-ceremony"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


def main() -> None:
    """Write every picture."""
    os.chdir(ROOT)  # so that the pictures show paths as a reader would see them
    inputs = [ARTICLES, ARTICLES / "city-briefs.jsonl"]
    results = extract.Pipeline().pipe(extract.read_articles(inputs))
    records = [result for result in results if isinstance(result, extract.Record)]
    PICTURES.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = Path(folder) / "page.html"
        write_page(records, page, PageInfo("临湖日报"))
        take_page(browser, page, "page-light.png", scheme="light", doc_id=SHOWN, click=".field[data-path='people.1']")
        take_page(browser, page, "page-dark.png", scheme="dark", doc_id="damaged/labour-medals", click="#with-source")
        cell = Path(folder) / "cell.html"
        record = next(record for record in records if record.doc_id == SHOWN)
        cell.write_text(
            f"<meta charset=utf-8><body style='font:14px sans-serif;margin:20px'>{record._repr_html_()}", "utf-8"
        )
        take_cell(browser, cell, "notebook-record.png")
        browser.close()


def take_page(browser: Browser, file: Path, name: str, *, scheme: str, doc_id: str | None, click: str | None) -> None:
    """A picture of the page with one article open and one thing clicked."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 760}, color_scheme=scheme, locale="en-GB", reduced_motion="reduce"
    )
    tab = context.new_page()
    tab.goto(f"{file.as_uri()}#{doc_id.replace('/', '%2F') if doc_id else ''}")
    tab.wait_for_selector("body[data-ready=texts]")
    if click:
        tab.click(click)
    tab.screenshot(path=PICTURES / name)
    context.close()


def take_cell(browser: Browser, file: Path, name: str) -> None:
    """A picture of what a notebook shows below a cell."""
    tab = browser.new_page(viewport={"width": 900, "height": 620})
    tab.goto(file.as_uri())
    tab.screenshot(path=PICTURES / name)
    tab.close()


if __name__ == "__main__":
    main()
