"""Sources' own classes to our codes."""

import pytest

from portal.taxonomy.crosswalk import TABLES, map_code, map_codes
from portal.taxonomy.load import rows_of


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("综合政务\\政务督查", "other"),
        ("科技、教育\\知识产权", "intellectual_property"),
        ("科技、教育\\科技", "technology"),
        ("财政、金融、审计\\税务", "tax"),
        ("财政、金融、审计", "economy"),
        ("工业、交通\\民航", "industry"),
        ("城乡建设（含住房）", "other"),
        ("社会保障（社会保险、社会救助）", "other"),
        ("纳税", "tax"),
        ("人才", "talent"),
        ("知识产权", "intellectual_property"),
        ("先进制造业篇", "industry"),
        ("人才引进", None),
        ("", None),
        (None, None),
    ],
)
def test_field_by_the_longest_known_class(value, code):
    assert map_code("field", value) == code


def test_listed_support_forms_are_all_mapped_and_unknown_ones_dropped():
    assert map_codes("support_form", "资金支持、政策支持") == ["grant", "other"]
    assert map_codes("support_form", "资质认定、星际旅行") == ["recognition"]
    assert map_codes("support_form", None) == []


def test_class_with_a_path_is_one_class():
    assert map_codes("field", "卫生、体育\\体育") == ["other"]


def test_unknown_table_is_an_error():
    with pytest.raises(KeyError):
        map_code("colour", "红")


@pytest.mark.parametrize("table", TABLES)
def test_tables_lead_only_to_codes_that_exist(table):
    known = {row["code"] for row in rows_of(f"{table}s.csv")}
    assert {row["code"] for row in rows_of(f"crosswalk_{table}.csv")} <= known
