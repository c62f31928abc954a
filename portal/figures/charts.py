"""The geometry of the pictures: shares of the width in percent, heights in em, so that type keeps its size."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from unicodedata import east_asian_width

from django.utils.translation import gettext as _

from search.figures.counting import Breakdown, Row
from search.filters.facet_types import NONE

MOST_BARS, MOST_COLUMNS = 12, 24
# A bar's own line and that of its words above it; the longest leaves room for its number.
BAR_STEP, WORDS_AT, BAR_AT = 2.75, 1.05, 1.4
LONGEST_BAR = 84
# Of Latin letters; a Chinese character is as wide as two.
LONGEST_WORDS = 40
COLUMN_HEIGHT, COLUMNS_AT = 9.0, 1.5


@dataclass(frozen=True)
class Bar:
    """One bar: `width` in percent, `words_at`, `bar_at` and `number_at` in em from above."""

    value: str
    words: str
    count: int
    width: str
    words_at: str
    bar_at: str
    number_at: str
    number_x: str


@dataclass(frozen=True)
class Column:
    """One column: `x`, `width` in percent, `y`, `height` in em; `tick` is written under it where it is not ""."""

    words: str
    count: int
    x: str
    width: str
    y: str
    height: str
    tick: str


@dataclass(frozen=True)
class Picture:
    """`height` in em; either bars or columns. `left_out` rows stand in the table alone."""

    height: str
    bars: tuple[Bar, ...] = ()
    columns: tuple[Column, ...] = ()
    base: str = ""
    tick_at: str = ""
    most: int = 0
    left_out: int = 0


def picture_of(breakdown: Breakdown, *, stated_only: bool = False) -> Picture | None:
    """The picture of a breakdown, None where there is nothing to draw. `stated_only` leaves `none` to the table."""
    rows = [row for row in breakdown.rows if row.count and not (stated_only and row.value == NONE)]
    if not any(row.value != NONE for row in rows):
        return None
    return columns(breakdown.rows) if breakdown.name == "month" else bars(rows)


def bars(rows: Sequence[Row]) -> Picture:
    """One bar a row, its words above it and its number behind it."""
    drawn, most = rows[:MOST_BARS], max(row.count for row in rows[:MOST_BARS])
    found = tuple(_bar(row, place, most) for place, row in enumerate(drawn))
    return Picture(_number(len(drawn) * BAR_STEP), bars=found, most=most, left_out=len(rows) - len(drawn))


def columns(rows: Iterable[Row]) -> Picture:
    """One column a month, of the latest MOST_COLUMNS months up to the last that occurs; empty months keep a place."""
    counts = {row.value: row for row in rows if row.value != NONE}
    months = _until(max(counts))
    most = max(counts[month].count for month in months if month in counts)
    step = 100 / len(months)
    found = tuple(_column(month, counts.get(month), place * step, step, most) for place, month in enumerate(months))
    left_out = sum(month < months[0] for month in counts)
    base = COLUMNS_AT + COLUMN_HEIGHT
    return Picture(
        _number(base + 1.75),
        columns=found,
        base=_number(base),
        tick_at=_number(base + 1.4),
        most=most,
        left_out=left_out,
    )


def described(breakdown: Breakdown, picture: Picture) -> str:
    """The picture in one sentence, for those who do not see it: the largest first, the rest is in the table."""
    largest = sorted((row for row in breakdown.rows if row.count), key=lambda row: -row.count)[:3]
    told = _("; ").join(f"{row.label} {row.count}" for row in largest)
    # Translators: 最多的几项：…。全部数字见表格。
    return _("The largest: %(rows)s. All numbers are in the table.") % {"rows": told}


def _bar(row: Row, place: int, most: int) -> Bar:
    top = place * BAR_STEP
    width = LONGEST_BAR * row.count / most
    return Bar(
        row.value, _shortened(row.label), row.count, _number(max(width, 0.6)), _number(top + WORDS_AT),
        _number(top + BAR_AT), _number(top + BAR_AT + 0.82), _number(max(width, 0.6)),
    )  # fmt: skip


def _shortened(words: str) -> str:
    widths = accumulate(2 if east_asian_width(letter) in "WF" else 1 for letter in words)
    kept = sum(width <= LONGEST_WORDS for width in widths)
    return words if kept == len(words) else f"{words[: kept - 1]}…"


def _column(month: str, row: Row | None, x: float, step: float, most: int) -> Column:
    count = row.count if row else 0
    height = COLUMN_HEIGHT * count / most
    return Column(
        row.label if row else month, count, _number(x + step * 0.12), _number(step * 0.76),
        _number(COLUMNS_AT + COLUMN_HEIGHT - height), _number(height), month[:4] if month.endswith("-01") else "",
    )  # fmt: skip


def _until(last: str) -> list[str]:
    year, month = map(int, last.split("-"))
    numbers = range(year * 12 + month - MOST_COLUMNS, year * 12 + month)
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in numbers]


def _number(value: float) -> str:
    """Short and with a point, whatever the language writes."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
