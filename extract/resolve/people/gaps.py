"""What the text between two mentions of names and posts says about the two."""

from __future__ import annotations

from extract.extractors.people.lists import countries
from extract.text import patterns as re

_BRACKETED = re.compile(r"[（(][^（）()]{1,60}[）)]")
_NOISE = re.compile(r"[\s“”「」『』\"]|同志|先生|女士")
_ADDRESSED = re.compile(r"先生|女士")
_WORDS = {
    "": "adjacent",
    "、": "list",
    "/": "list",
    "／": "list",
    "和": "and",
    "及": "beside",
    "以及": "beside",
    "与": "and",
    "暨": "together",
    "、以及": "beside",
    "、及": "beside",
    "并": "and",
    "兼": "chain",
    "兼任": "chain",
    "并兼任": "chain",
    "、兼": "chain",
    "、并": "chain",
    "，兼": "chain",
    "并兼": "chain",
    "、现任": "chain",
    "、时任": "chain",
    "人选": "adjacent",
    "：": "colon",
    "|": "colon",
    "｜": "colon",
    "丨": "colon",
    "（": "bracket",
    "(": "bracket",
    "［": "bracket",
    "【": "bracket",
    "，": "comma",
    "由": "from",
    "从": "from",
}
_PHRASES = (
    ("dismiss", re.compile(r"，?(?:并)?(?:不再担任|不再兼任|辞去|卸任|免去|被免去|免去其|曾任|曾担任)$")),
    (
        "appoint",
        re.compile(
            r"，?(?:(?:祝贺|恭喜)?[他她其])?(?:此前|生前|随后|其后|后来|后|同时|曾经|曾|并|均|都|分别|仍|一直|长期|先后|再次|成功)?(?:已|将|现|拟)?(?:被|获)?(?:任命|提名|推选|选举|聘任|聘|选)?"
            r"(?:代理|就任|赴任|为|任|担任|出任|兼任|晋升|晋升为|接任|改任|转任|续任|连任|当选|当选为|当选成为|任职)(?:新任|新一任)?$"
        ),
    ),
    ("bracket", re.compile(r"(?:[男女]|[\u4e00-\u9fff]{1,3}族|\d{2}岁?|中共党员|大专|本科){1,4}$")),  # a row of a table
    ("bracket", re.compile(r"[（(](?:[^（）()，,、；。]{1,10}[，,、]){1,3}$")),
    (
        "heading",
        re.compile(r"(?:并.{0,14})?(?:的)?(?:人选|候选人|还有|另有|有|为|是|包括|分别为|分别是|名单(?:如下)?)：$"),
    ),
    ("be", re.compile(r"，?(?:生前|曾经|曾|原|原本|还|也)?(?:是|系|现任|现为|时任|身为|作为|分别是|分别为)$")),
    (
        "adjacent",  # 教师、全国优秀班主任甲
        re.compile(
            r"(?:、[^，。；、]{0,16}(?:获得者|得主|模范|劳模|个人|工作者|标兵|能手|工匠|状元|冠军|人物|[旗歌鼓]手|英雄|好人|"
            r"党员|优秀[^，。；、]{2,5}|干部|企业家|红军|知青)){1,3}$"
        ),
    ),
    ("list", re.compile(r"、(?:负责|分管|主持)(?:日常)?工作的$")),
    ("listed", re.compile(r"(?:等(?:[一二两三四五六七八九十\d]+[位名人](?=[为任]))?|[两二三四]位)(?:为|任)?$")),
    ("counted", re.compile(r"等?[一二两三四五六七八九十\d]+[位名人]$")),
)
_OF_PERSONS = frozenset(("知名", "著名", "青年", "资深", "当代", "旅美", "旅欧"))
"""What stands before a profession and is no part of it, like the country in 评审团主席、葡萄牙导演."""


def classify_gap(between: str) -> str:
    """What the text between two mentions says about them, as one word.

    >>> classify_gap("、"), classify_gap("（正部级）"), classify_gap("当选为"), classify_gap("昨日在")
    ('list', 'adjacent', 'appoint', 'far')
    """
    if between in _WORDS:
        return _WORDS[between]
    if len(between) > 80 or "\n" in between:
        return "far"
    plain = _NOISE.sub("", _BRACKETED.sub("", between)).replace(":", "：").replace(",", "，")
    if plain == "、" and len(between) > 1 and _ADDRESSED.search(between):
        return "beside"  # 会长甲先生、乙女士
    if between.isspace():
        return "space"
    if plain in _WORDS:
        return _WORDS[plain]
    joins = plain[0] == "、" and (plain[1:] in _OF_PERSONS or plain[1:] in countries())
    return "list" if joins else next((word for word, pattern in _PHRASES if pattern.match(plain)), "far")
