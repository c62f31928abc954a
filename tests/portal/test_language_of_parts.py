"""Chinese passages of English pages are marked, whatever stands around them; nothing else of the page changes."""

import pytest
from django.test import Client

from portal.language_of_parts import marked
from tests.factories.documents import PolicyDocumentFactory

CASES = [
    ("<h1>关于支持创新的措施</h1>", '<h1 lang="zh-CN">关于支持创新的措施</h1>'),
    ("<li>1．扶持3家</li>", '<li lang="zh-CN">1．扶持3家</li>'),
    ("<p>Reason: 系统升级，另行通知。</p>", '<p>Reason: <span lang="zh-CN">系统升级，另行通知。</span></p>'),
    ("<p><mark>专利</mark>奖</p>", '<p><mark lang="zh-CN">专利</mark><span lang="zh-CN">奖</span></p>'),
    ("<p>甲<br>乙</p>", '<p lang="zh-CN">甲<br><span lang="zh-CN">乙</span></p>'),
    ("<title>专利法 - Huiqi</title>", '<title lang="zh-CN">专利法 - Huiqi</title>'),
    ('<option value="a">北京 (3)</option>', '<option value="a" lang="zh-CN">北京 (3)</option>'),
    ('<a lang="zh-hans" href="/">中文</a>', '<a lang="zh-hans" href="/">中文</a>'),
    ('<script type="application/ld+json">{"name":"惠企"}</script>',) * 2,
    ('<div aria-label="表格"><b>单位</b></div>', '<div aria-label="表格" lang="zh-CN"><b lang="zh-CN">单位</b></div>'),
    ('<img src="/a" alt="流程图" width="8">', '<img src="/a" alt="流程图" width="8" lang="zh-CN">'),
    ('<a aria-label="All: 申报" href="/">All</a>', '<a aria-label="All: 申报" href="/">All</a>'),
    ("<p>Search &amp; find</p>",) * 2,
    ("<p>A&amp;B 公司</p>", '<p>A&amp;B <span lang="zh-CN">公司</span></p>'),
]


@pytest.mark.parametrize(("html", "expected"), CASES)
def test_passage_is_marked_where_it_stands(html: str, expected: str) -> None:
    assert marked(html) == expected


@pytest.mark.django_db
def test_english_page_of_a_record_says_which_words_are_chinese_and_the_chinese_page_says_nothing() -> None:
    url = PolicyDocumentFactory(title="关于支持创新的措施").url

    english, chinese = Client().get(f"/en{url}"), Client().get(url)

    assert '<h1 lang="zh-CN">关于支持创新的措施</h1>' in english.text
    assert int(english["Content-Length"]) == len(english.content)
    assert 'lang="zh-CN"' not in chinese.text.replace('<html lang="zh-CN"', "")
