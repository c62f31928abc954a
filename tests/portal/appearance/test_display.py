"""Large type and high contrast are the reader's: in a cookie, kept apart by the cache of pages, without a script."""

import pytest
from django.test import Client, RequestFactory

from portal.display import display_of, modes
from tests.factories.documents import PolicyDocumentFactory


def test_only_known_modes_count() -> None:
    assert modes("large.contrast") == {"large", "contrast"}
    assert modes("large, purple; contrast") == {"large", "contrast"}
    assert modes("LARGE <b>") == frozenset()


def test_modes_are_read_from_the_cookie() -> None:
    request = RequestFactory().get("/")
    assert display_of(request) == frozenset()
    request.COOKIES["display"] = "contrast"
    assert display_of(request) == {"contrast"}


def test_choosing_remembers_and_leads_back(client: Client) -> None:
    response = client.get("/display/?mode=large,contrast&next=/policies/%3Ffield=tax")

    assert (response.status_code, response["Location"]) == (302, "/policies/?field=tax")
    assert client.cookies["display"].value == "contrast.large"
    assert client.cookies["display"]["httponly"]


def test_choosing_nothing_forgets(client: Client) -> None:
    client.get("/display/?mode=large&next=/")
    response = client.get("/display/?mode=&next=/")

    assert response.cookies["display"]["max-age"] == 0


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "/a\nb", ""]
)
def test_it_leads_nowhere_else(client: Client, address: str) -> None:
    response = client.get("/display/", {"mode": "large", "next": address})

    assert response["Location"] == "/"


@pytest.mark.django_db
def test_a_page_says_which_modes_it_is_in(client: Client) -> None:
    PolicyDocumentFactory(slug="shown")
    assert "data-display" not in client.get("/policies/shown/").content.decode()
    client.cookies["display"] = "large.contrast"
    response = client.get("/policies/shown/")
    assert 'data-display="contrast large"' in response.content.decode()
    assert "Cookie" in response["Vary"]
