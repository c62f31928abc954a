"""Time prose of product cards: validity or rhythm, never a status."""

import datetime as dt
import json
from pathlib import Path

import pytest

from portal.importers.periods import read_period

WINDOWS = json.loads((Path(__file__).parent / "files" / "card_windows.json").read_text())


def test_of_the_76_real_texts_62_are_validity_and_15_rhythm():
    found = [read_period(text) for text in WINDOWS]

    assert sum(bool(period.valid_text) for period in found) == 62
    assert sum(period.cycle is not None for period in found) == 15
    assert all((period.cycle is None) == (not period.window_text) for period in found)
    assert all(period.valid_from for period in found if period.valid_text)


@pytest.mark.parametrize(
    ("text", "valid_from", "valid_to"),
    [
        ("从2022年9月起", dt.date(2022, 9, 1), None),
        ("2022年8月11日起，有效期3年", dt.date(2022, 8, 11), dt.date(2025, 8, 10)),
        ("从2022年7月5日起，在2022-2024年内有效", dt.date(2022, 7, 5), dt.date(2024, 12, 31)),
        ("2023年10月11日起至2025年12月31日止", dt.date(2023, 10, 11), dt.date(2025, 12, 31)),
        ("2022年8月26日起，2025年失效。", dt.date(2022, 8, 26), None),
    ],
)
def test_validity(text, valid_from, valid_to):
    period = read_period(text)

    assert (period.valid_from, period.valid_to, period.valid_text) == (valid_from, valid_to, text)
    assert period.cycle is None


@pytest.mark.parametrize(
    ("text", "every", "months"),
    [
        ("每年8月左右", 1, [8]),
        ("每三年评定一次", 3, []),
        ("每年第一季度", 1, [1, 2, 3]),
        ("定期发布", None, []),
        ("每年一至三次", 1, []),
    ],
)
def test_rhythm(text, every, months):
    period = read_period(text)

    assert (period.cycle.every, period.cycle.months, period.window_text) == (every, months, text)
    assert period.valid_text == "" and period.valid_from is None


def test_a_text_may_say_both():
    period = read_period("从2023年10月1日起，定期申报。")

    assert period.valid_from == dt.date(2023, 10, 1)
    assert period.window_text == period.cycle.text == "定期申报"


@pytest.mark.parametrize("text", ["见当年通知", "2023年13月起", "", None])
def test_what_is_neither_is_kept_as_printed(text):
    period = read_period(text)

    assert period.cycle is None and period.valid_to is None
    assert period.window_text == (text or "") or period.valid_text == text
