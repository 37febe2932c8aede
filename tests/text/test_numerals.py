"""Numbers: their values, what dresses them, and their ranges."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extract.text.numerals import AMOUNT_START, read_amount, to_int, to_number
from extract.text.quantities import find_quantities
from extract.text.ranges import find_ranges

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent.parent / "cases" / "numerals.jsonl").read_text("utf-8").splitlines()
]
PUBLIC = Path(__file__).parents[3] / "shared" / "numbers" / "dev.jsonl"
CHARACTERS = st.text(
    "0123456789０９，,.．-－零〇一二两三四五六七八九十百千万亿兆廿卅壹贰拾佰萬億數多余几数上第分之点点%％成折又负岁元打 k▢e^/个",
    max_size=40,
)


def cases(field: str) -> Any:
    chosen = [case for case in CASES if field in case]
    return pytest.mark.parametrize("case", chosen, ids=[case["id"] for case in chosen])


def test_case_ids_are_unique() -> None:
    for field in ("int", "amount", "quantities", "ranges"):
        ids = [case["id"] for case in CASES if field in case]
        assert len(set(ids)) == len(ids) > 10


# ---- values


@cases("int")
def test_integer(case: dict[str, Any]) -> None:
    assert to_int(case["text"]) == case["int"]


@cases("amount")
def test_amount(case: dict[str, Any]) -> None:
    amount = read_amount(case["text"])
    assert (list(amount) if amount else None) == case["amount"]


@pytest.mark.parametrize(
    ("text", "value"), [("3.5万", 35000), ("二点五", 2.5), ("1,234.5", 1234.5), ("0.1", 0.1), ("三成", None)]
)
def test_decimal(text: str, value: float | None) -> None:
    assert to_number(text) == value


# An independent writer of Chinese numerals: what it writes has to be read back.

DIGITS = "零一二三四五六七八九"


def section(number: int, *, inner: bool) -> str:
    """A number below ten thousand; inside a greater one zeros are spoken and ten is 一十."""
    text, zero = "", inner and 0 < number < 1000
    for size, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, size)
        if digit:
            text += ("零" if zero and (text or inner) else "") + DIGITS[digit] + unit
            zero = False
        elif text:
            zero = True
    return text.removeprefix("一") if text.startswith("一十") and not inner else text


def chinese(number: int) -> str:
    if number == 0:
        return "零"
    text = ""
    for size, unit in ((10**12, "兆"), (10**8, "亿"), (10**4, "万"), (1, "")):
        part, number = divmod(number, size)
        if part:
            text += section(part, inner=bool(text)) + unit
    return text


FINANCIAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
TRADITIONAL = str.maketrans("万亿两", "萬億兩")


@given(st.integers(0, 10**16 - 1))
@example(10**8 + 10)
@example(10_0010)
@example(20_000_300)
def test_written_number_is_read_back(number: int) -> None:
    text = chinese(number)
    assert to_int(text) == number
    assert to_int(text.translate(FINANCIAL).translate(TRADITIONAL)) == number


@given(st.integers(0, 10**12))
def test_arabic_number_is_read_back(number: int) -> None:
    full_width = str(number).translate({ord("0") + digit: chr(0xFF10 + digit) for digit in range(10)})
    assert to_int(str(number)) == to_int(f"{number:,}") == to_int(full_width) == number


@given(st.integers(1, 9999), st.sampled_from([("万", 10**4), ("亿", 10**8)]))
def test_decimal_of_a_scale_is_exact(tenths: int, scale: tuple[str, int]) -> None:
    unit, size = scale
    assert to_number(f"{tenths / 10:.1f}{unit}") == tenths * size / 10


@given(
    st.integers(0, 10**9).map(chinese), st.text("年人，。的在", max_size=5), st.text("人，。个", min_size=1, max_size=5)
)
def test_number_is_found_where_it_was_put(numeral: str, before: str, after: str) -> None:
    if len(numeral) < 2:  # a lone digit counts only before some words
        return
    text = before + numeral + after
    assert (len(before), numeral) in [(found.start, found.text) for found in find_quantities(text)]


# ---- finding


@cases("quantities")
def test_quantities(case: dict[str, Any]) -> None:
    found = [[q.text, q.kind, q.value, *([q.max] if q.max is not None else [])] for q in find_quantities(case["text"])]
    assert found == case["quantities"]


@cases("ranges")
def test_ranges(case: dict[str, Any]) -> None:
    assert [[found.text, found.low, found.high] for found in find_ranges(case["text"])] == case["ranges"]


@pytest.mark.skipif(not PUBLIC.exists(), reason="the public number cases are not beside this checkout")
def test_public_cases_keep_their_floor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cases with all expressions right, by kind: a floor, so that a rule for one kind does not cost another."""
    monkeypatch.syspath_prepend(Path(__file__).parents[2] / "benchmarks")
    benchmark = importlib.import_module("numerals")
    floors = {"number": 0.97, "ordinal": 0.97, "percentage": 0.97, "age": 0.9, "range": 0.9}
    shares = {kind: right / total for kind, (right, total) in benchmark.score(PUBLIC).items()}
    assert {kind: share for kind, share in shares.items() if share < floors.get(kind, 0)} == {}


# ---- robustness


@given(CHARACTERS | st.text(max_size=40))
def test_reading_never_fails_and_spans_hold(text: str) -> None:
    to_int(text)
    read_amount(text)
    end = 0
    for found in find_quantities(text):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.text
        assert found.numeral is None or found.start <= found.numeral.start < found.numeral.end <= found.end
        end = found.end
    for span in find_ranges(text):
        assert text[span.start : span.end] == span.text


@pytest.mark.parametrize(
    "piece", ["一", "百", "9", "▢", "1,234", "一 ", "3.", "十分之", "百分之", "一又", "数", "1/", "第"]
)
def test_time_is_linear(piece: str, grows_linearly: Any) -> None:
    def read(times: int) -> None:
        text = piece * times
        list(find_quantities(text))
        list(AMOUNT_START.finditer(text))
        read_amount(text)

    grows_linearly(read, 500, 5_000)
