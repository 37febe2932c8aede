"""Line ends are planted in sample articles, and found again; those of paragraphs stay."""

import json
import re
from pathlib import Path

import pytest

from extract.text.layout import wrapped
from extract.text.normalize import normalize

ROWS = (Path(__file__).parents[2] / "corpora" / "unread" / "articles.jsonl").read_text("utf-8").splitlines()
TEXTS = [normalize(json.loads(row)["text"]).text for row in ROWS]
SENTENCE_END = re.compile("[。！？：；][”’」』）]*$")


def planted(text, width):
    """`text` in lines of `width` columns, and where it was broken inside a sentence."""
    lines, breaks, length = [], set(), 0
    for paragraph in text.split("\n"):
        line, used = "", 0
        for character in paragraph.strip():
            size = 2 if character > "\u2e80" else 1
            if used + size > width and character not in "，。、；：！？”》）":
                lines.append(line)
                length += len(line) + 1
                if not SENTENCE_END.search(line):
                    breaks.add(length - 1)
                line, used = "", 0
            line += character
            used += size
        lines.append(line)
        length += len(line) + 1
    return "\n".join(lines), breaks


@pytest.mark.parametrize("width", range(28, 84, 8))
def test_planted_line_ends_are_found(width):
    total = found = wrong = 0
    for text in TEXTS:
        page, breaks = planted(text, width)
        starts = {change.start for change in wrapped(page)}
        total, found, wrong = total + len(breaks), found + len(starts & breaks), wrong + len(starts - breaks)
    assert found > 0.9 * total
    assert (
        wrong <= 0.02 * total
    )  # headings and rows of lists that are as long as the lines around them, most of them at 28 columns


@pytest.mark.parametrize("text", TEXTS)
def test_lines_that_nobody_wrapped_stay(text):
    assert not list(wrapped(text))
