"""The screens in the back-office, for who may and who may not."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import Membership, User
from portal.jobs.queue import enqueue
from portal.jobs.worker import drain
from portal.pages.verbs import publish_changes
from portal.policies.models import PolicyDocument
from portal.sources.models import RecordState, Source, SourceRecord
from portal.sources.tasks import tasks
from portal.sources.vanishing import ask
from portal.taxonomy.models import Organisation
from tests.factories.documents import PolicyDocumentFactory
from tests.portal.sources.conftest import Feed, document, visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def own() -> Organisation:
    return Organisation.objects.create(name="苏州市科学技术局")


def member(organisation: Organisation, name: str, group: str = "Moderators") -> User:
    user = User.objects.create_user(name, f"{name}@example.org", "not-a-default-1")
    user.groups.add(Group.objects.get(name=group))
    Membership.objects.create(user=user, organisation=organisation, role=Membership.Role.APPROVER)
    return user


@pytest.fixture
def screens(client: Client, own: Organisation, feed: Feed) -> Client:
    """Signed in as an approver of the department that owns the source."""
    feed.set(owner=own)
    client.force_login(member(own, "approver"))
    return client


def record(upstream_id: str = "t-1") -> SourceRecord:
    return SourceRecord.objects.get(upstream_id=upstream_id)


def post(client: Client, name: str, pk: int, **values: Any) -> str:
    answer = client.post(reverse(name, args=[pk]), values, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_queue_lists_counts_and_filters(screens: Client, feed: Feed) -> None:
    feed.visit(document(1), document(2))

    answer = screens.get(reverse("sources_queue"), {"source": feed.source.pk, "kind": "policies"})

    assert answer.context["waiting"] == 2 and len(answer.context["records"].object_list) == 2
    assert not screens.get(reverse("sources_queue"), {"kind": "guides"}).context["records"].object_list
    assert screens.get(reverse("sources_queue"), {"source": "x", "p": "x"}).status_code == 200


def test_a_record_is_accepted_on_its_screen(screens: Client, feed: Feed, own: Organisation) -> None:
    feed.visit(document(1))
    assert "关于支持第1类企业的通知" in screens.get(reverse("sources_record", args=[record().pk])).content.decode()

    post(screens, "sources_record", record().pk, action="all", digest=record().pending_digest)

    page = PolicyDocument.objects.get()
    assert page.live and page.record_owner == own and record().state == RecordState.SETTLED


def test_three_columns_where_an_editor_edited(screens: Client, feed: Feed, editor: Any) -> None:
    feed.visit(document(1))
    post(screens, "sources_record", record().pk, action="all", digest=record().pending_digest)
    page = PolicyDocument.objects.get()
    page.doc_number = "编辑改过的文号"
    publish_changes(page=page, user=editor)
    feed.visit(
        document(1, title="来源的新标题", doc_number="苏府发〔2026〕9号", body="各有关单位：\n一、加大投入力度。")
    )

    answer = screens.get(reverse("sources_record", args=[record().pk]))

    rows = {row.name: row for row in answer.context["rows"]}
    assert set(rows) == {"title", "doc_number", "document_class", "body"}
    assert rows["doc_number"].here == "编辑改过的文号" and rows["title"].here is None
    assert "<ins>力度</ins>" in rows["body"].html
    said = post(screens, "sources_record", record().pk, action="some", field=["title"], digest=record().pending_digest)
    page = PolicyDocument.objects.get()
    assert (page.title, page.doc_number) == ("来源的新标题", "编辑改过的文号") and page.title in said


def test_nothing_chosen_and_old_screens_are_said(screens: Client, feed: Feed) -> None:
    feed.visit(document(1))
    pk = record().pk

    post(screens, "sources_record", pk, action="some", digest=record().pending_digest)
    post(screens, "sources_record", pk, action="all", digest="of yesterday")

    assert record().state == RecordState.WAITING and not PolicyDocument.objects.exists()


def test_rejecting(screens: Client, feed: Feed) -> None:
    feed.visit(document(1))
    post(screens, "sources_record", record().pk, action="reject", digest=record().pending_digest, note="不适用")
    assert record().state == RecordState.REJECTED and record().decisions.get().note == "不适用"


def test_several_are_accepted_at_once_and_the_others_told(screens: Client, feed: Feed) -> None:
    feed.visit(document(1), document(2), document(3))
    chosen = [f"{record(i).pk}:{record(i).pending_digest}" for i in ("t-1", "t-2")] + [f"{record('t-3').pk}:old"]

    answer = screens.post(reverse("sources_queue"), {"record": [*chosen, "x:y", "999:z"]})
    drain()

    assert PolicyDocument.objects.live().count() == 2
    shown = screens.get(answer["Location"]).context["job"].result
    assert shown["published"] == 2 and [title for title, _why in shown["refused"]] == ["关于支持第3类企业的通知"]


def test_a_new_record_that_is_here_already_is_joined(screens: Client, feed: Feed, own: Organisation) -> None:
    mine = PolicyDocumentFactory(title="先有的", doc_number="苏府发[2026]1号", record_owner=own)
    feed.visit(document(1))
    drain_finder()
    answer = screens.get(reverse("sources_record", args=[record().pk]))
    assert [page.pk for page in answer.context["like"]] == [mine.pk]

    post(screens, "sources_record", record().pk, action="join", page=mine.pk, digest=record().pending_digest)
    post(screens, "sources_record", record().pk, action="all", digest=record().pending_digest)

    assert PolicyDocument.objects.get().title == "关于支持第1类企业的通知" and record().page_id == mine.pk


def drain_finder() -> None:
    enqueue("duplicates.find")
    drain()


def test_what_vanished_is_decided(screens: Client, feed: Feed) -> None:
    feed.visit(document(1), document(2), document(3))
    post(screens, "sources_record", record().pk, action="all", digest=record().pending_digest)
    feed.visit(document(2), document(3))
    ask(timezone.now() + dt.timedelta(days=8))
    assert screens.get(reverse("sources_queue"), {"show": "gone"}).context["records"].object_list

    said = post(screens, "sources_vanished", record().pk, action="withdraw", reason="")
    assert PolicyDocument.objects.get().live and "error-message" in said
    post(screens, "sources_vanished", record().pk, action="withdraw", reason="retention_over")
    assert not PolicyDocument.objects.get().live


def test_another_department_sees_nothing(client: Client, feed: Feed, own: Organisation) -> None:
    feed.set(owner=own)
    feed.visit(document(1))
    client.force_login(member(Organisation.objects.create(name="苏州市财政局"), "other"))

    for name in ("sources_record", "sources_vanished"):
        assert client.get(reverse(name, args=[record().pk])).status_code == 404
    assert client.get(reverse("sources_queue")).status_code == 302
    assert client.get(reverse("sources_visits", args=[feed.source.pk])).status_code == 302
    client.post(reverse("sources_record", args=[record().pk]), {"action": "all", "digest": record().pending_digest})
    assert not PolicyDocument.objects.exists()


def test_a_visit_is_asked_for_and_shown(screens: Client, feed: Feed) -> None:
    feed.path.write_text('{"source_id": "t-1"}\n{', encoding="utf-8")

    answer = screens.post(reverse("sources_visits", args=[feed.source.pk]), {"action": "visit"})
    assert "data-job" in screens.get(answer["Location"]).content.decode()
    drain()

    shown = screens.get(reverse("sources_visits", args=[feed.source.pk])).content.decode()
    assert "title: missing" in shown


def test_sources_are_kept_by_those_who_may(admin_client: Client, settings: Any, tmp_path: Any, site_tree: None) -> None:
    settings.SOURCE_FOLDERS = [tmp_path.resolve()]
    address = reverse("wagtailsnippets_sources_source:add")
    form = {"name": "省平台", "form": "portal", "address": "https://10.0.0.1/", "kinds": ["policies"], "minutes": "60"}

    assert "address" in admin_client.post(address, form).context["form"].errors
    jsonl = {**form, "form": "jsonl", "address": "/etc/passwd", "kinds": ["policies", "notices"]}
    assert set(admin_client.post(address, jsonl).context["form"].errors) == {"address", "kinds"}
    nobody = {**form, "form": "folder", "address": "~nobody-of-that-name/files"}
    assert "address" in admin_client.post(address, nobody).context["form"].errors
    admin_client.post(address, {**form, "address": "https://portal.example.gov.cn"})

    assert Source.objects.get().kinds == ["policies"]
    assert "省平台" in admin_client.get(reverse("wagtailsnippets_sources_source:list")).content.decode()


def test_the_editors_home_is_told(screens: Client, feed: Feed) -> None:
    user = User.objects.get(username="approver")
    feed.visit(document(1))
    assert [(task.title, task.url) for task in tasks(user)] == [
        ("市政府文件", f"{reverse('sources_queue')}?source={feed.source.pk}")
    ]
    feed.path.unlink()
    feed.set(address=str(feed.path))
    visit(feed.source)
    user.user_permissions.add(Permission.objects.get(codename="change_source"))
    assert len(list(tasks(User.objects.get(pk=user.pk)))) == 2


@pytest.mark.parametrize("number", ["9" * 5000, str(2**63), "²", "nothing"])
def test_numbers_nobody_means_choose_nothing(admin_client, number):
    address = reverse("sources_queue")

    assert not admin_client.get(address, {"source": number}).context["records"].object_list
    assert admin_client.post(address, {"record": f"{number}:x"}).status_code == 302
