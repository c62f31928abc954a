"""Document numbers compared in normal form."""

import json
from pathlib import Path

import pytest

from portal.policies.numbers import find_numbers, normal_form


@pytest.mark.parametrize(
    "printed",
    ["国办发〔2018〕108号", "国办发[2018]108号", "国办发（2018）108号", "国办发【2018】第108号", "国办发 2018 108",
     "国办发〔２０１８〕１０８号", "国办发〔2018〕108", " 国办发 〔 2018 〕 108 号 ", "国办发2018108号"],
)  # fmt: skip
def test_every_bracket_form_is_the_same_number(printed):
    assert normal_form(printed) == "国办发[2018]108"


@pytest.mark.parametrize(
    "printed", ["国务院令第719号", "中华人民共和国国务院令第719号", "国令第719号", "国务院令第 719"]
)
def test_an_order_has_one_form(printed):
    assert normal_form(printed) == "国务院令719"


def test_chinese_serials_are_read():
    assert normal_form("中华人民共和国主席令第五十二号") == normal_form("主席令第52号")
    assert normal_form("主席令第一百零三号") == "主席令103"


def test_serial_year_and_stem_stay_apart():
    assert normal_form("国发〔2018〕1号") != normal_form("国发〔2011〕81号")
    assert normal_form("财政部 税务总局公告2023年第7号") == "财政部税务总局公告[2023]7"


@pytest.mark.parametrize("text", ["", "无", "〔〕", "号", "第号", "2018"])
def test_what_is_no_number_does_no_harm(text):
    assert isinstance(normal_form(text), str)


def test_numbers_are_found_in_text_as_printed():
    text = (
        "根据《关于…的指导意见》（国办发〔2018〕15号）和国发[2013]8号，依照国务院令第698号，再引（国办发〔2018〕15号）"
    )
    assert find_numbers(text) == ["国办发〔2018〕15号", "国发[2013]8号", "国务院令第698号"]


def test_the_sentence_is_not_part_of_the_number():
    text = "2002年9月7日中华人民共和国国务院令第362号公布，2012年3月5日省人民政府令第190号"
    assert find_numbers(text) == ["国务院令第362号", "省人民政府令第190号"]


@pytest.mark.parametrize(("query", "number"), json.loads((Path(__file__).parent / "number_queries.json").read_text()))
def test_numbers_as_people_type_them_equal_the_printed_ones(query, number):
    assert normal_form(query) == normal_form(number)
