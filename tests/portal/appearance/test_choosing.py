"""Choosing a site's look in the back-office: what is wrong is said in words, and what is saved is shown."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image as PIL
from wagtail.images import get_image_model
from wagtail.models import Site

from portal.accounts.models import User
from portal.appearance.colours import stylesheet
from portal.appearance.models import SitePresentation
from portal.taxonomy import vocabulary
from tests.portal.appearance.sites import OTHER, main_site, white_label
from themes.colours import contrast
from themes.palettes import palette_of
from themes.tokens import TEXT_PAIRS

pytestmark = pytest.mark.django_db
GIVEN = {"theme": "park", "name": "高新区惠企", "name_en": "", "tagline": "", "tagline_en": "", "logo": "",
         "brand": "", "accent": "", "scope": ""}  # fmt: skip


def address_of(site: Site) -> str:
    return f"/admin/settings/appearance/sitepresentation/{site.pk}/"


@pytest.fixture
def address(home: Any) -> str:
    return address_of(main_site())


@pytest.fixture
def staff() -> Client:
    made = Client()
    made.force_login(User.objects.create_superuser("staff", "staff@example.org", "not-a-default-1"))
    return made


def test_what_is_chosen_is_shown(staff: Client, address: str, client: Client) -> None:
    response = staff.post(address, {**GIVEN, "brand": "0B3F7D"})

    assert response.status_code == 302
    assert SitePresentation.objects.get().brand == "#0b3f7d"
    page = client.get("/").content.decode()
    assert "高新区惠企" in page and "park-header" in page
    assert "/site-colours.css?" in page
    sheet = client.get("/site-colours.css")
    assert sheet["Content-Type"].startswith("text/css") and "--brand:#0b3f7d;" in sheet.content.decode()


def test_a_site_without_colours_links_no_stylesheet_of_its_own(client: Client, address: str) -> None:
    assert "site-colours" not in client.get("/").content.decode()
    assert client.get("/site-colours.css").content == b""


def test_a_logo_is_drawn_when_it_is_chosen(
    staff: Client, address: str, client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    content = io.BytesIO()
    PIL.new("RGB", (300, 160), "navy").save(content, "PNG")
    logo = get_image_model().objects.create(title="徽标", file=SimpleUploadedFile("logo.png", content.getvalue()))

    staff.post(address, {**GIVEN, "logo": str(logo.pk)})

    drawn = list(logo.renditions.values_list("filter_spec", flat=True))
    assert drawn == ["height-80"]
    assert "logo.height-80.png" in client.get("/").content.decode()
    assert list(logo.renditions.values_list("filter_spec", flat=True)) == drawn


def test_the_filter_is_told_in_words(staff: Client, address: str) -> None:
    address = address_of(white_label().site)
    staff.post(address, {**GIVEN, "scope": "?field=technology&-level=city"})

    assert SitePresentation.objects.get().scope == "field=technology&-level=city"
    form = staff.get(address).context["form"]
    assert vocabulary.label("field", "technology") in form.fields["scope"].help_text
    assert vocabulary.label("level", "city") in form.fields["scope"].help_text


def test_the_main_site_takes_no_filter(staff: Client, address: str, settings: Any) -> None:
    settings.PORTAL_BASE_URL = f"https://{OTHER}"
    for main in (address, address_of(white_label().site)):
        response = staff.post(main, {**GIVEN, "scope": "field=technology"})

        assert list(response.context["form"].errors) == ["scope"], main
    assert not SitePresentation.objects.exclude(scope="").exists()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("brand", "#9ad0ff", "WCAG 2.2"),
        ("brand", "blue", "#0b3f7d"),
        ("accent", "#ffb000", "WCAG 2.2"),
        ("scope", "colour=red", "colour"),
        ("scope", "status=open", "status"),
        ("scope", "field=nowhere", "nowhere"),
        ("scope", "field=tax&field=talent", "field"),
        ("scope", "scope=exact", "region=330302"),
        ("theme", "nowhere", "nowhere"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_saved(
    staff: Client, address: str, field: str, value: str, words: str
) -> None:
    response = staff.post(address, {**GIVEN, field: value})

    assert response.status_code == 200
    assert words in response.content.decode()
    assert "高新区惠企" in response.content.decode()
    assert not SitePresentation.objects.exists() or SitePresentation.objects.get().name == ""


def test_the_nearest_shade_that_will_do_is_named(staff: Client, address: str) -> None:
    form = staff.post(address, {**GIVEN, "brand": "#9ad0ff"}).context["form"]

    shade = form.errors["brand"].as_data()[0].params["shade"]
    assert 4.5 <= contrast(shade, "#ffffff") < 5


def test_who_may_not_is_turned_away(address: str) -> None:
    nobody = Client()
    nobody.force_login(User.objects.create_user("nobody", "nobody@example.org", "not-a-default-1"))
    assert nobody.get(address).status_code == 302
    assert nobody.post(address, GIVEN).status_code == 302
    assert not SitePresentation.objects.filter(name="高新区惠企").exists()


@pytest.mark.parametrize("theme", ["base", "park"])
@pytest.mark.parametrize("brand", ["#7a1f1f", "#0b3f7d", "#14532d", "#000000", "#767676"])
@pytest.mark.parametrize("accent", ["#8a4b00", "#8f1d17"])
def test_a_sites_colours_leave_everything_readable(theme: str, brand: str, accent: str) -> None:
    light, dark = (palette_of(theme, dark=night) for night in (False, True))
    css = stylesheet(brand, accent, light, dark)

    for part, palette in zip(css.split("@media"), (light, dark), strict=True):
        own = dict(pair.split(":") for pair in part.split("{")[-1].strip("}\n;").replace("--", "").split(";"))
        colours = palette | own
        for front, back in TEXT_PAIRS:
            assert contrast(colours[front], colours[back]) >= 4.5, (front, back)
