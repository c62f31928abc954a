"""A whole stream as HTML: order of headings, anchors, language, escaping, tables."""

import uuid
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.utils import translation

from cms_blocks import DocumentStream, raw
from tests.factories.documents import PolicyDocumentFactory

HOSTILE = "<script>alert(1)</script>"


def rendered(*blocks: dict[str, Any]) -> BeautifulSoup:
    stream = DocumentStream().to_python(list(blocks))
    return BeautifulSoup(str(stream.render_as_block()), "html.parser")


def test_clause_title_follows_the_level_of_the_heading_above() -> None:
    clause = raw.clause(label="第一条", html="<p>正文</p>")

    html = rendered(
        clause, raw.heading("第一章"), clause, raw.heading("第一节", level=3), clause, raw.heading("第二章"), clause
    )

    assert [tag.name for tag in html.find_all(["h2", "h3", "h4"])] == ["h2", "h2", "h3", "h3", "h4", "h2", "h3"]


def test_clause_anchor_is_its_permanent_id() -> None:
    permanent = str(uuid.uuid4())

    html = rendered(raw.clause(label="第一条", html="<p>正文</p>", id=permanent))

    assert html.section["id"] == f"clause-{permanent}"
    assert html.section.a["href"] == f"#clause-{permanent}"


def test_text_that_is_not_rich_is_escaped_everywhere() -> None:
    html = rendered(
        raw.heading(HOSTILE),
        raw.clause(label=HOSTILE, heading=HOSTILE, html="<p>x</p>"),
        raw.table([[HOSTILE, HOSTILE], [HOSTILE, HOSTILE]], caption=HOSTILE, header="both"),
        raw.entries("steps", [{"title": HOSTILE, "text": "<p>x</p>"}], title=HOSTILE),
        raw.entries("materials", [{"name": HOSTILE, "required": True, "copies": 1, "note": HOSTILE}], title=HOSTILE),
        raw.entries(
            "contacts", [{"name": HOSTILE, "phone": HOSTILE, "address": HOSTILE, "hours": HOSTILE}], title=HOSTILE
        ),
        raw.entries("attachments", [{"name": HOSTILE, "document": None, "url": "javascript:alert(1)"}], title=HOSTILE),
        raw.callout("<p>x</p>", heading=HOSTILE, tone=HOSTILE),
        raw.block("clause_quote", {"document": None, "source": HOSTILE, "clause": "", "label": "", "text": HOSTILE}),
    )

    assert not html.find("script")
    assert not html.find("a", href=lambda href: href and href.startswith("javascript"))


def test_public_html_does_not_follow_the_publisher_s_language() -> None:
    block = raw.entries("materials", [{"name": "申报书", "required": True, "copies": 2, "note": ""}])
    with translation.override("en"):
        english = rendered(block)

    assert str(english) == str(rendered(block))


def test_table_has_caption_scopes_and_merged_cells() -> None:
    rows = [["项目", "标准", ""], ["首次", "10", "20"]]

    html = rendered(raw.table(rows, spans=[(0, 1, 1, 2)], caption="奖励标准", header="both"))

    assert html.caption.text == "奖励标准"
    assert [(cell.text, cell["scope"]) for cell in html.thead.find_all("th")] == [("项目", "col"), ("标准", "col")]
    assert html.thead.find_all("th")[1]["colspan"] == "2"
    assert [(cell.name, cell.text) for cell in html.tbody.tr.find_all(["th", "td"])] == [
        ("th", "首次"), ("td", "10"), ("td", "20"),
    ]  # fmt: skip


def test_header_cells_that_reach_down_keep_their_rows_in_the_head() -> None:
    html = rendered(raw.table([["甲", "乙"], ["", "丙"], ["1", "2"]], spans=[(0, 0, 2, 1)]))

    assert len(html.thead.find_all("tr")) == 2
    assert len(html.tbody.find_all("tr")) == 1


def test_telephone_numbers_become_links() -> None:
    html = rendered(
        raw.entries("contacts", [{"name": "中心", "phone": "0512-12345678转8001", "address": "", "hours": ""}])
    )

    assert html.find("a")["href"] == "tel:051212345678"
    assert "转8001" in html.address.text


def test_steps_are_an_ordered_list() -> None:
    html = rendered(raw.entries("steps", [{"title": "填报", "text": ""}, {"title": "公示", "text": ""}]))

    assert [item.strong.text for item in html.ol.find_all("li")] == ["填报", "公示"]


@pytest.mark.django_db
def test_reference_to_what_is_not_public_gives_nothing_away() -> None:
    document = PolicyDocumentFactory(title="内部文件")
    type(document).objects.filter(pk=document.pk).update(visibility="internal")

    html = rendered(raw.block("related", {"title": "相关", "pages": [document.pk]}))

    assert "内部文件" not in str(html)
