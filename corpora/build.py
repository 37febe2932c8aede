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
# A second tool writes the bare reading, twice, behind any character it likes, and breaks nothing.
BARE_READINGS = {
    "会": "hui",
    "村": "cun",
    "道": "dao",
    "县": "xian",
    "镇": "zhen",
    "动": "dong",
    "起": "qi",
    "年": "nian",
}
USUAL_FORMS = str.maketrans("爲衆", "為眾")
FOLD = str.maketrans("，；：？！（）", ",;:?!()")
# Marks that a chat programme leaves and no reader sees: zero-width spaces, a word joiner, a no-break space.
INVISIBLE = str.maketrans({"【": "\u200b【", "】": "】\u200b", "（": "\u2060（", "：": "：\u200b"})


def clean(article: str) -> str:
    """The text of an article by its id."""
    return (CLEAN / f"{article}.txt").read_text(encoding="utf-8")


def plain(article: str, *, encoding: str) -> bytes:
    """A text file as an old editor saved it."""
    return clean(article).encode(encoding)


def page(article: str, *, encoding: str) -> bytes:
    """A saved web page: the paragraphs of the text within the page that `ID.page.html` holds."""
    body = "\n".join(f"<p>{escape(line, quote=False)}</p>" for line in clean(article).splitlines() if line.strip())
    return (CLEAN / f"{article}.page.html").read_text(encoding="utf-8").replace("{{body}}", body).encode(encoding)


def pasted(article: str) -> bytes:
    """A message copied out of a chat: byte order mark, Windows line ends, invisible characters."""
    return clean(article).translate(INVISIBLE).replace("\n", "\r\n").encode("utf-8-sig")


def annotated(article: str) -> bytes:
    """A page made traditional whose new characters carry their reading, and which lost step on the way."""
    return "\n".join(map(_annotated_line, clean(article).split("\n"))).encode("utf-8")


def doubled(article: str) -> bytes:
    """A simplified page with bare pinyin, twice, behind some characters."""
    noise = str.maketrans({char: char + f"({reading})" * 2 for char, reading in BARE_READINGS.items()})
    return clean(article).translate(noise).encode("utf-8")


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
    "damaged/pinyin-doubled": (".txt", doubled),
    "disaster/earthquake-flash": (".txt", partial(plain, encoding="gb18030")),
    "education/university-honours": (".html", partial(page, encoding="gbk")),
    "foreign/embassy-brief": (".html", partial(page, encoding="utf-8")),
    "foreign/friendship-award": (".html", partial(page, encoding="gbk")),
    "military/regiment-honour": (".txt", partial(plain, encoding="gb18030")),
    "misc/pasted-from-chat": (".txt", pasted),
    "notices/textbook-prize-notice": (".txt", partial(plain, encoding="gb18030")),
    "people/obituary-bridge-engineer": (".txt", partial(plain, encoding="gb18030")),
    "science/national-science-prizes": (".html", partial(page, encoding="utf-8")),
    "taiwan/firefighter-awards": (".html", partial(page, encoding="big5")),
    "taiwan/job-fair-notice": (".txt", partial(plain, encoding="big5")),
    "taiwan/model-labour": (".txt", partial(plain, encoding="big5")),
    "taiwan/roc-years-archive": (".txt", partial(plain, encoding="big5")),
    "unions/women-federation": (".txt", partial(plain, encoding="gb18030")),
}


def build() -> Iterator[tuple[Path, bytes]]:
    """Each derived article's path and content, in the order of the recipes."""
    for article, (suffix, recipe) in RECIPES.items():
        yield ARTICLES / f"{article}{suffix}", recipe(article)


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
