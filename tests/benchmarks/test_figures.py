"""The table of figures: percentiles, and growth only where all sizes were measured."""

from tests.benchmarks.figures import Figure, percentile, table


def test_a_percentile_is_a_value_that_was_measured() -> None:
    assert percentile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert percentile(list(map(float, range(1, 101))), 0.95) == 95.0
    assert percentile([7.0], 0.95) == 7.0


def test_sizes_stand_beside_each_other_with_the_growth() -> None:
    lines = list(
        table(
            [
                Figure("embedded", "page, p95", "ms", 100, 20.0, "≤ 50", grows=True),
                Figure("embedded", "page, p95", "ms", 500, 30.0, "≤ 50", grows=True),
                Figure("embedded", "rate", "M/s", 100, 2.5, grows=True),
            ]
        )
    )

    assert [line.split() for line in lines[1:]] == [
        ["embedded", "100", "500", "growth", "aim"],
        ["page,", "p95", "ms", "20.0", "30.0", "1.50", "x", "≤", "50"],
        ["rate", "M/s", "2.50", "-"],
    ]
