"""Numbered conditions, contacts and amounts."""

from decimal import Decimal

from portal.importers.enumerations import amount, contacts, numbered


def test_numbered_parts_keep_their_sub_numbers():
    prose = "应同时具备以下条件：\n1．注册在本市。\n（1）满两年。\n（2）无失信记录。\n2．有研发机构。"

    assert numbered(prose) == [
        "应同时具备以下条件：",
        "注册在本市。\n（1）满两年。\n（2）无失信记录。",
        "有研发机构。",
    ]


def test_bracketed_numbers_count_where_there_are_no_others():
    assert numbered("（1）甲；\n（2）乙。") == ["甲；", "乙。"]


def test_prose_without_numbers_is_one_part():
    assert numbered("凡在本市注册的企业。\n均可申请。") == ["凡在本市注册的企业。\n均可申请。"]
    assert numbered(None) == []


def test_decimals_are_no_numbers_of_parts():
    assert numbered("1.5倍以上的企业") == ["1.5倍以上的企业"]


def test_contacts():
    assert contacts("北京市发展和改革委员会：55590088") == [("北京市发展和改革委员会", "55590088")]
    assert contacts("北京市人力资源社会保障局：12333、北京市财政局：55593998") == [
        ("北京市人力资源社会保障局", "12333"),
        ("北京市财政局", "55593998"),
    ]
    assert contacts("北 京 市 经 济 和信 息 化局 ： 55521000 ； 政 策咨 询 ：156****1687") == [
        ("北京市经济和信息化局", "55521000"),
        ("政策咨询", "156****1687"),
    ]


def test_a_swallowed_card_is_cut_off():
    prose = "北京市财政局：55593998\n11.中关村支持科技型小微企业\n时间/频度 从2022年6月起联络方式 某委：55572341"

    assert contacts(prose) == [("北京市财政局", "55593998")]


def test_an_amount_is_read_only_where_there_is_one():
    assert amount("按30%的比例给予最高3000万元支持").maximum == Decimal(30_000_000)
    assert amount("按30%的比例给予最高3000万元支持").rate == Decimal("0.3")
    assert amount("甲类最高500万元，乙类最高300万元").maximum is None
    assert amount("承诺售价不高于30元/公斤的，给予补贴").maximum is None
    assert amount("不超过1.5亿元").maximum == Decimal(150_000_000)
    assert amount(None) is None


def test_the_first_kind_of_number_parts_where_asked_for():
    prose = "（一）甲；\n1.甲一\n2.甲二\n（二）乙。"
    assert numbered(prose, outermost=True) == ["甲；\n1.甲一\n2.甲二", "乙。"]
    assert numbered(prose) == ["（一）甲；", "甲一", "甲二\n（二）乙。"]
