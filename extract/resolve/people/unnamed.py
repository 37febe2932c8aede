"""Posts of people who are present or act and whom the text does not name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from extract.document import Document
from extract.extractors.people.organizations import ends_with_body, organization_start
from extract.extractors.people.words import Words
from extract.record import UnnamedPost
from extract.resolve.people.offices import is_short_for, makes_another, whole
from extract.text import patterns as re
from extract.types import PostMention

_PRESENT = re.compile(
    r"(?!的(?!带领|陪同)|[未没不无])[^。；！？\n]{0,24}?"
    r"(?:出席|参加|到场|陪同|列席|到会|参会|与会|莅临|观看|迎接|在座|见证|一同|共同|赴现场|进行了?(?:交流|座谈))"
    r"|(?=[、，和及])[^。；！？\n]{0,160}?(?:出席|列席|参会|与会|参加(?=[。；])|参加(?:了|上述|相关|此次|本次)?(?:会议|会见|活动|大会|仪式))"
)
_ADVERBS = (
    r"(?:[今昨当同前][日天晚晨]?|\d+日|近?日|上午|中午|下午|晚上?|凌晨|还|也|则|均|都|先后|分别|随后|当场|立即|亲自|首先|最后|特别|已|再度|进一步|并|预定|已经|正式|"
    r"向记者|对记者|在会上|在接受)*"
)
_ACTS = re.compile(
    rf"(?:[（(][^（）()]{{1,20}}[）)])?(?:一行|等|和他|及他|[和与及](?!其他|各)[\u4e00-\u9fff]{{2,4}}?)?{_ADVERBS}"
    r"(?:[与同和][^，。；\n]{2,24}?会[谈晤]|(?:[与同和][^，。；\n]{2,24}?)?(?:会见|会[谈晤](?=[了后时并])|举行|通电?话|握手|签署|座谈|交换)|"
    r"表示|答|说|称|接受|承诺|下令|带着|任(?![何务期职])|指出|强调|介绍|透露|告诉|认为|宣布|致辞|致词|讲话|会见|接见|颁|发言|汇报|作(?![为品用])|做了|主持|前往|率|带领|担任(?!。)|"
    r"提到|回应|证实|要求|呼吁|希望|感谢|参与|迎|指挥|在|就|向|将|为|从|即|召集|谈|代表|签署|宣读|部署|检查|视察|慰问|走访|看望|"
    r"带队|一同|一起|一道|现场|当场|详细|逐一|认真|仔细|实地|调研|督导|督查|检查|查看|察看|询问|叮嘱|嘱咐|坦言|解释|分析|直言|提醒|听取|消息|讨论|负责|核定|答复|约谈|回复|通报|传达|依次|表态|作表态|现场|高度重视|赶|作出|拒绝|否认|警告|重申|承认|谴责|抗议|披露|抵达|来到|深入|到)"
)
_OPENS = re.compile(r"(?:^|[，。；！？：:“”」\n\s])$")
_HEADS = re.compile(r"(?:长|主任|书记|主席|发言人|司令|司令员|政委|大使|指挥员)$")
_BODIES = ("企业", "单位", "部门", "机构")
"""Nouns of bodies that name none."""
_HONOURS = re.compile(r"为[^，。；！？\n]{2,16}(?:颁|授|送|佩戴|披)")
_NO_VERBS = frozenset("将就在为即从向")
_MOST_ADVERBS = 4
_VERB_FLAGS = frozenset({"v", "i", "l", "uz"})
_ADVERB_FLAGS = frozenset({"d", "ad", "t", "m", "s", "zg"})
_NO_DEED = re.compile(
    r"名叫|叫做|姓|[不未没无非]|应|要|须|必|需|可|能|会(?!见|同)|是|有|来自|为|兼|作为|被|均|都|提名|培训|竞选|选举|则|由|也是"
)
"""What says how it is, what ought to be or what is not."""
_ADDRESSED = re.compile(r"(?:叮嘱|嘱咐|询问|追问|反问)$")
_FROM = re.compile(r"手[中里]|处|那里|口中")
_MET = re.compile(
    r"(?:会见|接见|会晤|拜会|约谈|采访|联系[上到]?|拨通)了?(?:来访的?)?$|[与同和](?=.{2,24}(?:会[谈晤见]|通电?话|举行|握手|签署))$|"
    r"(?:出席|参加|列席|陪同|到会|与会|到场|送[别行]|迎[接候]|成员)[^。；！？\n]{0,16}?(?:有|包括)[：:]?(?:[^。；！？\n]{0,80}[、，和])?$"
)
"""What stands before somebody who is met, or before the list of those who are present."""
_NOT_ACTING = re.compile(
    r"(?:两|各|多|任|担任|当选|当选为|出任|兼任|选举|任命|提名|选为|聘为|历任|曾任|一任|这位|那位|位|名|个|届|任命为|推选|接任|辞去|免去|"
    r"竞选|成为|作为|是|为|以|[\d几多各]家)$"
)
_LIST_GOES_ON = re.compile(
    r"[，、和及与][^。；！？\n]{0,56}(?<=[，、和及与])|[，、和及与](?:[\u4e00-\u9fff]{1,3}(?:机关|直))?"
)
_RELATIVE = re.compile("的?(?:夫人|妻子|女儿|儿子|丈夫)")
_COUNTED = re.compile(r"[\d一二三四五六七八九十百两多几]+[人名位]")
_COLLECTIVE = re.compile(
    r"(?:领导人|领导同志|(?<!主要)(?<!分管)领导|(?<!部队)首长|官员|民警|交警|警员|战士|官兵|队员|消防员|成员|议员|党政负责同志|人大代表|(?<!主任)委员)$"
)
_OF_A_BODY = re.compile(r"[\u4e00-\u9fff]{3}[部局厅委院会司]领导$")
"""Leaders of one body, who act for it (中央军委装备发展部领导宣读决定), unlike 校领导 or 与会领导."""
_SEVERAL = re.compile(r".{0,8}[两三四五六七八九十各多\d]{1,3}国|双方|优秀|[位名]")
_SINGULAR = re.compile(
    r"^(?:总统|总理|首相|国王|行政长官|(?:分管|常务)?副?[省市区县州镇乡]长|(?:有关|相关|主要)负责(?:人|同志)|"
    r"(?:分管|生产|常务|行政|技术|安全|业务|销售)副总|村支书|海关关长)$"
)
_SPECIFIC = re.compile(r"(?:总监|董事长|总经理|总裁|项目经理|首席[\u4e00-\u9fff]+|发言人|厂长|行长)$")


def find_unnamed(
    document: Document, loose: Sequence[Sequence[PostMention]], held: Sequence[PostMention]
) -> Iterator[UnnamedPost]:
    """Each post of the `loose` chains whose holder is present or acts, unless one of the `held` posts names it."""
    seen: set[str] = set()
    by_end: defaultdict[str, dict[object, PostMention]] = defaultdict(dict)  # only these can be the same post
    for post in held:
        for end in (post.text[-2:], post.position[-2:]):
            by_end[end][post.text, post.organization, post.position] = post
    ends = {post.text[-2:] for post in held}
    words = Words(document.text, document.sentences)
    chains = [_with_body(document.text, words, chain) for chain in loose]
    for chain in _acting_chains(document.text, words, chains):
        alone = _acts_alone(document.text, words, chain)
        for post in chain:
            relative = _RELATIVE.match(document.text, post.end)
            if relative or _is_seen(post, seen) or not _may_be_unnamed(document.text, post, alone=alone):
                continue
            like = by_end[post.text[-2:]] | by_end[post.position[-2:]]
            if post.text[-2:] not in ends or not any(_names(post, other) for other in like.values()):
                seen.add(post.text)
                yield UnnamedPost(
                    **document.place(post), text=post.text, organization=post.organization, position=post.position
                )


def _with_body(text: str, words: Words, chain: Sequence[PostMention]) -> Sequence[PostMention]:
    """`chain` with the body that 的 joins to its first post (第一中学|的|校长)."""
    first, end = chain[0], chain[0].start - 1
    if (
        first.organization
        or text[end : end + 1] != "的"
        or not (ends_with_body(text, end) or text.endswith(_BODIES, 0, end))
    ):
        return chain
    start = organization_start(text, words, end, 0)
    body = text[start:end]
    return [replace(first, start=start, text=text[start : first.end], organization=body), *chain[1:]] if body else chain


def _is_seen(post: PostMention, seen: Collection[str]) -> bool:
    """Whether `post` was there as it is, or in the form of which it is the end."""
    return post.text in seen or (
        post.organization is None
        and any(other.endswith(post.text) and not makes_another(other.removesuffix(post.text)) for other in seen)
    )


def _acting_chains(text: str, words: Words, loose: Sequence[Sequence[PostMention]]) -> list[Sequence[PostMention]]:
    """The chains whose posts act, and those that a list joins to such a chain behind them."""
    acting: list[Sequence[PostMention]] = []
    for chain in reversed(loose):
        between = (
            text[chain[-1].end : acting[-1][0].start] if acting and acting[-1][0].start - chain[-1].end < 60 else ""
        )
        if any(_is_acting(text, words, post) for post in chain) or _LIST_GOES_ON.fullmatch(between):
            acting.append(chain)
    return acting[::-1]


def _may_be_unnamed(text: str, post: PostMention, *, alone: bool) -> bool:
    if (
        post.status in {"former", "designate"}
        or post.organization == "老"
        or _NOT_ACTING.search(text, max(0, post.start - 4), post.start)
    ):
        return False
    singular = _SINGULAR.search(post.position) is not None
    if post.kind == "professional" and not singular and not (post.organization and _SPECIFIC.search(post.position)):
        return False
    acts_for_body = _OF_A_BODY.search(post.text) and _ACTS.match(text, post.end)
    if (
        (_COLLECTIVE.search(post.text) and not acts_for_body)
        or _COUNTED.match(text, post.end)
        or _SEVERAL.match(post.text)
    ):
        return False
    if _is_addressed(text, post):
        return True
    if post.organization is not None or singular:
        return True
    return (
        alone and post.position != "所长" and _HEADS.search(post.position) is not None
    )  # 回馈所长, what one is good at


def _is_addressed(text: str, post: PostMention) -> bool:
    """Whether somebody present gives directions to the holder (叮嘱站长)."""
    return _ADDRESSED.search(text, max(0, post.start - 4), post.start) is not None


def _gives(text: str, post: PostMention) -> bool:
    """Whether somebody takes or hears something from the holder (从市长|手中)."""
    return text[post.start - 1 : post.start] == "从" and _FROM.match(text, post.end) is not None


def _is_acting(text: str, words: Words, post: PostMention) -> bool:
    if _is_addressed(text, post) or _gives(text, post):
        return True
    if post.organization and _MET.search(text, max(0, post.start - 100), post.start):
        return True
    if _ACTS.match(text, post.end) or (post.organization and _PRESENT.match(text, post.end)):
        return True
    return _opens(text, post) and _does(text, words, post.end)


def _acts_alone(text: str, words: Words, chain: Sequence[PostMention]) -> bool:
    """Whether a clause begins with `chain` and a verb stands behind it, so that it needs no body: not 会长将获得."""
    end = chain[-1].end
    if not _opens(text, chain[0]):
        return False
    if text[end : end + 1] in _NO_VERBS:
        return _HONOURS.match(text, end) is not None
    return _ACTS.match(text, end) is not None or _does(text, words, end)


def _opens(text: str, post: PostMention) -> bool:
    """Whether a clause begins with `post`."""
    return _OPENS.search(text, max(0, post.start - 1), post.start) is not None


def _does(text: str, words: Words, at: int) -> bool:
    """Whether a verb of deeds stands at `at`, be it behind adverbs (韩国外长|再次|提出抗议)."""
    for _ in range(_MOST_ADVERBS):
        word = words.starting(at)
        if word is None or _NO_DEED.match(text, at):
            return False
        if word.flag in _VERB_FLAGS:
            return True
        if word.flag not in _ADVERB_FLAGS:
            return False
        at = word.end
    return False


def _names(post: PostMention, held: PostMention) -> bool:
    """Whether `post` can be the title of somebody who is named: 市长 where 台南市长 has a name, 俄总统 for 俄罗斯总统."""
    if post.organization and len(post.organization) == 1 and held.position == post.position:
        return (held.organization or "").startswith(post.organization)
    if post.organization is None:
        return held.position == post.position or (held.text.endswith(post.text) and is_short_for(post, held))
    short, long = sorted((held.text, post.text), key=len)
    return _is_end(short, long) or _is_end(post.text, whole(held)) or _is_end(whole(post), whole(held))


def _is_end(short: str, long: str) -> bool:
    return long.endswith(short) and not makes_another(long.removesuffix(short))
