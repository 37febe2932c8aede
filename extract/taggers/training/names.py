"""Invented names of persons, for sentences of the grammar and to stand in for the names of a corpus.

A tagger that has only seen the names of its corpus learns those. Names made of any surname and any usual given-name
characters teach it the frame instead.
"""

from __future__ import annotations

from random import Random

# The hundred commonest surnames, commonest first, then others; drawn by the square root of their rank.
SURNAMES = tuple(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范"
    "金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂"
    "章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈"
    "饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫"
    "寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅"
)
COMPOUND = (
    "欧阳",
    "上官",
    "司马",
    "诸葛",
    "司徒",
    "皇甫",
    "夏侯",
    "东方",
    "尉迟",
    "令狐",
    "慕容",
    "长孙",
    "宇文",
    "端木",
)
GIVEN = tuple(
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂兰英华玉萍红梅建国志文永春海林云龙飞鹏辉斌波宁福生金凤琴素珍莉玲晶妍茜秋"
    "珊莎锦黛青倩婷姣婉娴瑾颖露瑶怡婵雁蓓纨仪荷丹蓉眉君蕊薇菁梦岚苑婕馨瑗琰韵融园艺咏卿聪澜纯毓悦昭冰爽琬茗羽希宁欣飘育滢"
    "馥筠柔竹霭凝晓欢霄枫芸菲寒伊亚宜可姬舒影荔枝思丽毅俊峰保东根顺信子浩亮政谦亨奇固之轮翰朗伯宏言若鸣朋梁栋维启克伦翔旭鹏"
    "泽晨辰士以健家致树炎德行时泰盛雄琛钧冠策腾楠榕风航弘义兴良山仁宽广元全胜学祥才发武新利清彬富顺震振壮会思群豪心邦承乐绍"
    "功松善厚庆友裕河哲江瑞佩淑惠美如宝雪琳嘉琼勤璐雅芝璧雨瑜菊绮彤宸皓煜轩睿博昊天佑乾坤恒景润培正中成康星光达安岩进有坚和"
    "彪诚先敬东斯昕桐滔源洪潮汉滨渊治沛湘沁洁淳澄浦湛森柏槐棠桦梓杉柯榆楷权朴本朝望亦尚维焕炜炯炳灿烨煊熠燕焱伶俐佳依侠倪傲"
    "儒修俭仲季孟长幼小大少老公衡徽忠恕懿恩悌礼智勋勉励劲助务劭崇岳峻嵩巍川州洲池沙泉溪涵淼洵鸿鹤雁莺鹰麒麟骏骥驰骋驹虎豹狮"
    "琪琦瑛璇珂玮珏珩珺璋璞珈珠碧铭锋钢铁鑫锐铎钊锡镇铮钰铠钦录银诗书画墨笔词章典范策论语谊诺谨谷雷霖霆霁虹霜露晴曦暖昌昱晖"
    "晗晟暄曙曜映晋普智景贤贵赐贞赞质贺超越起趣跃践路迅远达道通迎逸遥进连运耀辽邦郁都郑野采释里重量寿禄禧祺祯祖祝祥福禅科稳"
    "积秉秦程穗空章童端笑笛等箫精纪纲纬练经维绪绿缘缨罡羚翠耘耕聚肖胤能臣至航良艾芬花芊芮苗茂茹荃荣莲萌萱葆葵蒙蓝蔚蕾薪藤虔"
    "蝶衍袁裔襄观解言訢谋豫贝贡赋轶辛迪逊邑郎酉钟闻阔阳陆陶隆雄雯霏青靖韬韶顾颂颐风骅魁鲁黎默齐龙阿巧妙妤婧媛嫣孝宇守安定宜"
    "宣容宾寅密尔尧尹居展岐川工巨巾帆帅常干年序库应延建弦强归当形影彰彦彻律微徐御循德忆志念怀怡性恺悟悠情惟愉意慈慧憬戈成戎"
    "房扬承抒拓振捷敏敦文斐斗新方旗无旺旻春是昂昌"
)
FOREIGN = tuple(
    "阿埃艾安奥巴贝本比彼波博布查达大戴道德蒂迪丁多杜厄恩尔法菲费芬弗福盖戈格古哈海汉赫亨华霍基吉加杰金卡凯坎康考科可克库拉"
    "莱兰朗劳勒雷黎里莉利丽列林琳卢鲁伦罗洛马玛迈曼梅蒙米密莫姆纳娜南内尼诺欧帕佩彭皮普奇齐乔切琼让热瑞萨塞森沙山尚申圣施史"
    "什舒司斯索塔泰汤特滕图托瓦万维威韦温沃乌西希夏肖谢辛休雅亚延扬耶叶伊因英尤于约扎泽詹珍茨"
)
ENDINGS = (
    "夫",
    "斯基",
    "娃",
    "奇",
    "森",
    "尔",
    "斯",
    "特",
    "诺夫",
    "耶娃",
    "顿",
    "德",
    "拉",
    "蒂",
    "诺",
    "维奇",
    "亚",
    "曼",
    "克",
)


def chinese_name(random: Random) -> str:
    """A Chinese name: two to four characters, mostly three."""
    surname = SURNAMES[int(len(SURNAMES) * random.random() ** 2)]
    if random.random() < 0.02:
        surname = random.choice(COMPOUND)
    elif random.random() < 0.01:
        surname += SURNAMES[int(100 * random.random())]
    if random.random() < 0.02:
        return surname + random.choice(GIVEN) * 2
    return surname + "".join(random.choices(GIVEN, k=1 if random.random() < 0.18 else 2))


def foreign_name(random: Random, *, parts: int | None = None) -> str:
    """A foreign name in Chinese characters; by chance with a first name and a middle dot."""
    parts = parts or random.choices((1, 2, 3), weights=(5, 4, 1))[0]
    separator = random.choices(("·", "-"), weights=(9, 1))[0] if parts > 1 else ""
    return separator.join(_foreign_part(random) for _ in range(parts))


def _foreign_part(random: Random) -> str:
    stem = "".join(random.choices(FOREIGN, k=random.choices((1, 2, 3), weights=(4, 5, 2))[0]))
    return stem + random.choice(ENDINGS) if len(stem) < 2 or random.random() < 0.5 else stem


def minority_name(random: Random) -> str:
    """A name of a Uyghur, Kazakh or Tibetan kind."""
    if random.random() < 0.5:
        return f"{_foreign_part(random)}·{_foreign_part(random)}"
    tibetan = (
        "扎西",
        "卓玛",
        "次仁",
        "达瓦",
        "平措",
        "央金",
        "格桑",
        "洛桑",
        "多吉",
        "旺堆",
        "拉姆",
        "尼玛",
        "边巴",
        "索朗",
        "丹增",
        "德吉",
    )
    return "".join(random.sample(tibetan, 2))


def stand_in(name: str, random: Random) -> str | None:
    """A name of the same kind as `name`, or None where its kind is not clear (a surname alone, a nickname)."""
    if "·" in name or "•" in name:
        return foreign_name(random, parts=2) if random.random() < 0.8 else minority_name(random)
    if name[0] in SURNAMES and len(name) in {2, 3}:
        return chinese_name(random)
    if len(name) > 2 and sum(character in FOREIGN for character in name) >= len(name) - 1:
        return foreign_name(random, parts=1)
    return None
