"""What is read from a stream without rendering it."""

import uuid

from cms_blocks import DocumentStream, clauses, plain_text, raw


def test_plain_text_has_one_paragraph_a_line() -> None:
    stream = DocumentStream().to_python(
        [
            raw.heading("第一章　总则"),
            raw.clause(label="第一条", html="<p>为了<b>支持</b>企业 &amp; 创新，<br/>制定本办法。</p><p>第二款。</p>"),
            raw.table([["项目", "标准"], ["首次", "20万元"]], caption="标准"),
            raw.entries("materials", [{"name": "申报书", "required": True, "copies": 2, "note": "盖章"}]),
        ]
    )

    assert plain_text(stream).split("\n") == [
        "第一章　总则", "第一条", "为了支持企业 & 创新，", "制定本办法。", "第二款。",
        "标准", "项目\t标准", "首次\t20万元", "申报书", "盖章",
    ]  # fmt: skip


def test_plain_text_of_nothing_is_empty() -> None:
    assert plain_text(None) == ""
    assert plain_text(DocumentStream().to_python([])) == ""


def test_clauses_carry_the_stream_child_s_id() -> None:
    permanent = str(uuid.uuid4())
    block = raw.clause(label="第一条", heading="目的", html="<p>为了支持企业。</p>", id=permanent)

    assert clauses(DocumentStream().to_python([raw.heading("总则"), block])) == [
        {"id": permanent, "label": "第一条", "text": "目的\n为了支持企业。"}
    ]


def test_clause_without_an_id_is_stored_with_the_one_it_was_read_with() -> None:
    stream = DocumentStream().to_python(
        [{"type": "clause", "value": {"label": "一、", "heading": "", "text": "<p>x</p>"}}]
    )

    found = clauses(stream)[0]["id"]

    assert stream.get_prep_value()[0]["id"] == found
