"""Two states of a record are compared in words, piece by piece."""

import datetime as dt

import pytest
from wagtail.models import Revision

from cms_blocks import raw
from portal.pages.differences import MOST_COMPARED, differences, marked_sides, marked_text
from portal.policies.models import ApplicationNotice, CallItem, CallWindow, NoticeMaterial
from tests.factories.documents import PolicyDocumentFactory
from tests.factories.notices import ApplicationNoticeFactory

pytestmark = pytest.mark.django_db


def revised(page: ApplicationNotice) -> Revision:
    return page.save_revision()


def test_chinese_is_marked_character_by_character_and_numbers_as_a_whole() -> None:
    html = marked_text("最高补助50万元。", "最高补助100万元<b>。")

    assert html == "最高补助<del>50</del><ins>100</ins>万元<ins>&lt;b&gt;</ins>。"


def test_two_sides_keep_their_lines() -> None:
    old, new = marked_sides("补助50万元\n甲", "补助100万元\n甲")

    assert (old, new) == ("补助<del>50</del>万元<br>甲", "补助<ins>100</ins>万元<br>甲")


def test_long_texts_are_compared_line_by_line() -> None:
    line = "政" * int(MOST_COMPARED**0.5)
    old, new = marked_sides(f"{line}甲\n完", f"{line}乙\n完")

    assert (old, new) == (f"<del>{line}甲<br></del>完", f"<ins>{line}乙<br></ins>完")


def test_same_state_has_no_differences() -> None:
    page = ApplicationNoticeFactory(method="线上申报")

    assert differences(page, revised(page)) == []


def test_plain_field_is_told_with_its_label_and_both_states() -> None:
    page = PolicyDocumentFactory(issued_on=dt.date(2026, 3, 1))
    first = page.save_revision()
    page.issued_on = dt.date(2026, 4, 1)

    (found,) = differences(first, page)

    assert (found.field, found.label) == ("issued_on", "成文日期")
    assert (found.old, found.new) == ("2026年3月1日", "2026年4月1日")


def test_text_leaves_unchanged_blocks_out() -> None:
    page = PolicyDocumentFactory(body=[raw.text("<p>第一段不变。</p>"), raw.text("<p>第二段旧文。</p>")])
    first = page.save_revision()
    stream = page.body.get_prep_value()
    page.body = [stream[0], {**stream[1], "value": "<p>第二段新文。</p>"}, raw.text("<p>第三段。</p>")]

    (found,) = differences(first, page)

    assert found.html == "<p>第二段<del>旧</del><ins>新</ins>文。</p>\n<p><ins>第三段。</ins></p>"


def test_changed_link_is_a_difference_although_the_words_are_the_same() -> None:
    page = PolicyDocumentFactory(body=[raw.text('<p><a href="https://a.example">办法</a></p>')])
    first = page.save_revision()
    page.body = [{**page.body.get_prep_value()[0], "value": '<p><a href="https://b.example">办法</a></p>'}]

    assert [found.field for found in differences(first, page)] == ["body"]


def test_keys_that_the_editor_gives_paragraphs_are_no_difference() -> None:
    page = PolicyDocumentFactory(body=[raw.text("<p>正文。</p>")])
    first = page.save_revision()
    page.body = [{**page.body.get_prep_value()[0], "value": '<p data-block-key="ab12c">正文。</p>'}]

    assert differences(first, page) == []


def test_rows_are_told_with_their_fields_and_rows_of_their_own() -> None:
    closes = dt.datetime(2026, 12, 31, 16, tzinfo=dt.UTC)
    item = CallItem(name="高新技术企业认定", windows=[CallWindow(open_ended=False, closes_at=closes, text="年底前")])
    page = ApplicationNoticeFactory(items=[item], materials=[NoticeMaterial(name="申请书")])
    first = page.save_revision()
    page.materials = [*page.materials.all(), NoticeMaterial(name="审计报告", copies=2)]
    changed, window = page.items.get(), page.items.get().windows.get()
    window.text = "十二月底前"
    changed.windows = [window]
    page.items = [changed]

    items, materials = differences(first, page)

    assert items.field == "items"
    assert "十二月底前" in items.new and "十二月底前" not in items.old
    assert materials.label and "审计报告" in materials.html and "申请书" not in materials.html
