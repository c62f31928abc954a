"""The header works without a script, and the display switch turns one mode and leaves the other."""

from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from django.http import HttpRequest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

TAG = "{% load theme_tags %}{% display_choices as choices %}"


def request(path: str = "/notices/?level=city", cookie: str = "") -> HttpRequest:
    made = RequestFactory().get(path)
    if cookie:
        made.COOKIES["display"] = cookie
    return made


def targets(cookie: str) -> list[dict[str, list[str]]]:
    context = Context({"request": request(cookie=cookie)})
    Template(TAG).render(context)
    return [parse_qs(urlsplit(choice["url"]).query, keep_blank_values=True) for choice in context["choices"]]


def header(**context: object) -> Tag:
    html = BeautifulSoup(render_to_string("includes/header.html", context, request=request()), "html.parser")
    return html.header


@pytest.mark.parametrize(
    ("cookie", "modes"),
    [
        ("", ["large", "contrast"]),
        ("large", ["", "contrast,large"]),
        ("contrast.large", ["contrast", "large"]),
        ("nonsense", ["large", "contrast"]),
    ],
)
def test_each_switch_turns_its_own_mode_and_comes_back(cookie: str, modes: list[str]) -> None:
    found = targets(cookie)

    assert [target["mode"][0] for target in found] == modes
    assert {target["next"][0] for target in found} == {"/notices/?level=city"}


def test_no_request_no_switch() -> None:
    context = Context({})
    Template(TAG).render(context)

    assert context["choices"] == []


@pytest.mark.parametrize(("toggle", "opened"), [("search", "header__search"), ("menu", "header__nav")])
def test_what_a_toggle_opens_follows_it_among_its_siblings(toggle: str, opened: str) -> None:
    """The stylesheet shows what follows an open <details>; elsewhere it would stay hidden on a phone."""
    found = header().find("details", class_=f"header__toggle--{toggle}")

    assert found.summary.text.strip()
    assert found.find_next_sibling(class_=opened)


def test_a_page_with_its_own_search_has_none_in_the_header() -> None:
    assert header(on_search_page=True).find(attrs={"role": "search"}) is None
    assert header(on_search_page=True).find("details", class_="header__toggle--search") is None


def test_the_present_section_is_marked() -> None:
    marked = header().find_all("a", attrs={"aria-current": True})

    assert [link["href"] for link in marked] == ["/notices/"]
