"""Pictures in pages: AVIF, WebP and JPEG in two widths, with their size, drawn before anybody reads them."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.files.images import ImageFile
from django.test import Client, RequestFactory
from django.views.static import serve
from PIL import Image as Drawing
from wagtail.images import get_image_model

from tests.factories.documents import PolicyDocumentFactory
from tests.factories.interpretations import InterpretationFactory

WIDTH, HEIGHT = 1700, 850
TYPES = ["image/avif", "image/webp"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture(settings: Any, tmp_path: Path) -> Callable[[], Any]:
    """A picture of the library."""
    settings.MEDIA_ROOT = tmp_path

    def make() -> Any:
        stream = io.BytesIO()
        Drawing.linear_gradient("L").resize((WIDTH, HEIGHT)).convert("RGB").save(stream, "PNG")
        file = ImageFile(io.BytesIO(stream.getvalue()), name="flow.png")
        return get_image_model().objects.create(title="流程图", file=file)

    return make


def shown(path: str) -> Tag:
    html = BeautifulSoup(Client().get(path).content, "html.parser")
    return html.find("main").find("picture")


def widths(srcset: str) -> list[str]:
    return [part.split()[1] for part in srcset.split(",")]


def test_a_picture_in_a_text(picture: Callable[[], Any]) -> None:
    value = {"image": picture(), "caption": "图1 申报流程", "long_alternative": ""}
    value["image"].contextual_alt_text, value["image"].decorative = "从提交到拨付的四步", False
    page = PolicyDocumentFactory(body=[("image", value)])

    found = shown(page.url)

    assert [source["type"] for source in found.find_all("source")] == TYPES
    assert all(widths(source["srcset"]) == ["480w", "960w"] and source["sizes"] for source in found.find_all("source"))
    fallback = found.img
    assert (fallback["alt"], fallback["loading"]) == ("从提交到拨付的四步", "lazy")
    assert int(fallback["width"]) == 2 * int(fallback["height"])
    assert widths(fallback["srcset"]) == ["480w", "960w"]


def test_a_finished_graphic_is_drawn_when_it_is_published(picture: Callable[[], Any]) -> None:
    image = picture()
    page = InterpretationFactory(form="graphic", picture=image, text_alternative="四步办完")
    drawn = image.renditions.count()

    found = shown(page.url)

    assert image.renditions.count() == drawn
    assert [source["type"] for source in found.find_all("source")] == TYPES
    assert widths(found.img["srcset"]) == ["800w", "1600w"]
    assert "loading" not in found.img.attrs
    assert found.img["width"] == "800" and "四步办完" not in found.img["alt"]


def test_every_form_is_sent_as_what_it_is(picture: Callable[[], Any], settings: Any) -> None:
    value = {"image": picture(), "caption": "", "long_alternative": ""}
    value["image"].contextual_alt_text, value["image"].decorative = "流程", False
    found = shown(PolicyDocumentFactory(body=[("image", value)]).url)
    addresses = [source["srcset"].split()[0] for source in found.find_all("source")]
    sizes = []
    for address, kind in zip([*addresses, found.img["src"]], [*TYPES, "image/jpeg"], strict=True):
        answer = serve(RequestFactory().get(address), address.removeprefix("/media/"), settings.MEDIA_ROOT)
        body = b"".join(answer.streaming_content)
        assert (answer.status_code, answer["Content-Type"]) == (200, kind)
        assert Drawing.MIME[Drawing.open(io.BytesIO(body)).format] == kind
        sizes.append(len(body))
    assert sizes[0] < sizes[2] and sizes[1] < sizes[2]
