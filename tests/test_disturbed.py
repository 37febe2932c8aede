"""What a text went through on its way costs next to nothing: the sample articles, disturbed in each way, score as the clean ones do.

A disturbance takes a clean text and does to it what some program, page or printer does. None takes characters away, so that all
could be found again.
"""

import json
import re
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
import rjieba
from opencc import OpenCC

from extract import Article, Config, Pipeline
from extract.evaluate import evaluate, read_annotations
from extract.text.normalize import normalize

UNREAD = Path(__file__).parent.parent / "corpora" / "unread"
ROWS = [json.loads(line) for line in (UNREAD / "articles.jsonl").read_text("utf-8").splitlines()]
GOLD = read_annotations(UNREAD / "gold.jsonl", "id")
HAN = "\u4e00-\u9fff"
BORDER = re.compile(rf"(?<=[{HAN}])(?=[0-9])|(?<=[0-9])(?=[{HAN}])")
TOLERANCE = 0.02
"""Of mean F1: a space within an award's name, or a paragraph that ended where its line was full, is lost for good."""


def wrap(width, indent="", columns=lambda character: 1 + (character > "\u2e80")):
    """Lines of at most `width` columns; a mark may hang over, and none begins a line."""

    def paragraph(text):
        lines, used = [""], 0
        for character in indent + text.strip():
            if used + columns(character) > width and character not in "，。、；：！？”》）":
                lines.append("")
                used = 0
            lines[-1] += character
            used += columns(character)
        return "\n".join(lines)

    return lambda text: "\n".join(map(paragraph, text.split("\n")))


def translate(**characters):
    return lambda text: text.translate(str.maketrans(characters))


def shown_in(page):
    """UTF-8 as a page of one byte a character shows it; what it cannot show are control characters."""
    return lambda text: "".join(bytes((byte,)).decode(page, "ignore") or chr(byte) for byte in text.encode())


DISTURBANCES = {
    "wrapped at 40 columns": wrap(40),
    "wrapped at 60 columns and indented": wrap(60, "　　"),
    "wrapped at 76 columns": wrap(76),
    "wrapped at 35 characters": wrap(35, columns=lambda _: 1),
    "wrapped, with blank lines between": lambda text: wrap(60)(text).replace("\n", "\n\n"),
    "parted into words": lambda text: "\n".join(" ".join(rjieba.cut(line)) for line in text.split("\n")),
    "parted into characters": lambda text: "\n".join(" ".join(line) for line in text.split("\n")),
    "spaces around numbers": lambda text: BORDER.sub(" ", text),
    "spaces behind marks": lambda text: re.sub("([，。、；])(?!\n)", r"\1 ", text),
    "commas and brackets of ASCII": translate(**dict(zip("，：；？！（）", ",:;?!()", strict=True))),
    "commas of ASCII with spaces": lambda text: re.sub(
        "[，：；]", lambda mark: {"，": ", ", "：": ": ", "；": "; "}[mark[0]], text
    ),
    "dots as full stops": translate(**{"。": "."}),
    "wide dots as full stops": translate(**{"。": "．"}),
    "tags of HTML": lambda text: "".join(
        f"<p>{re.sub('([0-9]+)', r'<b>{}</b>'.format(chr(92) + '1'), line)}</p>" for line in text.split("\n")
    ),
    "escapes of JSON": lambda text: json.dumps(text)[1:-1],
    "escapes of an address": quote,
    "literal line ends": lambda text: text.replace("\n", "\\n"),
    "spaces without their semicolon": lambda text: "\n".join(f"&nbsp&nbsp{line}" for line in text.split("\n")),
    "straight quotation marks": translate(**{"“": '"', "”": '"'}),
    "numbers of footnotes": lambda text: re.sub("([。，])", r"[1]\1", text),
    "traditional": OpenCC("s2t").convert,
    "wide digits": translate(**{str(digit): chr(0xFF10 + digit) for digit in range(10)}),
    "figures set apart": lambda text: re.sub("(?<=[0-9])(?=[0-9])", " ", text),
    "zeros as letters": lambda text: re.sub("(?<=[0-9])0", "O", text),
    "ones as letters": lambda text: re.sub("(?<=[0-9])1|1(?=[0-9])", "l", text),
    "days as one character": lambda text: re.sub(
        "(?<![0-9])([12]?[0-9]|3[01])日", lambda day: chr(0x33DF + int(day[1])) if day[1] != "0" else day[0], text
    ),
    "numbers of pages": lambda text: "".join(
        f"{text[at : at + 300]}\n— {page} —\n" for page, at in enumerate(range(0, len(text), 300), 1)
    ),
    "a quoted mail": lambda text: re.sub("^", "> ", wrap(70)(text), flags=re.MULTILINE),
    "clauses in turn traditional": lambda text: re.sub(
        "([^，。]*[，。])([^，。]*[，。])", lambda two: two[1] + OpenCC("s2t").convert(two[2]), text
    ),
    "UTF-8 as windows-1251": shown_in("cp1251"),
    "UTF-8 as on a Mac": shown_in("mac_roman"),
    "UTF-8 as DOS shows it": shown_in("cp437"),
}


@pytest.fixture(scope="module")
def pipeline():
    return Pipeline(Config())


def mean_f1(pipeline, disturb):
    articles = (
        Article(row["id"], disturb(row["text"]), published=row["published"] and date.fromisoformat(row["published"]))
        for row in ROWS
    )
    records = {result.doc_id: result.model_dump(mode="json") for result in pipeline.pipe(articles)}
    return evaluate(GOLD.values(), records).mean_f1


@pytest.fixture(scope="module")
def undisturbed(pipeline):
    return mean_f1(pipeline, str)


@pytest.mark.parametrize("disturbance", DISTURBANCES)
def test_disturbed_articles_score_as_clean_ones_do(pipeline, undisturbed, disturbance):
    assert mean_f1(pipeline, DISTURBANCES[disturbance]) > undisturbed - TOLERANCE


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_clean_articles_are_left_as_they_are(row):
    aligned = normalize(row["text"])
    assert not {edit.kind for edit in aligned.repairs} & {
        "wrapped",
        "escape",
        "tag",
        "punctuation",
        "misread",
        "page_number",
        "quoted",
    }
