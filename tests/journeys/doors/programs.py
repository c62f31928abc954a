"""What programs do: verbs, importers, a page added live."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.test import Client

from portal.importers.run import ImportRun
from portal.pages.verbs import publish_changes, record_happening, withdraw
from portal.policies.models import PolicyDocument
from portal.publication.transaction import transaction
from tests.factories.documents import PolicyDocumentFactory
from tests.journeys.doors.ways import (
    HOUR,
    Way,
    each,
    nothing,
    notice,
)


def add_live_child() -> Way:
    parent, page = PolicyDocumentFactory().get_parent(), PolicyDocument(title="程序添加", live=True)

    def go(_client: Client, _folder: Path) -> None:
        with transaction():
            parent.add_child(instance=page)

    return Way(go, each("published", page))


def publish_without_a_change() -> Way:
    page = PolicyDocumentFactory()
    return Way(lambda _client, _folder: publish_changes(page=page), nothing)


def withdraw_with_a_reason() -> Way:
    page = PolicyDocumentFactory()
    return Way(lambda _client, _folder: withdraw(page=page, reason="replaced"), each("withdrawn", page))


def happening() -> Way:
    page = notice()
    window = page.items.first().windows.first().permanent_id
    until = page.items.first().windows.first().closes_at + 240 * HOUR
    return Way(
        lambda _client, _folder: record_happening(
            page=page, window_id=window, kind="extended", closes_at=until, reason="延期"
        ),
        each("updated", page),
        {"change_note": "延期", "significant": True},
    )


def imported(title: str) -> Callable[[Client, Path], Any]:
    def go(_client: Client, folder: Path) -> None:
        path = folder / "records.jsonl"
        path.write_text(json.dumps({"source_id": "t-1", "title": title, "body": "一、加大投入。"}), encoding="utf-8")
        ImportRun(path, "policies").run()

    return go


def import_new() -> Way:
    PolicyDocumentFactory()
    go = imported("导入的文件")
    return Way(go, lambda: each("published", PolicyDocument.objects.get(source_id="t-1"))(), {"change_note": "导入"})


def import_changed(folder: Path) -> Way:
    PolicyDocumentFactory()
    imported("导入的文件")(Client(), folder)
    page = PolicyDocument.objects.get(source_id="t-1")
    return Way(imported("改了标题"), each("updated", page), {"change_note": "导入"})
