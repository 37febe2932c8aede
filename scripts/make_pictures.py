"""Take the pictures of the README: the page and a record in a notebook, from the sample articles.

Needs Chromium and `pip install playwright`. `python scripts/make_pictures.py` writes docs/pictures/*.png, and beside them a
hash of what they show. tests/test_docs.py demands that it is the hash of what would be shown now.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import extract
from extract.view.page import PageInfo, write_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent
ARTICLES = Path("corpora/articles")
PICTURES = ROOT / "docs" / "pictures"
SHOWN = "local/may-day-ceremony"
DAMAGED = "damaged/labour-medals"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


def main() -> None:
    """Write every picture, and the hash of what they show."""
    from playwright.sync_api import sync_playwright

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
        take_page(browser, page, "page-dark.png", scheme="dark", doc_id=DAMAGED, click="#with-source")
        cell = Path(folder) / "cell.html"
        record = next(record for record in records if record.doc_id == SHOWN)
        cell.write_text(
            f"<meta charset=utf-8><body style='font:14px sans-serif;margin:20px'>{record._repr_html_()}", "utf-8"
        )
        take_cell(browser, cell, "notebook-record.png")
        browser.close()
    (PICTURES / "shown.sha256").write_text(shown(records) + "\n")


def shown(records: Iterable[extract.Record]) -> str:
    """A hash of what the pictures are made of: the files of the page, `display.py` and the articles in the middle.

    The pixels are none of it, since fonts differ, nor the list of other articles at the edge.
    """
    hashed = hashlib.sha256()
    for file in sorted([*(ROOT / "extract" / "view" / "page").iterdir(), ROOT / "extract" / "display.py"]):
        hashed.update(file.read_bytes())
    for record in records:
        if record.doc_id in {SHOWN, DAMAGED}:
            hashed.update(record.model_dump_json(exclude={"provenance": True, "source": {"path"}}).encode())
    return hashed.hexdigest()


def take_page(browser: Browser, file: Path, name: str, *, scheme: str, doc_id: str, click: str) -> None:
    """A picture of the page with one article open and one thing clicked."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 760}, color_scheme=scheme, locale="en-GB", reduced_motion="reduce"
    )
    tab = context.new_page()
    tab.goto(f"{file.as_uri()}#{doc_id.replace('/', '%2F')}")
    tab.wait_for_selector("body[data-ready=texts]")
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
