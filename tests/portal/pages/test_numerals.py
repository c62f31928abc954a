"""Numbers in Chinese texts."""

import pytest

from portal.pages.numerals import integer


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("三", 3), ("两", 2), ("十", 10), ("十二", 12), ("二十", 20), ("二十七", 27), ("五十二", 52), ("07", 7),
        ("一百零三", 103), ("一千二百", 1200), ("二〇二六", 2026), ("二○二6", 2026), ("12", 12), ("１２", 12),
    ],
)  # fmt: skip
def test_read(text, number):
    assert integer(text) == number


@pytest.mark.parametrize("text", ["元", "三x", "若干"])
def test_no_number(text):
    with pytest.raises(ValueError, match="invalid literal"):
        integer(text)
