"""Make the encoded, wrapped and damaged articles out of the clean texts in `clean/`.

usage: python corpora/build.py [--check]

`clean/ID.txt` is what a reader sees, in UTF-8. `RECIPES` says how each of them was published; the result is
`articles/ID.txt` or `articles/ID.html`. With `--check` nothing is written, and the exit code is 1 if a file is stale.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from functools import cache, partial
from html import escape
from pathlib import Path

import opencc

HERE = Path(__file__).parent
CLEAN = HERE / "clean"
ARTICLES = HERE / "articles"

# What one careless converter wrote behind the traditional characters that it had just made.
READINGS = {
    "獎": "jiǎng", "勵": "lì", "國": "guó", "區": "qū", "會": "huì", "號": "hào", "學": "xué", "習": "xí",
    "導": "dǎo", "領": "lǐng", "個": "gè", "強": "qiáng", "進": "jìn", "發": "fā", "質": "zhì", "長": "zhǎng",
    "黨": "dǎng", "書": "shū", "業": "yè", "對": "duì", "護": "hù", "關": "guān", "榮": "róng", "體": "tǐ",
    "動": "dòng", "場": "chǎng", "協": "xié", "結": "jié", "競": "jìng", "賽": "sài", "當": "dāng", "選": "xuǎn",
    "現": "xiàn", "務": "wù", "隊": "duì", "員": "yuán", "環": "huán", "術": "shù",
}  # fmt: skip
CUT_OUT = re.compile("(、|，|；|？)".encode("gbk"))
# Characters that also stand in traditional text, so that the converter let them be, and its forms of two others.
STAY = frozenset("里后余岳于并干系征采范杰斗群")
USUAL_FORMS = str.maketrans("爲衆", "為眾")
FOLD = str.maketrans("，；：？！（）", ",;:?!()")
# Marks that a chat programme leaves and no reader sees: zero-width spaces, a word joiner, a no-break space.
INVISIBLE = str.maketrans({"【": "\u200b【", "】": "】\u200b", "（": "\u2060（", "：": "：\u200b"})


def plain(text: str, *, encoding: str) -> bytes:
    """A text file as an old editor saved it."""
    return text.encode(encoding)


def page(text: str, *, template: str, encoding: str) -> bytes:
    """A saved web page: the paragraphs of `text` within the page that `template` holds."""
    body = "\n".join(f"<p>{escape(line, quote=False)}</p>" for line in text.splitlines() if line.strip())
    return (CLEAN / template).read_text(encoding="utf-8").replace("{{body}}", body).encode(encoding)


def pasted(text: str) -> bytes:
    """A message copied out of a chat: byte order mark, Windows line ends, invisible characters."""
    return text.translate(INVISIBLE).replace("\n", "\r\n").encode("utf-8-sig")


def annotated(text: str) -> bytes:
    """A page made traditional whose new characters carry their reading, and which lost step on the way."""
    return "\n".join(map(_annotated_line, text.split("\n"))).encode("utf-8")


def _annotated_line(line: str) -> str:
    """`line` after a converter that replaced byte pairs wherever they stand, in step with the characters or not."""
    data = "".join(map(_traditional, line)).encode("gbk")
    for char, reading in sorted(READINGS.items(), key=lambda item: item[0].encode("gbk")):
        data = data.replace(char.encode("gbk"), f"{char}({reading})".encode("gbk"))
    second_pass = CUT_OUT.split(_careless(data).encode("gbk"))
    return "".join(map(_careless, second_pass)).translate(FOLD)


@cache
def _traditional(char: str) -> str:
    """The converter's traditional form of `char`, one to one."""
    return char if char in STAY else str(_converter().convert(char)).translate(USUAL_FORMS)


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


def _careless(data: bytes) -> str:
    """`data` read as GBK, where a lead byte with an impossible trail byte becomes one `?` that swallows both."""
    return "".join(_characters(data))


def _characters(data: bytes) -> Iterator[str]:
    at = 0
    while at < len(data):
        width = 1 if data[at] < 0x80 else 2
        try:
            yield data[at : at + width].decode("gbk")
        except UnicodeDecodeError:
            yield "?"
        at += width


RECIPES: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "damaged/labour-medals": (".txt", annotated),
    "education/university-honours": (
        ".html",
        partial(page, template="education/university-honours.page.html", encoding="gb18030"),
    ),
    "military/regiment-honour": (".txt", partial(plain, encoding="gb18030")),
    "misc/pasted-from-chat": (".txt", pasted),
    "notices/textbook-prize-notice": (".txt", partial(plain, encoding="gb18030")),
    "people/obituary-bridge-engineer": (".txt", partial(plain, encoding="gb18030")),
    "science/national-science-prizes": (
        ".html",
        partial(page, template="science/national-science-prizes.page.html", encoding="utf-8"),
    ),
    "taiwan/firefighter-awards": (
        ".html",
        partial(page, template="taiwan/firefighter-awards.page.html", encoding="big5"),
    ),
    "taiwan/model-labour": (".txt", partial(plain, encoding="big5")),
    "taiwan/roc-years-archive": (".txt", partial(plain, encoding="big5")),
}


def build() -> Iterator[tuple[Path, bytes]]:
    """Each derived article's path and content, in the order of the recipes."""
    for name, (suffix, recipe) in RECIPES.items():
        text = (CLEAN / f"{name}.txt").read_text(encoding="utf-8")
        yield ARTICLES / f"{name}{suffix}", recipe(text)


def main(arguments: list[str]) -> int:
    """Write the derived articles, or with `--check` name those that are stale."""
    stale = [(path, content) for path, content in build() if not path.exists() or path.read_bytes() != content]
    for path, content in stale:
        sys.stderr.write(f"{'stale' if arguments else 'written'}: {path.relative_to(HERE)}\n")
        if not arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    return int(bool(stale and arguments))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
