"""Template tags: words for codes, instants for people, safe addresses."""

import datetime as dt

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from themes.templatetags import portal_tags as tags
from themes.words import WORDS, word

NOW = dt.datetime(2026, 12, 30, 1, 0, tzinfo=dt.UTC)


def test_instant_is_told_in_shanghai_to_the_minute() -> None:
    with translation.override("en"):
        html = tags.instant("2026-12-31T09:30:00+00:00")

    assert html == '<time datetime="2026-12-31T17:30:00+08:00">2026-12-31 17:30</time>'


def test_deadline_at_midnight_is_the_end_of_the_day_before() -> None:
    with translation.override("en"):
        html = tags.deadline("2027-01-01T00:00:00+08:00")

    assert html == '<time datetime="2027-01-01T00:00:00+08:00">2026-12-31 24:00</time>'


@pytest.mark.parametrize(
    ("closes_at", "expected"),
    [
        ("2026-12-30T09:00:00+08:00", ""),
        ("2026-12-30T09:00:30+08:00", "1 minute left"),
        ("2026-12-30T11:59:00+08:00", "2 hours left"),
        ("2026-12-31T09:00:00+08:00", "1 day left"),
        ("2027-01-09T17:30:00+08:00", "10 days left"),
        (None, ""),
    ],
)
def test_countdown_counts_whole_units(closes_at: str | None, expected: str) -> None:
    with translation.override("en"):
        assert tags.countdown(closes_at, NOW) == expected


def test_badge_escapes_a_code_nobody_knows() -> None:
    html = tags.status_badge('"><script>')

    assert "<script>" not in html


def test_badge_of_nothing_is_nothing() -> None:
    assert tags.status_badge("none") == tags.status_badge(None) == tags.validity_badge(None) == ""


def test_status_is_told_in_the_words_of_its_kind() -> None:
    with translation.override("en"):
        assert "registration open" in tags.status_badge("open", "activities")


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("0512-65240001转8001", ["051265240001"]),
        ("65240001、65240002", ["65240001", "65240002"]),
        ("12345", ["12345"]),
        ("400-800-1234", ["4008001234"]),
        ("+86 512-1", []),
        ("见2026年1号文 91320500MA1 ", []),
        (None, []),
    ],
)
def test_telephone_numbers_are_found_in_prose(text: str | None, linked: list[str]) -> None:
    html = tags.phone_links(text)

    assert [part.split('"')[0] for part in html.split('href="tel:')[1:]] == linked


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//evil.example", "data:text/html,x", "", None])
def test_link_leads_nowhere_dangerous(address: str | None) -> None:
    assert tags.web_address(address) == ""


@pytest.mark.parametrize(
    ("value", "expected"), [(None, ""), (500000, "50 ten thousand yuan"), (12345.5, "12,345.50 yuan")]
)
def test_yuan(value: float | None, expected: str) -> None:
    with translation.override("en"):
        assert tags.yuan(value) == expected


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("/policies/?q=a&b=c", "/en/policies/?q=a&b=c"),
        ("/en/policies/", "/policies/"),
        ("/en/", "/"),
        ("/en", "/"),
        ("/en?q=a", "/?q=a"),
        ("/en//evil.example/", "/evil.example/"),
    ],
)
def test_language_switch_keeps_the_page(path: str, other: str) -> None:
    context = Context({"request": RequestFactory().get(path)})

    assert tags.other_language(context)["path"] == other


def test_paths_of_the_site_follow_the_language() -> None:
    with translation.override("en"):
        assert [tags.local(path) for path in ("/policies/", "https://a.example/", None)] == [
            "/en/policies/", "https://a.example/", "",
        ]  # fmt: skip
    assert tags.local("/policies/") == "/policies/"


def test_filters_that_the_form_does_not_show_are_kept() -> None:
    facets = [{"name": "level", "choices": [{"value": "city"}]}, {"name": "org", "choices": []}]

    assert tags.beyond([("q", "x"), ("level", "city"), ("org", "1")], facets) == [("org", "1")]


def test_words_fall_back_to_the_code() -> None:
    assert word("mode", "new_mode") == "new_mode"
    assert word("mode", None) == ""
    assert all(str(text) for words in WORDS.values() for text in words.values())


def test_tags_work_in_templates() -> None:
    html = Template('{% load portal_tags %}{% site_name %}{% identity "icp" %}{{ "/"|local }}').render(Context())

    assert html.endswith("/")
