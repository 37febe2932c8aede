"""Every number of a text, told apart by what it is: number, ordinal, percentage, age, money, measure.

The values come from `extract.text.numerals`; this module finds where a number begins and ends and what dresses it
(第, 百分之, 成, 岁, 元). It reads Chinese and Arabic numerals of both scripts, with spaces between their characters.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, NamedTuple

from extract.text import patterns as re
from extract.text.lexicon import entries, read_table
from extract.text.numerals import PLAIN, Amount, read_amount, to_int, to_number
from extract.types import LOST

QuantityKind = Literal["number", "ordinal", "percentage", "age", "currency", "dimension", "temperature"]


class Numeral(NamedTuple):
    """A number without what dresses it: `value` is None where a digit is lost, `max` closes 三四十."""

    start: int
    end: int
    value: float | None
    max: float | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as the text dresses it: a percentage is per hundred, money and measures have the `unit`'s name.

    `numeral` is None where the dress is part of it (三成, 七折).
    """

    start: int
    end: int
    text: str
    kind: QuantityKind
    value: float | None
    max: float | None = None
    unit: str | None = None
    numeral: Numeral | None = None


# ---- pieces

_SHAPES = str.maketrans({"％": "%", "．": ".", "－": "-", "−": "-", "／": "/", "＋": "+", "負": "负", "個": "个", "塊": "块",
                         "餘": "余", "幾": "几", "來": "来", "銭": "钱", "錢": "钱", "歲": "岁", "ｋ": "k", "Ｋ": "K", "Ｍ": "M"})  # fmt: skip
_S = r"[ \t\u3000]*+"
_SPACE = re.compile(r"[ \t\u3000]+")
_NUMERAL = rf"[零一二三四五六七八九十百千万亿兆廿卅卌{LOST}]"
_DIGIT = "[零一二三四五六七八九]"
_DIGITS = re.compile(f"{_DIGIT}+|[0-9]+")
_ARABIC = (
    r"(?<![0-9])[0-9]{1,3}(?:[,，][0-9]{3})++(?![0-9])(?:\.[0-9]++)?"
    r"|(?<![0-9]\.)[0-9]++\.[0-9]++(?!\.[0-9])"
    r"|[0-9]++"
    r"|(?<![0-9A-Za-z.])\.[0-9]++(?!\.)"
)
_TAIL = rf"{_NUMERAL}(?:{_S}(?:{_NUMERAL}|[0-9]++)){{0,31}}+"  # 一千二百三十四亿五千六百七十八万九千一百二十三 has 23 characters
_RUN = re.compile(rf"(?:{_ARABIC})(?:{_S}(?=[十百千万亿兆{LOST}]){_TAIL})?|{_TAIL}")
_PIECE = re.compile(rf"{_ARABIC}|{_NUMERAL}")

_DECIMALS = re.compile(rf"{_S}点{_S}({_DIGIT}(?:{_S}{_DIGIT})*+)(?!{_S}[十百千刻分钟])(?:{_S}([万亿兆]++))?")
_VAGUE = re.compile(rf"{_S}[多余几来]{_S}((?:[十百千]{_S})?[万亿]++)")
_POWER = re.compile(r"(?:e([+-]?[0-9]++)|\^([+-]?[0-9]++))")
_THOUSANDS = re.compile(r" *+([kKM])(?![A-Za-z0-9])")
_THOUSAND = {"k": 1e3, "K": 1e3, "M": 1e6}
_DOZEN = re.compile(rf"{_S}打(?![电击扫工架算开造球印包折破响拼磨卡车的人针赢败下出进断字桩虎])")
_SLASH = re.compile(r"/([0-9]++)(?![0-9./])")
_MIXED = re.compile(r" ([0-9]++)/([0-9]++)(?![0-9./])")
_OVER = re.compile(rf"{_S}分{_S}之{_S}")
_AND = re.compile(rf"{_S}又{_S}")
_ORDINAL = re.compile(rf"第{_S}$")

_PER = re.compile(rf"([十百千万亿](?:{_S}[十百千万亿]){{0,4}}){_S}分{_S}之{_S}")
_PER_CENT = re.compile(rf" ?%|{_S}个{_S}百{_S}分{_S}点")
_PER_MILLE = re.compile(r" ?‰")
_TENTHS = re.compile(
    rf"{_S}成(?![立员功为果本绩长人交都因语]|不变)(?:{_S}(半|{_DIGIT}|[0-9](?![0-9.]))(?!{_S}[十百千万个名人家]))?"
)
_DISCOUNT = re.compile(rf"{_S}折(?![叠断腰射磨返扣])")
_DISCOUNT_PAIR = re.compile(rf"([1-9一二三四五六七八九]){_S}([1-9一二三四五六七八九]){_S}折(?![叠断腰射磨返扣])")
_SMALL_MONEY = re.compile(rf"又?({_DIGIT}|十|[0-9]{{1,2}}){_S}(角|毛|美分|日本钱|钱|分)")
_SMALL = {"角": 0.1, "毛": 0.1}
_BEFORE_UNIT = {
    "currency": re.compile(rf"(?:人民币|美元|港币|新台币|日元|欧元){_S}$"),
    "temperature": re.compile("(?:华氏|摄氏)(?:温度)?$"),
}
_SCALES = {"华氏": "F", "摄氏": "C"}
_LATIN_GOES_ON = re.compile("[A-Za-z][A-Za-z0-9]")
_WEIGHT = re.compile("(?<=[0-9一二三四五六七八九十百千万亿])[两兩](?![百千万亿])")
"""两 behind a digit is a weight (三两) or a classifier, no two: 一百二 is 120, 一百两 is not."""
_NEGATIVE = re.compile(rf"(?:负{_S}|(?<![0-9A-Za-z%)）一二三四五六七八九十百千万亿-])-)$")
_ADDRESS = re.compile(r"https?://[!-~]+")


class _Forms(NamedTuple):
    """A text in three forms of one length: as it is, with the signs and units of one script, with one set of digits."""

    text: str
    marked: str
    plain: str


class _UnitRow(NamedTuple):
    kind: QuantityKind
    name: str
    not_before: tuple[str, ...]


class _Unit(NamedTuple):
    end: int
    kind: QuantityKind
    name: str


_AMBIGUOUS = frozenset("伍陆陸拾肆捌参參叄仨俩倆")
"""Characters that are numerals only beside others: 陆地, 入伍, 拾起, 参加."""
_BARE = frozenset({"百", "千", "万", "亿", "兆", "千万", "万万", "亿万"})
"""Units that say no number of their own: 万 is many."""
_AFTER_DIGIT = re.compile(
    rf"(?<!十)分|(?<=十){_S}[多余几来]|{_S}又{_S}{_NUMERAL}"
    rf"|{_S}(?:$|[^\w]|[者是不的和与或到至比这那乘加减等打把盘成折月日天号省市县区国村代届方])"
)
"""What may follow a lone digit beside a classifier or a unit: 三的平方, 四不是五."""
_BEFORE_DIGIT = re.compile(r"(?:统|唯|万|之|同|单|逐|专|周|期|拜|归|合|划|进|初)$")


def find_quantities(text: str) -> Iterator[Quantity]:
    """All numbers of `text`, in order, none overlapping another.

    >>> [(q.text, q.kind, q.value) for q in find_quantities("第三届有百分之五的人，3.5万元")]
    [('第三', 'ordinal', 3), ('百分之五', 'percentage', 5), ('3.5万元', 'currency', 35000)]
    """
    forms = _forms(text)
    at = 0
    while match := _RUN.search(forms.plain, at):
        found = _quantity(forms, match.start())
        if found:
            start = found.start if found.start >= at else match.start()
            yield replace(found, start=start, text=text[start : found.end])
        at = max(match.start() + 1, found.end if found else _digits_end(forms.plain, match.start()))


def _forms(text: str) -> _Forms:
    """Addresses are blotted out: their percent signs and digits say nothing."""
    if "://" in text:
        text = _ADDRESS.sub(lambda match: "_" * len(match[0]), text)
    marked = text.translate(_SHAPES)
    return _Forms(text, marked, _WEIGHT.sub("_", marked).translate(PLAIN))


def _digits_end(plain: str, start: int) -> int:
    """Where the digits end that were found to be no number: 九九 and serial numbers are passed over as a whole."""
    digits = _DIGITS.match(plain, start)
    return digits.end() if digits else start


def _quantity(forms: _Forms, start: int) -> Quantity | None:
    whole = _discount_pair(forms.plain, start) or _per(forms, start)
    if whole:
        return whole
    numeral = _numeral(forms, start)
    if numeral is None:
        return None
    ordinal = _ORDINAL.search(forms.plain, max(0, start - 4), start)
    if ordinal:
        return Quantity(ordinal.start(), numeral.end, "", "ordinal", numeral.value, numeral=numeral)
    numeral = _signed(forms.plain, numeral)
    plain_number = Quantity(numeral.start, numeral.end, "", "number", numeral.value, numeral.max, numeral=numeral)
    return _percentage(forms.plain, numeral) or _measure(forms, numeral) or plain_number


def _digit(char: str) -> int:
    return to_int(char) or 0


def _tidy(value: float) -> float:
    """The float that the decimal notation means: 0.1 * 3 is 0.3."""
    rounded = float(f"{value:.15g}")
    return int(rounded) if rounded == int(rounded) and abs(rounded) < 1e15 else rounded


# ---- the bare numeral


def _numeral(forms: _Forms, start: int) -> Numeral | None:
    """The numeral at `start`, with decimals, powers and fractions."""
    head = _whole(forms, start)
    if head is None or head.value is None:
        return head
    if (mixed := _MIXED.match(forms.plain, head.end)) and int(mixed[2]):
        return Numeral(start, mixed.end(), head.value + int(mixed[1]) / int(mixed[2]))
    if (slash := _SLASH.match(forms.plain, head.end)) and int(slash[1]) and not forms.plain.endswith("/", 0, start):
        return Numeral(start, slash.end(), head.value / int(slash[1]))
    if also := _AND.match(forms.plain, head.end):
        below = _whole(forms, also.end(), sure=True)
        part = _fraction(forms, below) if below else None
        if part and part.value is not None:
            return Numeral(start, part.end, head.value + part.value)
    return _fraction(forms, head) or head


def _fraction(forms: _Forms, below: Numeral) -> Numeral | None:
    """三分之二, 3分之负1: what stands over `below`."""
    over = _OVER.match(forms.plain, below.end)
    if over is None or not below.value:
        return None
    negative = forms.plain.startswith("负", over.end())
    above = _whole(forms, over.end() + negative, sure=True)
    if above is None or above.value is None:
        return None
    return Numeral(below.start, above.end, (-above.value if negative else above.value) / below.value)


def _whole(forms: _Forms, start: int, *, sure: bool = False) -> Numeral | None:
    """A numeral with its decimals, its scale and what makes it vague, but no fraction.

    `sure`: the words before say that a number follows, so that a lone digit is one.
    """
    run = _RUN.match(forms.plain, start)
    numeral = _longest(forms, run, sure=sure) if run else None
    if numeral is None or numeral.value is None or numeral.max is not None:
        return numeral
    end, value = numeral.end, numeral.value
    if decimals := _decimals(forms, end, value):
        end, value = decimals
    elif _VAGUE.match(forms.plain, end):
        while vague := _VAGUE.match(forms.plain, end):  # 十几万多亿
            end, value = vague.end(), value * (to_int(_SPACE.sub("", vague[1])) or 1)
    elif power := _POWER.match(forms.plain, end):
        end, value = power.end(), _raised(value, power)
    if (short := _THOUSANDS.match(forms.plain, end)) and forms.plain[end - 1].isascii():
        end, value = short.end(), value * _THOUSAND[short[1]]
    if (dozen := _DOZEN.match(forms.plain, end)) and value == int(value):
        end, value = dozen.end(), value * 12
    return Numeral(start, end, _tidy(value))


def _decimals(forms: _Forms, end: int, value: float) -> tuple[int, float] | None:
    """五十五[点五七], 四百亿[点零五]: where the decimals end, and the number with them."""
    match = _DECIMALS.match(forms.plain, end)
    if match is None or forms.text[match.start(1)] in "两兩" or value != int(value):
        return None
    digits = "".join(char if char.isascii() else str(_digit(char)) for char in _SPACE.sub("", match[1]))
    number = to_number(f"{int(value)}.{digits}{match[2] or ''}")
    return None if number is None else (match.end(), number)


def _raised(value: float, power: re.Match[str]) -> float:
    """2e5, 2^-1; an exponent that no float can hold leaves the number as it is."""
    exponent = int(power[1] or power[2])
    try:
        raised = value * 10.0**exponent if power[1] else float(value) ** exponent
    except (OverflowError, ZeroDivisionError):
        return value
    return raised if math.isfinite(raised) else value


def _longest(forms: _Forms, run: re.Match[str], *, sure: bool) -> Numeral | None:
    """The longest beginning of a run that is a number, up to a border of its pieces."""
    start = run.start()
    ends = [piece.end() + start for piece in _PIECE.finditer(run[0])]
    for end in reversed(ends):
        said = _SPACE.sub("", forms.plain[start:end])
        said = f"0{said}" if said[0] == "." else said
        if LOST in said:
            return Numeral(start, end, None)
        amount = read_amount(said)
        if amount is None:
            continue
        if not sure and not _says_number(forms, start, end, said):
            return None
        return Numeral(start, end, amount.value, amount.max)
    return None


def _says_number(forms: _Forms, start: int, end: int, said: str) -> bool:
    """Whether numeral characters are meant as a number: not 四川, 陆地, 万 or 九九."""
    if said[0] in "0123456789.":
        return True
    if said in _BARE:
        return _OVER.match(forms.plain, end) is not None
    if len(said) > 2 or any(unit in said for unit in "十百千万亿兆廿卅卌零" if len(said) > 1):
        return True
    if len(said) == 2 and read_amount(said) == Amount(to_int(said), None, "exact"):
        return False
    if forms.text[start] in _AMBIGUOUS:
        return not (forms.text[start - 1 : start].isalpha() or forms.text[end : end + 1].isalpha())
    return _goes_with_number(forms, end) and not _BEFORE_DIGIT.search(forms.plain, max(0, start - 1), start)


def _goes_with_number(forms: _Forms, at: int) -> bool:
    """Whether what follows says that the digits before it are a number: a classifier, a unit or a particle."""
    if _AFTER_DIGIT.match(forms.plain, at):
        return True
    blank = _SPACE.match(forms.plain, at)
    begin = blank.end() if blank else at
    counted = any(forms.plain[begin : begin + length] in entries("classifiers") for length in (1, 2, 3))
    return counted or _unit_at(forms.marked, at) is not None


def _signed(plain: str, numeral: Numeral) -> Numeral:
    """The numeral with 负 or a minus before it; a hyphen between numbers or letters is none."""
    sign = _NEGATIVE.search(plain, max(0, numeral.start - 4), numeral.start)
    if sign is None or numeral.value is None:
        return numeral
    return Numeral(sign.start(), numeral.end, -numeral.value)


# ---- what dresses it


def _discount_pair(plain: str, start: int) -> Quantity | None:
    """三八折, 7 2 折: two digits of one number."""
    match = _DISCOUNT_PAIR.match(plain, start)
    if match is None:
        return None
    return Quantity(start, match.end(), "", "percentage", 10 * _digit(match[1]) + _digit(match[2]))


def _per(forms: _Forms, start: int) -> Quantity | None:
    """百分之五, 千分之一: a bare unit, 分之 and a number."""
    match = _PER.match(forms.plain, start)
    below = to_int(_SPACE.sub("", match[1])) if match else None
    if match is None or not below:
        return None
    minus = forms.plain.startswith("负", match.end())
    above = _whole(forms, match.end() + minus, sure=True)
    if above is None and forms.plain.startswith("百", match.end()):
        above = Numeral(match.end(), match.end() + 1, 100)
    if above is None:
        return None
    sign = _NEGATIVE.search(forms.plain, max(0, start - 4), start)
    factor = (-100 if sign or minus else 100) / below
    value, top = (None if part is None else _tidy(part * factor) for part in (above.value, above.max))
    return Quantity(sign.start() if sign else start, above.end, "", "percentage", value, top, numeral=above)


def _percentage(plain: str, numeral: Numeral) -> Quantity | None:
    start, end, value, top = numeral
    if match := _PER_CENT.match(plain, end):
        return Quantity(start, match.end(), "", "percentage", value, top, numeral=numeral)
    if value is None:
        return None
    if match := _PER_MILLE.match(plain, end):
        return Quantity(start, match.end(), "", "percentage", _tidy(value / 10), numeral=numeral)
    if match := _TENTHS.match(plain, end):
        more = 5 if match[1] == "半" else _digit(match[1]) if match[1] else 0
        return Quantity(start, match.end(), "", "percentage", _tidy(value * 10 + more))
    if match := _DISCOUNT.match(plain, end):
        return Quantity(start, match.end(), "", "percentage", _tidy(value * 10))
    return None


def _measure(forms: _Forms, numeral: Numeral) -> Quantity | None:
    """29岁, 3.5万元, 12千米: with a unit of the table behind the number."""
    numeral = _without_prefix(forms, numeral)
    unit = _unit_at(forms.marked, numeral.end)
    if unit is None:
        return None
    start, end, value = numeral.start, unit.end, numeral.value
    if unit.kind in {"dimension", "age"} and value is not None and forms.plain.startswith("半", end):
        end, value = end + 1, value + 0.5
    if unit.kind == "currency" and value is not None:
        while small := _SMALL_MONEY.match(forms.plain, end):
            end, value = small.end(), _tidy(value + _SMALL.get(small[2], 0.01) * _digit(small[1]))
    said = _BEFORE_UNIT.get(unit.kind)
    before = said.search(forms.marked, max(0, start - 12), start) if said else None
    name = _SCALES.get(before[0][:2], unit.name) if before else unit.name
    return Quantity(before.start() if before else start, end, "", unit.kind, value, numeral.max, name, numeral)


def _without_prefix(forms: _Forms, numeral: Numeral) -> Numeral:
    """The 12 of 12千米: the last character of the number may belong to the unit."""
    start, last = numeral.start, numeral.end - 1
    if forms.plain[last] not in "千兆" or last <= start or _unit_at(forms.marked, last) is None:
        return numeral
    value = to_number(_SPACE.sub("", forms.plain[start:last]).lstrip("负-"))
    return numeral if value is None else Numeral(start, last, -value if forms.plain[start] in "负-" else value)


def _unit_at(marked: str, at: int) -> _Unit | None:
    """The longest unit of the table at `at`."""
    at += marked.startswith(" ", at)
    for length in range(min(6, len(marked) - at), 0, -1):
        unit = _units().get(marked[at : at + length])
        if unit is None or marked.startswith(unit.not_before, at + length):
            continue
        if not _LATIN_GOES_ON.match(marked, at + length - 1):
            return _Unit(at + length, unit.kind, unit.name)
    return None


@cache
def _units() -> dict[str, _UnitRow]:
    kinds: dict[str, QuantityKind] = {kind: kind for kind in ("age", "currency", "dimension", "temperature")}
    return {
        row["unit"]: _UnitRow(kinds[row["kind"]], row["name"], tuple(row["not_before"].split()))
        for row in read_table("number_units")
    }
