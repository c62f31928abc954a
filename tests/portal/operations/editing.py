"""Editors, a reader and the worker of the portal in DATA_DIR, in one process: a line in, a JSON line out."""

import gzip
import json
import select
import sys
import time
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.files.base import ContentFile  # noqa: E402
from django.core.files.storage import default_storage  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from api.positions import latest  # noqa: E402
from portal.publication.models import PublishedItem  # noqa: E402
from portal.publication.runner import Worker  # noqa: E402
from search.engine import configured_engine  # noqa: E402
from search.indexing.audit import audit  # noqa: E402
from tests.search.records import publish, remove  # noqa: E402

READER = Client()


def seed(count: str) -> int:
    """The first records, some withdrawn."""
    for n in range(int(count)):
        item = publish(title=f"第{n}号支持企业发展的若干政策", body_text="对企业给予一次性奖励。", level="city")
        if n % 10 == 9:
            remove(item)
    return PublishedItem.objects.count()


def busy() -> int:
    """Publish and upload until the next line comes; how many."""
    turns = 0
    while not select.select([sys.stdin], [], [], 0)[0]:
        turns += 1
        time.sleep(0.1)
        publish(title=f"其间发布的第{turns}号政策", body_text="申报单位应当提交材料。")
        default_storage.save(f"documents/{turns}.txt", ContentFile(f"附件{turns}".encode() * 1000))
    return turns


def upload(name: str, text: str) -> str:
    """Put a file among the uploads, in place of one of that name."""
    default_storage.delete(name)
    return default_storage.save(name, ContentFile(text.encode()))


def erase(name: str) -> None:
    """Remove an upload."""
    default_storage.delete(name)


def uploads() -> dict[str, str]:
    """Every upload and what it begins with."""
    root = settings.MEDIA_ROOT
    found = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_text()[:20] for path in found}


def position() -> str:
    """The newest event's."""
    return latest()


def after(position: str) -> dict[str, Any]:
    """How the feed answers a reader who holds this position."""
    answer = READER.get("/api/v1/changes", {"after": position})
    body = answer.json()
    return {"status": answer.status_code, "snapshot": body.get("snapshot"), "events": len(body.get("data", []))}


def mirror() -> dict[str, Any]:
    """A reader who loads the dump, then follows the feed, beside what the portal itself has."""
    manifest = READER.get("/data/dumps/manifest.json").json()
    held = {record["id"]: record["version"] for record in _dumped(manifest)}
    in_dump, position = len(held), manifest["cursor"]
    while (page := READER.get("/api/v1/changes", {"after": position, "limit": 50}).json())["data"]:
        for event in page["data"]:
            told = event["data"]
            held.pop(told["id"], None)
            if not told.get("deleted"):
                held[told["id"]] = told["object"]["version"]
        position = page["next_cursor"]
    public = {str(pk): n for pk, n in PublishedItem.objects.filter(live=True).values_list("pk", "version")}
    return {"in_dump": in_dump, "held": len(held), "same": held == public, "cursor": manifest["cursor"]}


def _dumped(manifest: dict[str, Any]) -> list[dict[str, Any]]:
    records = []
    for file in manifest["files"]:
        if file["path"].endswith(".jsonl.gz"):
            answer = READER.get(file["path"])
            records += map(json.loads, gzip.decompress(b"".join(answer)).decode().splitlines())
    return records


def dump() -> None:
    """New dumps."""
    call_command("export_dumps", verbosity=0, stdout=sys.stderr)


def worker() -> dict[str, Any]:
    """The worker does all there is to do; then what check_search says."""
    Worker().drain()
    found = audit(configured_engine(), timezone.now())
    return {"clean": found.clean, "reason": found.reason, "filed": found.filed, "public": found.public}


COMMANDS = (seed, busy, upload, erase, uploads, position, after, mirror, dump, worker)


def main() -> None:
    """A line in, a line out."""
    commands = {command.__name__: command for command in COMMANDS}
    while line := sys.stdin.readline():
        name, *arguments = line.split()
        print(json.dumps(commands[name](*arguments)), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
