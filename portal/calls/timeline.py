"""The picture of a window: its status over time as bars, drawn on the server; the history beside it says the same."""

import datetime as dt
from dataclasses import dataclass

from portal.publication.rendering import BEGINNING, END_OF_TIME
from portal.windows.instants import SHANGHAI
from portal.windows.status import Period, StatusValue
from portal.windows.timeline import status_spans

WIDTH = 720.0
MARGIN = dt.timedelta(days=7)
UNSEEN = {StatusValue.NONE, StatusValue.UNANNOUNCED}


@dataclass(frozen=True)
class Bar:
    """A stretch of time of one status; `x` and `width` of WIDTH."""

    value: str
    x: float
    width: float
    starts_at: dt.datetime
    ends_at: dt.datetime


@dataclass(frozen=True)
class Picture:
    """Bars, the present as `now_x`, the Shanghai days at both ends."""

    bars: list[Bar]
    now_x: float
    first_day: str
    last_day: str
    width: float = WIDTH

    @property
    def values(self) -> list[str]:
        """Each status once, in the order of time: the legend."""
        return list(dict.fromkeys(bar.value for bar in self.bars))


def picture(period: Period, now: dt.datetime) -> Picture | None:
    """None where no instant is known."""
    spans = status_spans([period])
    turns = [span.starts_at for span in spans if span.starts_at > BEGINNING]
    turns += [span.ends_at for span in spans if span.ends_at < END_OF_TIME]
    if not turns:
        return None
    first, last = min(*turns, now) - MARGIN, max(*turns, now) + MARGIN

    def x(instant: dt.datetime) -> float:
        share = (min(max(instant, first), last) - first) / (last - first)
        return round(share * WIDTH, 1)

    bars = [
        Bar(span.value, x(span.starts_at), round(x(span.ends_at) - x(span.starts_at), 1), span.starts_at, span.ends_at)
        for span in spans
        if span.value not in UNSEEN and x(span.ends_at) > x(span.starts_at)
    ]
    return Picture(bars, x(now), _day(first), _day(last))


def _day(instant: dt.datetime) -> str:
    return instant.astimezone(SHANGHAI).date().isoformat()
