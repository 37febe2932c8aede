"""What posts say about each other and about their holders."""

from __future__ import annotations

from extract.text import patterns as re
from extract.types import PostMention

_ANOTHER_POST = ("副", "代", "代理", "助理", "原", "前")
_PARTY = re.compile(r"党委|党组|党总支|党支部|总支|支部|工会|团委|妇联|纪委|纪检|党工委|书记|常委")
_BUSINESS = re.compile(
    r"教研[组室]|影展|电影节|(?<!科学技术)(?<!家)(?:协会|商会|学会).{1,14}(?:委员?会|专委|分会)$|家长|校友|同乡|宗亲|(?:协会|创业|企业|商业|工业|贸易|商)总会|[公居]民?联?会$|三院$|[庙寺]$|教师会|教联会|^[董监]事会$|^(?:教务|学务|总务|训导|辅导|政教|德育|教导)[处室]?$|^[该本][所校院厂店社团站馆场行刊]$|公司|集团|(?:实业|电子|光电|科技|生技|营造|制药|食品|钢铁|电信|航空|客运|物流|化工|建材)$|银行|大学|学院|医院(?!管理局)|电视台|日报社|俱乐部|交易所|奥委会|[足篮排乒羽网田泳体射冰雪棋][协联]|奖[筹组]委会|证券|影业|基金会|评审团|评审委员会|评委会|薪酬|(?:审核|审计|提名|战略)委员会|"
    r"(?:学校|中学|小学|(?<!科学技术)(?<!作家)协会|学会|研究会|商会|联合会|基金|研究所|研究院|研究中心|出版社|报社|厂|店|"
    r"事务所|项目|课题组|[内外产儿妇骨眼]科|护理部|感染科|系|学系|实验室|剧院|乐团|联盟|球队|国家队|女队|男队|教练组|团队|国小|国中|高中|营业部|事业部|业务部|市场部|销售部|研发部|财务部|客服部|车间|工区|供电所|项目部)$"
)
_INTERGOVERNMENTAL = re.compile(
    r"^(?:联合国|世界银行|亚洲开发银行|世界贸易|世贸|国际原子能|国际货币基金|世卫|世界卫生|欧盟|东盟|北约|亚投行|上合)"
)
_PUBLIC = re.compile(r"人民银行|行政学院|检察|公司注册处")
_MIDDLE_RANK = re.compile(r"(?:部长|处长|科长|主任|组长|队长|秘书长|站长|所长)$")
_STATE = re.compile(
    r"[支大总]队|特勤|派出所|消防|省|市|区|县|国|中央|政府|局|厅|委员会|市长|区长|总统|总理|[市省区县州]委|人大|政协|中共"
)
_HEAD_OF_INSTITUTION = re.compile(r"(?:校长|院长|园长|馆长)$")
_SCHOOL = re.compile(r"国小|国中|高中|小学|中学|幼儿园")
_OF_STATE = frozenset(("总统", "副总统", "总理", "副总理", "首相", "国王", "外长"))
_HEAD_OF_GOVERNMENT = re.compile(r"(?:总统|总理|省长|市长|县长|区长|行政院长|市委书记|县委书记|区委书记|省委书记)$")
_WEAK_POST = re.compile(
    r"院长|校长|园长|馆长|会长|理事长|理事|队[长员]|社长|台长|教官|助理|顾问|成员|召集人|执行长|总召|干事长"
)
_LEFT_OUT = re.compile(r"原|(?:人民)?政府(?=原?[省市区县州]长)|第?[一二三四五六七八九十\d]{1,3}届")
_NOUN_TWICE = re.compile(r"([部局厅处科省市县区州镇乡])\1长")
_TROOPS = re.compile(
    r"[陆海空]军|火箭军|武警|部队|某部|边防|(?<!财)[旅团营连排]$|[旅团营连排队][一二三四五六七八九十\d]{1,2}班$"
)
_CREW = re.compile(
    r"(?:机械|养护|钻探|突击|抢修|施工|环卫|清扫|掘进|采煤|医疗|服务|勘探|作业|运输|维修|车|救护)[总大分中]?队(?:[一二三\d]?[中分]队)?$"
)
"""A crew of workers, whatever body keeps it."""
_GOVERNMENT_BODY = re.compile(
    r"[省市区县州镇乡]长$|法院|检察|行政|立法|监察|考试|司法|党校|政府|[局厅部委署]|台办|人大|政协|军|警|消防|公安|公所|户政|地政|[县市]府|中央|国务|国家|国立|市立|省|[县区州旗市](?:文化|图书|档案|博物|美术|群艺|群众艺术)馆|"
    r"总统|大队|中队|新华社|中新社|人民日报|中央电视台|文化总会|体育运动总会|红十字|残联|贸促会|侨联|台联|社科联|工商联|关工委"
)


def is_official(post: PostMention, *, at_government: bool = False) -> bool:
    """Whether `post` makes its holder an official, by the kind of post and by the body it is in.

    Heads of schools and hospitals are officials only beside the head of a government (`at_government`).
    """
    organization = post.organization or ""
    if _INTERGOVERNMENTAL.search(organization) or post.position in _OF_STATE:
        return True
    if post.kind == "vague" and not organization and post.position == "负责人":
        return False
    if post.kind == "professional":
        return post.position.endswith("班长") and _TROOPS.search(organization) is not None
    leads_institution = (
        at_government and _HEAD_OF_INSTITUTION.search(post.position) and not _SCHOOL.search(organization)
    )
    if leads_institution or _PARTY.search(organization + post.position):
        return True
    of_government = _GOVERNMENT_BODY.search(organization) and not _CREW.search(organization)
    if post.kind == "either" and _WEAK_POST.search(post.position) and not of_government:
        return False
    return not _BUSINESS.search(organization) or bool(_PUBLIC.search(organization))


def is_local(post: PostMention) -> bool:
    """Whether only the article can tell what body it is: 部长 of 安全能环部, 处长 of 社科处."""
    return bool(_MIDDLE_RANK.search(post.position)) and not _STATE.search(post.organization or "")


def is_of_business(post: PostMention) -> bool:
    """Whether `post` is one of a company, a school or a club."""
    return bool(_BUSINESS.search(post.organization or ""))


def is_of_state(post: PostMention) -> bool:
    """Whether the organisation of `post` is one of government."""
    return bool(_STATE.search(post.organization or post.position)) and not is_of_business(post)


def heads_government(post: PostMention) -> bool:
    """Whether `post` leads a government or the party committee above it."""
    return bool(_HEAD_OF_GOVERNMENT.search(post.text))


def same_office(one: PostMention, other: PostMention) -> bool:
    """Whether the two can be one post, the one written shorter: 书记 and 党组书记."""
    return one.position.endswith(other.position) or other.position.endswith(one.position)


def is_short_for(short: PostMention, full: PostMention) -> bool:
    """Whether `short` can be read as `full`: 市长 for 台南市长, but not 常委 of one committee for 常委 of another."""
    text, longer = _plain(short.text), _plain(full.text)
    only_past = short.text != full.text and short.text.replace("原", "") == full.text.replace("原", "")
    if (
        len(short.text) > len(full.text)
        or only_past  # 县委原书记, who was 县委书记 before
        or not longer.endswith(text)
        or makes_another(longer.removesuffix(text))
    ):
        return False
    inherited = short.organization if not text.startswith(short.organization or "?") else None
    return inherited is None or text[0] in "省市区县州镇乡" or whole(full).endswith(inherited + short.position)


def _plain(text: str) -> str:
    """A post without the parts that a short form leaves out: 柳河市(人民政府)市长, 市(第三届)人大, 财政局(局)长, 集团(原)书记."""
    return _NOUN_TWICE.sub(r"\1长", text[:1] + _LEFT_OUT.sub("", text[1:]))


def makes_another(before: str) -> bool:
    """Whether what stands `before` a post makes it another one: 副|市长."""
    return before.endswith(_ANOTHER_POST)


def whole(post: PostMention) -> str:
    """The post with the organisation that it inherits."""
    return (post.organization or "") + post.position
