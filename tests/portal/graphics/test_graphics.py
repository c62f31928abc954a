"""Graphics: composed facts on the page, in the API's form and as a picture; questions; videos."""

import io

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from wagtail.documents.models import Document

from portal.graphics.lettering import NOT_FIRST, Style, broken, font
from portal.graphics.parts import PARTS
from portal.graphics.poster import TALLEST, Poster, png
from portal.pages.verbs import publish_changes
from tests.factories.interpretations import InterpretationFactory
from tests.factories.products import PolicyProductFactory

STYLE = Style(36, "#000000")
FACTS = [
    {"type": "who", "value": {"title": "", "items": [{"lead": "", "text": "科技型中小企业"}]}},
    {"type": "amounts", "value": {"title": "给多少", "items": [{"lead": "最高500万元", "text": "首台套装备"}]}},
    {"type": "steps", "value": {"title": "", "items": [{"lead": "网上填报", "text": ""}]}},
]


def poster(parts):
    return Poster("政策图解", "题目", "某局", parts, "惠企", "扫码", "http://testserver/i/1")


def size(data):
    return Image.open(io.BytesIO(data)).size


def test_lines_fit_and_do_not_begin_with_a_full_stop():
    text = "按“就高不重复”原则执行，公示五个工作日；公示无异议的，下达资金计划。" * 3
    lines = broken(text, STYLE, 400)
    assert "".join(lines) == text
    assert all(font(STYLE, text).getlength(line) <= 400 + STYLE.size for line in lines)
    assert not any(line[0] in NOT_FIRST for line in lines)


def test_words_and_numbers_stay_whole_and_endless_ones_are_cut():
    assert "Supercomputing" in broken("支持企业使用 Supercomputing 资源", STYLE, 400)[1]
    assert all(font(STYLE, "x").getlength(line) <= 400 + STYLE.size for line in broken("x" * 500, STYLE, 400))


@pytest.mark.parametrize("shape", PARTS)
def test_every_shape_is_as_tall_as_it_says(shape):
    one = {"shape": shape, "title": "题", "items": [{"lead": "一二三", "text": "四五六" * 30}]}
    two = {**one, "items": one["items"] * 3}
    width, once = size(png(poster([one])))
    assert width == 1080 and size(png(poster([two])))[1] > once > size(png(poster([])))[1]


def test_a_picture_nobody_could_look_at_is_refused():
    part = {"shape": "steps", "title": "题", "items": [{"lead": "一", "text": ""}] * (TALLEST // 60)}
    with pytest.raises(ValueError, match="tall"):
        png(poster([part]))


@pytest.mark.django_db
class TestOnTheSite:
    def test_facts_are_on_the_page_in_the_form_and_as_a_picture(self, client, settings, tmp_path):
        settings.DATA_DIR = tmp_path
        page = InterpretationFactory(title="一图读懂", form="graphic", graphic=FACTS)
        form = page.representation()
        assert [part["shape"] for part in form["graphic"]] == ["who", "amounts", "steps"]
        assert form["graphic"][1]["title"] == "给多少" and form["graphic"][0]["title"]
        assert "最高500万元：首台套装备" in form["body_text"]
        answer = client.get(page.url).content.decode()
        assert "最高500万元" in answer and f"/i/{page.permanent_id}/graphic.png" in answer
        picture = client.get(f"/i/{page.permanent_id}/graphic.png")
        assert picture["Content-Type"] == "image/png" and size(picture.content)[0] == 1080
        assert [file.suffix for file in (tmp_path / "graphics").iterdir()] == [".png"]

    def test_what_is_no_graphic_has_no_picture(self, client):
        page = InterpretationFactory(form="text")
        assert client.get(f"/i/{page.permanent_id}/graphic.png").status_code == 404

    def test_questions_are_text_and_have_anchors(self, client):
        answer = {"question": "能重复申报吗？", "answer": "<p>不能。</p>"}
        page = InterpretationFactory(form="qa", questions=[{"type": "question", "value": answer}])
        assert "能重复申报吗？\n不能。" in page.representation()["body_text"]
        assert f'id="question-{page.questions[0].id}"' in client.get(page.url).content.decode()

    def test_it_explains_a_product(self, client):
        product = PolicyProductFactory(title="创新券")
        page = InterpretationFactory(title="创新券怎么用")
        page.subjects = [page.subjects.model(product=product)]
        publish_changes(page=page)
        assert [ref["title"] for ref in page.representation()["products"]] == ["创新券"]
        assert "创新券怎么用" in client.get(product.url).content.decode()

    def test_a_video_is_served_in_parts(self, client):
        film = Document.objects.create(title="片", file=ContentFile(bytes(range(200)), name="film.mp4"))
        page = InterpretationFactory(form="video", video=film, text_alternative="大家好。")
        assert f'<source src="{film.url}"' in client.get(page.url).content.decode()
        part = client.get(film.url, headers={"range": "bytes=10-19"})
        assert (part.status_code, part.content, part["Content-Range"]) == (
            206, bytes(range(10, 20)), "bytes 10-19/200",
        )  # fmt: skip
        assert client.get(film.url, headers={"range": "bytes=-5"}).content == bytes(range(195, 200))
        assert client.get(film.url, headers={"range": "bytes=500-"}).status_code == 416
        assert client.get(film.url, headers={"range": "bytes=5-1"}).status_code == 416
        assert client.get(film.url).status_code == 200
