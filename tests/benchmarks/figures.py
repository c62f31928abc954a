"""What was measured, as figures in one table: sizes beside each other, what grew, and what is aimed at."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One value of one engine at one size; `target` in words, `grows`: how it grows with the records is told."""

    engine: str
    what: str
    unit: str
    size: int
    value: float
    target: str = ""
    grows: bool = False


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that is at least as large as this share of all."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def table(figures: Sequence[Figure]) -> Iterator[str]:
    """One line a measure, engine by engine."""
    sizes = sorted({figure.size for figure in figures})
    growth = f"{'growth':>9}" if len(sizes) > 1 else ""
    for engine in dict.fromkeys(figure.engine for figure in figures):
        yield ""
        yield f"{engine:<54}{'':<8}" + "".join(f"{size:>12,}" for size in sizes) + growth + "  aim"
        own = [figure for figure in figures if figure.engine == engine]
        for what in dict.fromkeys(figure.what for figure in own):
            yield _line([figure for figure in own if figure.what == what], sizes)


def _line(found: Sequence[Figure], sizes: Sequence[int]) -> str:
    by_size = {figure.size: figure.value for figure in found}
    cells = "".join(f"{_number(by_size.get(size)):>12}" for size in sizes)
    first = found[0]
    grown = by_size[sizes[-1]] / by_size[sizes[0]] if first.grows and len(by_size) == len(sizes) > 1 else None
    growth = "" if len(sizes) == 1 else f"{f'{grown:.2f} x' if grown else '':>9}"
    return f"{first.what:<54}{first.unit:<8}{cells}{growth}  {first.target}".rstrip()


def _number(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.1f}" if abs(value) >= 10 else f"{value:.2f}"
