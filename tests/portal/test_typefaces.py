"""The typeface that the project ships draws what policies are written in."""

import gzip
import json
import unicodedata
from pathlib import Path

import pytest

from portal import typefaces


def test_the_regular_weight_draws_every_character_of_gb2312_and_gbk():
    pairs = (bytes((high, low)) for high in range(0x81, 0xFE) for low in range(0x40, 0xFF) if low != 0x7F)
    hanzi = [text for text in (pair.decode("gbk", "ignore") for pair in pairs) if "\u4e00" <= text <= "\u9fff"]
    assert len(hanzi) > 20_000 and typefaces.missing("".join(hanzi)) == []


@pytest.mark.parametrize(
    "text", ["〔2023〕《》「」『』【】", "ⅠⅡⅢⅣⅤⅥⅫⅰⅱⅲ", "①②⑩㈠㈩", "—…·～％‰℃㎡×÷±≤≥√¥€§", "ABCxyz0189"]
)
def test_both_weights_draw_the_marks_of_official_documents(text):
    assert typefaces.missing(text) == []
    assert typefaces.bold(text).name == "NotoSansSC-Bold.ttf"


def test_what_it_cannot_draw_is_told_once_each_in_order():
    assert typefaces.missing("惠企🎉政策🚀🎉\u200b\n") == ["🎉", "🚀"]


def test_bold_gives_way_to_regular_where_a_name_has_a_rare_hanzi():
    assert typefaces.bold("陈喆") == typefaces.regular() and typefaces.bold("陈某") != typefaces.regular()


def test_the_licence_lies_beside_the_files():
    assert "SIL OPEN FONT LICENSE Version 1.1" in (typefaces.FOLDER / "OFL.txt").read_text()


@pytest.mark.slow
def test_every_character_of_the_real_records_is_drawn(shared_data: Path):
    seen: set[str] = set()
    for path in sorted(shared_data.glob("*.jsonl*")):
        with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
            seen.update(*(json.dumps(json.loads(line), ensure_ascii=False) for line in lines))
    # Private use: what their authors' own typefaces showed there is lost for everybody.
    known = [character for character in sorted(seen) if unicodedata.category(character) != "Co"]
    assert len(known) > 3000 and typefaces.missing("".join(known)) == []
