"""Composing: what is found, how rows become entries, who may, and what is refused without losing anything."""

import json

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import GroupPagePermission

from portal.jobs.models import Job
from portal.pages.tree import listing_for
from portal.policies.models import Compilation, CompilationEntry, PolicyProduct, ProductMember
from portal.printing.models import Release
from tests.factories.documents import PolicyDocumentFactory
from tests.factories.products import PolicyProductFactory
from tests.portal.printing.making import compilation, scheme

pytestmark = pytest.mark.django_db


@pytest.fixture
def booklet():
    """One entry."""
    return compilation(CompilationEntry(heading="资金类", scheme=scheme()))


@pytest.fixture
def editor(admin_client):
    """Somebody who may everything."""
    return admin_client


def save(client, page, rows, **more):
    """Send the screen's form."""
    page.refresh_from_db()
    sent = {"entries": rows if isinstance(rows, str) else json.dumps(rows), "revision": page.latest_revision_id or ""}
    sent |= {"edition": "新版", "foreword-count": "0"} | more
    return client.post(reverse("printing_compose", args=[page.pk]), sent)


def draft(page) -> Compilation:
    """As the editor would open it."""
    page.refresh_from_db()
    return page.get_latest_revision_as_object()


def test_the_search_finds_chinese_substrings_and_numbers_and_filters_by_category(editor, booklet):
    PolicyDocumentFactory(title="关于促进知识产权高质量发展的意见", doc_number="京知局〔2023〕15号")
    scheme("知识产权保险试点", category="project")

    def found(**asked):
        return [row["title"] for row in editor.get(reverse("printing_found"), asked).json()["rows"]]

    assert found(q="知识产权") == ["知识产权保险试点", "关于促进知识产权高质量发展的意见"]
    assert found(q="京知局[2023]15号") == ["关于促进知识产权高质量发展的意见"]
    assert found(q="知识产权", category="project") == ["知识产权保险试点"]
    assert found(q="知识产权", kind="policy") == ["关于促进知识产权高质量发展的意见"]
    assert found(q="没有这种东西") == [] and found(q="\x00", org="x' or 1=1") == []


def test_a_product_brings_its_schemes_along(editor, booklet):
    members = [scheme("甲类"), scheme("乙类")]
    PolicyProductFactory(
        title="中小企业组合", members=[ProductMember(scheme=row, sort_order=n) for n, row in enumerate(members)]
    )
    row = editor.get(reverse("printing_found"), {"q": "组合"}).json()["rows"][0]
    assert row["kind"] == "product" and [member["title"] for member in row["members"]] == ["甲类", "乙类"]
    assert PolicyProduct.objects.count() == 1


def test_rows_become_a_draft_in_their_order_with_chapters(editor, booklet):
    kept, document = booklet.entries.first(), PolicyDocumentFactory(title="条例")
    rows = [
        {"chapter": "文件"},
        {"record": str(document.permanent_id)},
        {"chapter": "资金"},
        {"id": str(kept.permanent_id), "record": str(kept.scheme.permanent_id), "note": "以通知为准"},
    ]
    assert save(editor, booklet, rows).status_code == 302
    found = [(row.heading, (row.scheme or row.document).title, row.note) for row in draft(booklet).entries.all()]
    assert found == [("文件", "条例", ""), ("资金", kept.scheme.title, "以通知为准")]
    assert draft(booklet).entries.all()[1].permanent_id == kept.permanent_id
    assert draft(booklet).edition == "新版" and Compilation.objects.get().edition == "2026年版"


@pytest.mark.parametrize(
    "rows", ["", "nonsense", "[1]", '{"a": 1}', '[{"record": "x"}]', "[" * 5000, '[{"record": null}]']
)
def test_what_cannot_be_read_is_refused_in_words_and_nothing_is_lost(editor, booklet, rows):
    before = draft(booklet).latest_revision_id
    answer = save(editor, booklet, rows)
    assert answer.status_code == 200 and "messages" in answer.content.decode()
    assert draft(booklet).latest_revision_id == before


def test_a_stale_save_is_refused_and_the_list_stays_on_the_screen(editor, booklet):
    rows = [{"chapter": "我的一章"}]
    answer = save(editor, booklet, rows, revision="1")
    assert answer.status_code == 200 and answer.context["rows"] == rows
    assert len(draft(booklet).entries.all()) == 1


def test_a_record_that_never_was_cannot_be_an_entry(editor, booklet):
    answer = save(editor, booklet, [{"record": "00000000-0000-4000-8000-000000000000"}])
    assert answer.status_code == 200 and len(draft(booklet).entries.all()) == 1


def test_the_screen_releases_what_is_public_and_asks_for_the_pdf(editor, booklet):
    editor.post(reverse("printing_release", args=[booklet.pk]), {"edition": "秋季版"})
    made = Release.objects.get()
    assert (made.edition, made.number, made.compilation) == ("秋季版", 1, booklet.permanent_id)
    assert Job.objects.get(pk=made.job).kind == "printing.compilation"
    assert "秋季版" in editor.get(reverse("printing_compose", args=[booklet.pk])).content.decode()


def test_a_failed_pdf_can_be_asked_for_again_and_a_waiting_one_not_twice(editor, booklet):
    editor.post(reverse("printing_release", args=[booklet.pk]))
    made = Release.objects.get()
    again = reverse("printing_again", args=[booklet.pk, made.pk])
    editor.post(again)
    assert Job.objects.count() == 1
    Job.objects.update(state="failed", error="…")
    editor.post(again)
    assert Job.objects.count() == 2


def test_who_may_edit_only_composes_and_does_not_release(client, booklet, django_user_model):
    clerk = django_user_model.objects.create_user("clerk", password="x")
    group = Group.objects.create(name="clerks of compilations")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    GroupPagePermission.objects.create(
        group=group, page=listing_for("compilations"), permission=Permission.objects.get(codename="change_page")
    )
    clerk.groups.add(group)
    client.force_login(clerk)
    assert client.get(reverse("printing_compose", args=[booklet.pk])).status_code == 200
    client.post(reverse("printing_release", args=[booklet.pk]))
    assert not Release.objects.exists()


def test_who_may_not_edit_sees_nothing(client, booklet, django_user_model):
    stranger = django_user_model.objects.create_user("stranger", password="x")
    client.force_login(stranger)
    for address in (reverse("printing_compose", args=[booklet.pk]), reverse("printing_found")):
        assert client.get(address).status_code in (302, 403)
    assert save(client, booklet, []).status_code in (302, 403) and len(draft(booklet).entries.all()) == 1
