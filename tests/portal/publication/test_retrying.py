"""Two writers that wait for each other: PostgreSQL sends one away, it begins again, and both succeed."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.messages import add_message, get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.db import OperationalError, connection, connections
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from portal.pages.verbs import publish_changes
from portal.policies.models import PolicyDocument
from portal.publication.door import all_or_nothing
from portal.publication.models import LogHead, PublicationEvent, PublishedItem
from portal.publication.replay import rewind_upload
from portal.publication.retrying import RETRIES, again_on_conflict, retried
from portal.publication.transaction import transaction
from tests.factories.documents import PolicyDocumentFactory

WAIT = 20.0


class Deadlock(OperationalError):
    sqlstate = "40P01"


def request_with(*, upload: Any = None) -> HttpRequest:
    request = RequestFactory().post("/", {"title": "甲", **({"file": upload} if upload else {})})
    request.session = {}
    request._messages = FallbackStorage(request)
    return request


def on_both(first: Callable[[], Any], second: Callable[[], Any]) -> list[Any]:
    """Run two steps in threads; returns their results or raises what one raised."""
    results: list[Any] = []
    failures: list[BaseException] = []

    def run(step: Callable[[], Any]) -> None:
        try:
            results.append(step())
        except BaseException as error:
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(step,)) for step in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return results


class Crossing:
    """Both hold one row and want the other's: on the first attempt they wait until each has its first."""

    def __init__(self) -> None:
        self.barrier = threading.Barrier(2)
        self.attempts: list[str] = []

    def lock(self, name: str, *pages: PolicyDocument) -> None:
        first_time = name not in self.attempts
        self.attempts.append(name)
        list(PolicyDocument.objects.select_for_update().filter(pk=pages[0].pk))
        if first_time:
            self.barrier.wait(WAIT)
        list(PolicyDocument.objects.select_for_update().filter(pk=pages[1].pk))


postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer: no deadlocks")


@postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_requests_in_a_real_deadlock_both_succeed() -> None:
    first, second = PolicyDocumentFactory(title="甲"), PolicyDocumentFactory(title="乙")
    crossing = Crossing()

    def view(request: HttpRequest, name: str, *pages: PolicyDocument) -> HttpResponse:
        add_message(request, 20, f"{name} saved")
        crossing.lock(name, *pages)
        pages[0].title += request.FILES["file"].read().decode()
        publish_changes(page=pages[0])
        return HttpResponse(name)

    def answered(name: str, *pages: PolicyDocument) -> tuple[int, list[str]]:
        request = request_with(upload=SimpleUploadedFile("a.txt", "（修订）".encode()))
        mine = [PolicyDocument.objects.get(pk=page.pk) for page in pages]
        response = all_or_nothing(view)(request, name, *mine)
        return response.status_code, [message.message for message in get_messages(request)]

    answers = on_both(lambda: answered("one", first, second), lambda: answered("two", second, first))

    assert sorted(answers) == [(200, ["one saved"]), (200, ["two saved"])]
    assert len(crossing.attempts) == 3, "one of them was sent away once"
    told = PublicationEvent.objects.order_by("position").values_list("position", "type")
    assert list(told) == [
        (1, "policy.published"),
        (2, "policy.published"),
        (3, "policy.updated"),
        (4, "policy.updated"),
    ]


@postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_programs_in_a_real_deadlock_both_succeed() -> None:
    first, second = PolicyDocumentFactory(title="甲"), PolicyDocumentFactory(title="乙")
    crossing = Crossing()

    @retried
    def both(name: str, *, page: PolicyDocument, other: PolicyDocument) -> None:
        with transaction():
            crossing.lock(name, page, other)
            page.title += "（修订）"
            publish_changes(page=page)

    def mine(page: PolicyDocument) -> PolicyDocument:
        return PolicyDocument.objects.get(pk=page.pk)

    on_both(
        lambda: both("one", page=mine(first), other=mine(second)),
        lambda: both("two", page=mine(second), other=mine(first)),
    )

    assert sorted(PublishedItem.objects.values_list("title", flat=True)) == sorted(["甲（修订）", "乙（修订）"])
    assert len(crossing.attempts) == 3


@pytest.mark.django_db
def test_request_is_answered_again_as_if_for_the_first_time(monkeypatch: pytest.MonkeyPatch) -> None:
    page, attempts, read = PolicyDocumentFactory(title="甲"), [], []

    def view(request: HttpRequest) -> HttpResponse:
        attempts.append(request)
        read.append(request.FILES["file"].read())
        add_message(request, 20, "saved")
        page.refresh_from_db()
        page.title = "乙"
        publish_changes(page=page)
        if len(attempts) <= RETRIES:
            raise Deadlock("deadlock detected")
        return HttpResponse("done")

    request = request_with(upload=SimpleUploadedFile("a.txt", b"text"))
    edition = LogHead.objects.get().edition
    assert all_or_nothing(view)(request).status_code == 200

    assert read == [b"text"] * (RETRIES + 1)
    assert [message.message for message in get_messages(request)] == ["saved"]
    assert list(PublicationEvent.objects.values_list("type", flat=True)) == ["policy.published", "policy.updated"]
    assert LogHead.objects.get().edition == edition + 1


def test_more_conflicts_than_retries_are_told() -> None:
    attempts: list[int] = []

    def step() -> None:
        attempts.append(1)
        raise OperationalError from Deadlock("deadlock detected")

    with pytest.raises(OperationalError):
        again_on_conflict(step, rewind=lambda: None)
    assert len(attempts) == RETRIES + 1


def test_another_error_is_not_tried_again() -> None:
    attempts: list[int] = []

    def step() -> None:
        attempts.append(1)
        raise OperationalError("disk full")

    with pytest.raises(OperationalError):
        again_on_conflict(step, rewind=lambda: None)
    assert attempts == [1]


def test_upload_that_was_moved_into_the_storage_is_read_again(tmp_path: Path) -> None:
    upload = TemporaryUploadedFile("a.pdf", "application/pdf", 4, None)
    upload.write(b"%PDF")
    upload.flush()
    uploaded = Path(upload.temporary_file_path())
    uploaded.rename(tmp_path / "kept.pdf")
    rewind_upload(upload)

    assert upload.read() == b"%PDF"
    assert Path(upload.temporary_file_path()) != uploaded


@pytest.mark.django_db
@pytest.mark.parametrize(("view_name", "posted", "counted"), [
    ("wagtailadmin_pages:edit", {"title": "甲"}, 0),
    ("wagtailadmin_pages:edit", {"action-publish": "yes"}, 1),
    ("wagtailadmin_editing_sessions:ping", {}, 0),
    ("wagtailsnippets_taxonomy_level:edit", {"label": "市"}, 1),
])  # fmt: skip
def test_edition_counts_what_the_site_may_show(view_name: str, posted: dict[str, str], counted: int) -> None:
    request = RequestFactory().post("/", posted)
    request.session = {}
    request._messages = FallbackStorage(request)
    namespace, _, name = view_name.rpartition(":")
    request.resolver_match = type("Match", (), {"view_name": f"{namespace}:{name}"})()
    before = LogHead.objects.get().edition
    all_or_nothing(lambda _request: HttpResponse("done"))(request)

    assert LogHead.objects.get().edition == before + counted


@pytest.mark.django_db
def test_refused_request_counts_no_edition() -> None:
    before = LogHead.objects.get().edition
    all_or_nothing(lambda _request: HttpResponse(status=403))(request_with())

    assert LogHead.objects.get().edition == before
