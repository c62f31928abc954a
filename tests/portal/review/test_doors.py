"""Every door of the back-office: what is incomplete or unseen does not get out, and what was typed is kept."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision
from wagtail.test.utils.form_data import rich_text, streamfield

from portal.accounts.models import User
from portal.pages.gate import FORCED_ACTION, forced_entries
from portal.pages.tree import listing_for
from portal.policies.models import PolicyDocument
from portal.publication.models import PublishedItem
from tests.portal.review.calls import as_draft, complete_call, complete_document, document_form, signed_in

pytestmark = pytest.mark.django_db
PUBLISH = {"action-publish": "yes"}


def edit(client: Client, page: Page, **typed: Any) -> Any:
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), document_form(page, **typed))


def publish_by_list(client: Client, *pages: Page) -> Any:
    query = "?" + "&".join(f"id={page.pk}" for page in pages)
    return client.post(reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + query)


def told(client: Client) -> str:
    return client.get(reverse("wagtailadmin_home")).content.decode()


def draft_title(page: Page) -> str:
    return str(PolicyDocument.objects.get(pk=page.pk).get_latest_revision_as_object().title)


def test_publish_button_keeps_what_was_typed_and_names_what_is_missing(author: User) -> None:
    page, client = as_draft(complete_document(body=[]), author), signed_in(author)

    response = edit(client, page, title="改过的标题", **PUBLISH)

    assert response.status_code == 302
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    page.refresh_from_db()
    assert not page.live and draft_title(page) == "改过的标题"
    shown = client.get(response["Location"]).content.decode()
    assert 'data-gate-anchor="body"' in shown and 'data-gate-count="1"' in shown


def test_publish_button_lets_a_complete_record_out(author: User) -> None:
    page = as_draft(complete_document(body=[]), author)
    text = streamfield([("text", rich_text("<p>支持企业。</p>"))])

    edit(signed_in(author), page, body=text, **PUBLISH)

    page.refresh_from_db()
    assert page.live


def test_create_page_keeps_an_incomplete_record_as_a_draft(author: User) -> None:
    parent = as_draft(complete_document(), author).get_parent()
    url = reverse("wagtailadmin_pages:add", args=["policies", "policydocument", parent.pk])

    response = signed_in(author).post(url, document_form(title="新写的文件", slug="new", **PUBLISH))

    page = PolicyDocument.objects.get(slug="new")
    assert not page.live and page.title == "新写的文件"
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_create_page_shows_what_a_new_record_needs_and_asks_for_its_visibility(author: User) -> None:
    parent = as_draft(complete_document(), author).get_parent()
    url = reverse("wagtailadmin_pages:add", args=["policies", "policydocument", parent.pk])

    shown = signed_in(author).get(url).content.decode()

    assert 'data-gate-anchor="roles"' in shown
    assert '<option value="" selected>' in shown.split('name="visibility"')[1].split("</select>")[0]


def test_schedule_of_an_incomplete_record_is_refused(author: User) -> None:
    page = as_draft(complete_document(body=[]), author)
    later = (timezone.localtime() + dt.timedelta(days=1)).strftime("%Y-%m-%d %H:%M")

    edit(signed_in(author), page, go_live_at=later, title="定时发布的文件", **PUBLISH)

    assert not Revision.objects.exclude(approved_go_live_at=None).exists()
    assert draft_title(page) == "定时发布的文件"


def test_list_publishes_what_passes_and_names_the_rest(author: User) -> None:
    whole, lacking = as_draft(complete_document(), author), as_draft(complete_document(body=[], title="缺正文"), author)
    client = signed_in(author)

    response = publish_by_list(client, whole, lacking)

    assert response.status_code == 302
    assert PolicyDocument.objects.get(live=True).pk == whole.pk
    assert "缺正文" in told(client)


def test_author_of_a_call_is_refused_in_lists_too(author: User, other: User) -> None:
    page = as_draft(complete_call(), author)

    publish_by_list(signed_in(author), page)
    assert not PublishedItem.objects.exists()
    publish_by_list(signed_in(other), page)
    assert PublishedItem.objects.get().live


def test_copy_that_would_be_live_at_once_is_refused(author: User, lead: User) -> None:
    page = as_draft(complete_call(), author)
    publish_by_list(signed_in(lead), page)
    client = signed_in(author)
    typed = {"new_title": "副本", "new_slug": "copied", "new_parent_page": page.get_parent().pk, "publish_copies": "on"}

    response = client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), typed)

    assert response.status_code == 302
    assert not Page.objects.filter(slug="copied").exists() and "副本" in told(client)


def test_autosave_tells_what_is_missing_now(author: User) -> None:
    page = as_draft(complete_document(), author)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])

    answer = signed_in(author).post(url, document_form(page), headers={"accept": "application/json"}).json()

    assert answer["success"] and 'data-gate-anchor="body"' in answer["html"]


class TestForcing:
    def test_who_may_publishes_with_a_reason_that_the_history_shows(self, author: User, lead: User) -> None:
        page, client = as_draft(complete_call(materials=[]), author), signed_in(lead)
        url = reverse("review_force", args=[page.pk])
        assert "请列出" in client.get(url).content.decode() or "materials" in client.get(url).content.decode()

        client.post(url, {"reason": "材料清单随后补充，先行公布。"})

        page.refresh_from_db()
        assert page.live
        entry = forced_entries(page).get()
        assert (entry.user_id, entry.action) == (lead.pk, FORCED_ACTION)
        history = client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
        assert "材料清单随后补充" in history
        editor = signed_in(author).get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
        assert "材料清单随后补充" in editor

    def test_reason_is_demanded(self, author: User, lead: User) -> None:
        page = as_draft(complete_call(materials=[]), author)

        response = signed_in(lead).post(reverse("review_force", args=[page.pk]), {"reason": " "})

        assert response.status_code == 200
        page.refresh_from_db()
        assert not page.live

    def test_who_may_not_is_sent_away(self, author: User, other: User) -> None:
        page = as_draft(complete_call(materials=[]), author)

        signed_in(other).post(reverse("review_force", args=[page.pk]), {"reason": "我觉得可以发布。"})

        page.refresh_from_db()
        assert not page.live


def test_open_gate_of_tests_lets_incomplete_records_out(author: User, settings: Any) -> None:
    settings.PUBLICATION_GATE = "advisory"
    page = as_draft(complete_call(materials=[]), author)

    publish_by_list(signed_in(author), page)

    assert PublishedItem.objects.get().live and listing_for("notices").pk == page.get_parent().pk
