"""Splitting joint bodies, and level and region by name. Every value is one that real documents carry."""

from pathlib import Path

import pytest

from portal.taxonomy.levels import infer_level, infer_region
from portal.taxonomy.names import normalise, split_bodies


@pytest.mark.parametrize(
    ("printed", "bodies"),
    [
        ("国务院", ["国务院"]),
        ("国务院、中央军委", ["国务院", "中央军委"]),
        ("国务院办公厅、中央军委办公厅", ["国务院办公厅", "中央军委办公厅"]),
        (
            "北京市科学技术委员会、中关村科技园区管理委员会",
            ["北京市科学技术委员会", "中关村科技园区管理委员会"],
        ),
        ("中共柳河县委 柳河县人民政府", ["中共柳河县委", "柳河县人民政府"]),
        ("中共柳河县委\n柳河县人民政府", ["中共柳河县委", "柳河县人民政府"]),
        ("住房城乡建设部 发展改革委", ["住房城乡建设部", "发展改革委"]),
        ("江西省人民政府办公厅转发省发改委省监察厅", ["江西省人民政府办公厅"]),
        (
            "中共广东省委宣传部（广东省新闻出版局、广东省版权局、广东省电影局）",
            ["中共广东省委宣传部（广东省新闻出版局、广东省版权局、广东省电影局）"],
        ),
        (
            "广东省人民政府参事室 (广东省人民政府文史研究馆)",
            ["广东省人民政府参事室(广东省人民政府文史研究馆)"],
        ),
        ("广州市农业农村局（乡村振兴局）", ["广州市农业农村局（乡村振兴局）"]),
        ("国 务 院", ["国务院"]),
        ("江西省人民政府 办公厅", ["江西省人民政府办公厅"]),
        ("国务院、国务院", ["国务院"]),
        ("", []),
        (None, []),
    ],
)
def test_joint_bodies_are_split_as_printed(printed, bodies):
    assert split_bodies(printed) == bodies


def test_names_are_compared_without_form_of_brackets_and_space():
    assert normalise("中国人民银行广州分行（ 外汇局 ）") == normalise("中国人民银行广州分行(外汇局)")


@pytest.mark.parametrize(
    ("name", "level", "region"),
    [
        ("国务院", "country", "100000"),
        ("全国人民代表大会常务委员会", "country", "100000"),
        ("最高人民法院", "country", "100000"),
        ("公安部", "country", "100000"),
        ("住房和城乡建设部办公厅", "country", "100000"),
        ("市场监督管理总局", "country", "100000"),
        ("江西省人民政府办公厅", "province", "360000"),
        ("江西省市场监管局", "province", "360000"),
        ("湖北省住房和城乡建设厅", "province", "420000"),
        ("新疆维吾尔自治区人大常务委员会", "province", "650000"),
        ("北京市科学技术委员会", "province", "110000"),
        ("天津市市场监督管理委员会", "province", "120000"),
        ("省政府办公厅", "province", None),
        ("自治区住房城乡建设厅", "province", None),
        ("中共广东省委宣传部（广东省新闻出版局、广东省版权局、广东省电影局）", "province", "440000"),
        ("国家税务总局四川省税务局", "province", "510000"),
        ("中国银保监会四川监管局", "province", "510000"),
        ("国家税务总局深圳市税务局", "city", "440300"),
        ("吉林市人民代表大会常务委员会", "city", "220200"),
        ("阿坝州人民政府办公室", "city", None),
        ("北京市石景山区人民政府", "district", "110107"),
        ("通州区人力资源和社会保障局", "district", None),
        ("景宁畲族自治县人民代表大会", "district", "331127"),
        ("中共柳河县委", "district", "220524"),
        ("茂林镇党政办公室", "town", None),
        ("中关村科技园区管理委员会", "park", None),
        ("北京经济技术开发区管理委员会", "park", "park-bda"),
        ("苏州工业园区管理委员会", "park", "park-sip"),
        ("工业和信息化局", None, None),
        ("学前教育与高中教育处", None, None),
    ],
)
def test_level_and_region_by_name(name, level, region):
    assert (infer_level(name), infer_region(name)) == (level, region)


PRINTED = (Path(__file__).parent / "printed_bodies.txt").read_text(encoding="utf-8").splitlines()
JOINT = {
    "国务院、中央军委",
    "国务院办公厅、中央军委办公厅",
    "北京市科学技术委员会、中关村科技园区管理委员会",
    "中共柳河县委 柳河县人民政府",
    "住房城乡建设部 发展改革委",
    "知识产权局办公室 教育部办公厅",
    "最高人民法院、最高人民检察院",
}


def test_of_all_printed_bodies_only_the_joint_ones_are_split():
    assert {printed for printed in PRINTED if len(split_bodies(printed)) > 1} == JOINT


def test_every_other_printed_body_stays_as_it_is_unless_it_forwards():
    for printed in set(PRINTED) - JOINT:
        (body,) = split_bodies(printed)
        assert normalise(printed) == normalise(body) or printed.startswith(f"{body}转发")


def test_nearly_every_printed_body_tells_its_level():
    known = [printed for printed in PRINTED if infer_level(split_bodies(printed)[0])]
    assert len(known) / len(PRINTED) > 0.95
