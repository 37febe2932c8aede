"""The time of a day: 上午, 9时30分, 晚8点."""

from __future__ import annotations

from datetime import datetime, timedelta

from extract.extractors.dates.anchors import Anchor
from extract.extractors.dates.clock import PARTS
from extract.extractors.dates.moments import DAY, Moment, iso
from extract.extractors.dates.partial import PART, Partial


def on_clock(day: Moment, p: Partial, anchor: Anchor) -> Moment:
    """The part of `day`, or the time of it, that `p` names."""
    floating = p.coarsest >= PART
    base = day.start.replace(hour=0, minute=0, second=0)
    prefix = iso(base.date(), day.known)
    if p.hour is None and p.minute is None:
        code, first, last = PARTS[p.part or "上午"]
        start, end = base + timedelta(hours=first), base + timedelta(hours=last)
        return day._replace(start=start, end=end, value=f"{prefix}T{code}", grain="part")
    hour = _hour(p, base, floating or bool(p.by_day == 0 and p.part is None), anchor)
    start = base + timedelta(hours=hour, minutes=p.minute or 0, seconds=p.second or 0)
    if floating and anchor.prefer == "future" and anchor.last is None and start < anchor.reference:
        start += DAY
        base += DAY
        prefix = iso(base.date(), day.known)
    grain, step = _grain(p)
    value = f"{prefix}T{hour:02}:{p.minute or 0:02}" + (f":{p.second:02}" if p.second is not None else "")
    return day._replace(start=start, end=start + step, value=value, grain=grain)


def _grain(p: Partial) -> tuple[str, timedelta]:
    if p.second is not None:
        return "second", timedelta(seconds=1)
    return ("minute", timedelta(minutes=1)) if p.minute is not None else ("hour", timedelta(hours=1))


def _hour(p: Partial, base: datetime, near: bool, anchor: Anchor) -> int:
    """The hour of 24: 下午3点 is 15, 晚上12点 is 24."""
    hour = p.hour if p.hour is not None else anchor.reference.hour
    if p.half_day:
        return hour if hour > 12 else hour % 12 + 12 * (p.half_day == "pm")
    if p.part is None:
        moment = base + timedelta(hours=hour, minutes=p.minute or 0)
        passed = near and anchor.prefer == "future" and moment < anchor.reference
        return hour + 12 if passed and p.hour is not None and hour < 12 else hour
    return _hour_of_part(hour, p.part)


def _hour_of_part(hour: int, part: str) -> int:
    code = PARTS[part][0]
    if hour == 12:
        return {"EV": 24, "NI": 24}.get(code, 0 if part == "凌晨" else 12)
    small = code == "EV" and part != "傍晚" and hour < 5  # 晚上2点 is of the night
    later = (code in ("AF", "EV") and not small) or (code == "NI" and hour >= 6) or (code == "MI" and 1 <= hour <= 3)
    return hour + 12 if later and hour < 12 else hour
