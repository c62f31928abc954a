"""Texts that break layouts: nothing is opened, nothing crashes, what cannot be printed is told."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from portal import typefaces
from portal.jobs.running import JobRefused
from portal.printing import typeset
from portal.printing.pictures import MOST_CELLS, for_paper
from portal.printing.press import press
from tests.portal.printing.making import texts

PAGE = (
    '<html lang="zh-CN"><head><title>题</title><style>html{{font-family:"Noto Sans SC"}} '
    "body{{overflow-wrap:anywhere}}</style></head><body>{}</body></html>"
)


def printed(body: str, seconds: int = 120, megabytes: int = 768):
    """The paper of this body."""
    return press(PAGE.format(body), seconds=seconds, megabytes=megabytes)


def test_emoji_and_private_characters_are_replaced_and_told():
    paper = printed("<p>政策🎉与\ue010说明🎉</p>")
    assert texts(paper.pdf) == ["政策〓与〓说明〓"] and paper.unprintable == "🎉\ue010"


def test_a_rare_hanzi_in_a_bold_title_is_printed():
    assert texts(printed("<h1>陈喆垟𬱖䑩</h1>").pdf) == ["陈喆垟𬱖䑩"]


def test_a_word_without_end_stays_on_the_page():
    assert "".join(texts(printed(f"<p>{'W' * 3000}</p>").pdf)).count("W") == 3000


def test_a_table_of_a_thousand_rows_goes_over_pages():
    rows = "".join(f"<tr><td>企业{number}</td><td>91110000{number:08}</td></tr>" for number in range(1000))
    paper = printed(f'<div class="text"><table>{rows}</table></div>')
    assert paper.pages > 10 and "企业999" in texts(paper.pdf)[-1]


def test_a_table_beyond_all_measure_is_named_instead():
    html = "<table>" + "<tr><td>甲</td><td>乙</td></tr>" * (MOST_CELLS // 2 + 1) + "</table>"
    assert "<table" not in for_paper(html) and "gone" in for_paper(html)


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:1/x.png",
        "//x/y.png",
        "/media/../secret-key",
        "data:image/png;base64,AAAA",
        "/media/images/gone.png",
        "/media/",
    ],
)
def test_a_picture_that_is_gone_or_foreign_leaves_its_words(address):
    written = for_paper(f'<p><img src="{address}" alt="流程图"></p>')
    assert "流程图" in written and "<img" not in written


def test_a_broken_picture_leaves_its_words():
    default_storage.save("images/broken.png", ContentFile(b"\x89PNG\r\n\x1a\n nothing"))
    assert "<img" not in for_paper('<img src="/media/images/broken.png" alt="图">')


def test_what_slips_through_is_not_opened_by_the_typesetter_either():
    paper = printed(
        '<p>前<img src="file:///etc/passwd" alt="图"><img src="http://127.0.0.1:1/"></p><link rel="stylesheet" href="file:///etc/passwd">'
    )
    assert paper.pages == 1 and "root:" not in "".join(texts(paper.pdf))


def test_scripts_links_and_ids_do_not_reach_the_paper():
    written = for_paper(
        '<p id="entry-1"><a href="javascript:x">字</a><script>x</script><svg><image href="x"/></svg></p>'
    )
    assert written == "<p>字</p>"


def test_an_endless_document_ends_with_a_sentence():
    with pytest.raises(JobRefused):
        printed("<div>深" * 20_000, seconds=10)


def test_a_machine_without_the_typeface_is_told_which_file_is_missing(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(typefaces, "FOLDER", tmp_path)
    with pytest.raises(SystemExit) as ended:
        typeset._use_own_typefaces(tmp_path)
    assert ended.value.code == 3 and "NotoSansSC-Regular.ttf" in capsys.readouterr().err


def test_a_machine_without_pango_is_told_what_to_install(monkeypatch, capsys):
    def absent(name):
        raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr(typeset, "import_module", absent)
    with pytest.raises(SystemExit) as ended:
        typeset.typeset("<p>字</p>")
    assert ended.value.code == 3 and "apt-get install libpango-1.0-0" in capsys.readouterr().err
