"""Which engine searches, and how it is reached."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.settings import search


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Any:
    def set_variables(**variables: str) -> dict[str, Any]:
        for name, value in variables.items():
            monkeypatch.setenv(f"ELASTICSEARCH_{name}", value)
        return search.engine(Path("/state/index"))

    return set_variables


def test_without_an_address_the_index_lies_in_its_folder(given: Any) -> None:
    assert given(URL="") == {"ENGINE": search.EMBEDDED, "PATH": Path("/state/index")}


def test_several_nodes_get_their_ports(given: Any) -> None:
    found = given(URL="https://a.example, http://b.example/path/, https://[::1]:9201")

    assert found["ENGINE"] == search.ELASTICSEARCH
    assert found["URLS"] == ("https://a.example:443", "http://b.example:9200/path", "https://[::1]:9201")
    assert (found["PREFIX"], found["REPLICAS"], found["SECONDS"], found["VERIFY"]) == ("huiqi", "auto", 0.6, True)


@pytest.mark.parametrize(
    "url", ["search.example:9200", "https://", "ftp://a.example", "http://a.example:x", "https://me:secret@a.example"]
)
def test_address_of_another_form_is_refused_without_repeating_it(given: Any, url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="ELASTICSEARCH_URL") as refused:
        given(URL=url)

    assert "secret" not in str(refused.value)


def test_user_wants_a_password_and_no_key(given: Any) -> None:
    assert given(URL="https://a.example", USER="me", PASSWORD="secret")["BASIC_AUTH"] == ("me", "secret")
    with pytest.raises(ImproperlyConfigured, match="ELASTICSEARCH_API_KEY"):
        given(API_KEY="key")
    with pytest.raises(ImproperlyConfigured, match="ELASTICSEARCH_PASSWORD"):
        given(PASSWORD="", API_KEY="")


def test_copies_are_a_number_or_auto(given: Any) -> None:
    assert given(URL="https://a.example", REPLICAS="2")["REPLICAS"] == 2
    with pytest.raises(ImproperlyConfigured, match="ELASTICSEARCH_REPLICAS"):
        given(REPLICAS="many")
