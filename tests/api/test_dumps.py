"""The dumps: what the lists and details give, as files that never change under their names."""

import csv
import datetime as dt
import gzip
import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from api.dumps import columns, shelf
from api.dumps import manifest as manifests
from api.dumps.export import export
from api.positions import latest, token
from tests.api.conftest import Reader
from tests.search.records import call_item, publish, remove, window

pytestmark = pytest.mark.django_db
MANIFEST = "/data/dumps/manifest.json"


@pytest.fixture(autouse=True)
def root(settings: Any, tmp_path: Path) -> Path:
    settings.DUMPS_ROOT = tmp_path / "dumps"
    return tmp_path / "dumps"


def names(root: Path) -> set[str]:
    return {path.name for path in root.iterdir() if path.is_file() and not path.name.startswith(".")}


def told(reader: Reader) -> dict[str, Any]:
    response = reader.get(MANIFEST)
    assert response.status_code == 200, response.content
    return response.json()


def content(reader: Reader, kind: str, ending: str, form: str = "files") -> bytes:
    path = next(row["path"] for row in told(reader)[form] if row["kind"] == kind and row["path"].endswith(ending))
    return fetch(reader, path)[1]


def fetch(reader: Reader, path: str, **headers: str) -> tuple[Any, bytes]:
    """The answer, and its bytes; the file behind it is closed at their end."""
    response = reader.get(path, headers=headers)
    return response, b"".join(response)


def lines(packed: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in gzip.decompress(packed).splitlines()]


def rows(table: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline="")))


def test_files_hold_what_lists_and_details_give(reader: Reader) -> None:
    policy = publish(body_text="全文", clauses=[])
    publish("interpretations", title="一图读懂", policies=[{"id": str(policy.pk), "title": policy.title}])
    now = timezone.now()
    call = publish("notices", items=[call_item(window(now - dt.timedelta(days=1), now + dt.timedelta(days=90)))])
    export()

    for kind in ("policies", "interpretations", "notices", "guides"):
        assert lines(content(reader, kind, ".jsonl.gz")) == reader.read(f"/{kind}")["data"]
    (whole,) = lines(content(reader, "policies", ".gz", "texts"))
    assert whole == reader.read(f"/policies/{policy.pk}")
    assert whole["body_text"] == "全文" and whole["interpretations"][0]["title"] == "一图读懂"
    (row,) = rows(content(reader, "notices", ".csv"))
    assert (row["id"], row["status"], row["title"]) == (str(call.pk), "open", call.title)


def test_manifest_tells_position_sizes_and_hashes(reader: Reader, root: Path) -> None:
    publish()
    made = export()

    body = told(reader)

    assert body["cursor"] == made.cursor == latest() and body["license"].startswith("https://")
    assert [(row["kind"], row["records"]) for row in body["texts"]][:2] == [("policies", 1), ("policy-products", 0)]
    assert len(body["files"]) == 16 and len(body["texts"]) == 8
    for row in body["files"] + body["texts"]:
        found = (root / row["path"].removeprefix("/data/dumps/")).read_bytes()
        assert (len(found), hashlib.sha256(found).hexdigest()) == (row["bytes"], row["sha256"])
        assert row["sha256"][:16] in row["path"]


def test_same_records_give_the_same_files(root: Path, freeze_now: Any) -> None:
    publish()
    first = export()
    freeze_now(timezone.now() + dt.timedelta(hours=5))

    second = export()

    assert second.all_files == first.all_files and second.generated_at > first.generated_at


def test_another_address_of_the_portal_is_in_the_next_dump(reader: Reader, settings: Any) -> None:
    publish()
    export()
    settings.PORTAL_BASE_URL = "https://moved.example"

    export()

    assert lines(content(reader, "policies", ".jsonl.gz"))[0]["url"].startswith("https://moved.example/")


def test_cells_are_no_formulas_and_lists_are_json(reader: Reader) -> None:
    publish(title="=1+1", summary="＋公式\n第二行", region=["320500", "320505"])
    export()

    table = content(reader, "policies", ".csv")
    (row,) = rows(table)

    assert table.startswith(b"\xef\xbb\xbf") and table.endswith(b"\r\n")
    assert row["title"] == "'=1+1" and row["summary"] == "'＋公式\n第二行"
    assert json.loads(row["region"]) == ["320500", "320505"] and row["doc_number"] == ""


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (True, "true"),
        (-5, "-5"),
        (0.5, "0.5"),
        ("-5", "'-5"),
        ([], "[]"),
        ("\t=", "'\t="),
        ("＝A1", "'＝A1"),
    ],
)
def test_cell(value: Any, cell: str) -> None:
    assert columns.cell(value) == cell


@pytest.mark.parametrize("kind", columns.OWN)
def test_every_kind_has_its_columns_once_and_a_record_without_members_fits(kind: str) -> None:
    headed = columns.columns(kind)

    assert columns.row(headed, {}) == ["[]" if value == [] else "" for value in (read({}) for read in headed.values())]
    assert list(headed)[0] == "id" and len(set(headed)) == len(headed)


def test_export_cut_short_leaves_the_dump_before_it_whole(reader: Reader, root: Path) -> None:
    publish()
    before, files = export(), names(root)
    publish(title="后来的")

    def break_off(kind: str, done: int, total: int) -> None:
        if kind == "guides":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export(break_off)

    assert manifests.current() == before and names(root) == files
    assert len(lines(content(reader, "policies", ".jsonl.gz"))) == 1


def test_what_a_killed_export_left_is_cleared(root: Path) -> None:
    export()
    (root / ".part").mkdir()
    (root / ".part" / "policies.csv").write_text("half")
    orphan = root / "policies-0123456789abcdef.csv"
    orphan.write_text("put there, never named")

    export()

    assert not (root / ".part").exists() and not orphan.exists()


def test_replaced_files_can_be_fetched_for_a_day(root: Path, freeze_now: Any, settings: Any) -> None:
    publish()
    old = {file.name for file in export().all_files}
    publish(title="后来的")
    new = {file.name for file in export().all_files}
    assert old - new and names(root) == old | new | {"manifest.json"}

    settings.DUMPS_KEPT = dt.timedelta(seconds=-1)
    export()

    assert names(root) == new | {"manifest.json"}


@pytest.mark.parametrize("reason", ["issued_in_error", "not_public"])
def test_nothing_that_was_taken_back_is_served(reader: Reader, root: Path, reason: str) -> None:
    item = publish(title="不应公开")
    paths = [file.path for file in export().of_kind("policies")]
    remove(item, reason)

    shelf.take_down(item.position + 1)

    assert names(root) == set() and [reader.get(path).status_code for path in paths] == [404] * 3
    away = reader.get(MANIFEST)
    assert away.status_code == 503 and away["Retry-After"] and "made" in away.json()["detail"]
    export()
    assert lines(content(reader, "policies", ".jsonl.gz")) == []


def test_dump_made_after_the_taking_back_stays_and_what_it_replaced_goes(root: Path) -> None:
    item = publish(title="不应公开")
    export()
    remove(item, "not_public")
    made = export()

    shelf.take_down(item.position + 1)

    assert manifests.current() == made and names(root) == {file.name for file in made.all_files} | {"manifest.json"}


def test_export_begins_again_when_something_is_taken_back_meanwhile(reader: Reader) -> None:
    item = publish(title="不应公开")
    seen = []

    def take_back_once(kind: str, done: int, total: int) -> None:
        seen.append(kind)
        if seen.count("activities") == 1 and kind == "activities":
            remove(item, "not_public")

    export(take_back_once)

    assert seen.count("policies") > 2
    assert told(reader)["cursor"] == latest() and lines(content(reader, "policies", ".jsonl.gz")) == []


def test_plain_withdrawal_takes_nothing_down(root: Path) -> None:
    item = publish()
    export()
    remove(item)

    assert shelf.taken_back(0) is False


def test_files_are_immutable_and_have_validators(reader: Reader) -> None:
    publish()
    file = export().files[0]

    whole, _body = fetch(reader, file.path)

    assert whole["Cache-Control"] == "public, max-age=86400, immutable" and "Content-Encoding" not in whole
    assert whole["Content-Length"] == str(file.bytes) and whole["Access-Control-Allow-Origin"] == "*"
    for header in ({"If-None-Match": whole["ETag"]}, {"If-Modified-Since": whole["Last-Modified"]}):
        assert reader.get(file.path, headers=header).status_code == 304
    head = reader.head(file.path)
    assert (head.status_code, head["Content-Length"], head.content) == (200, str(file.bytes), b"")
    assert not whole.cookies


@pytest.mark.parametrize(
    ("wanted", "first", "last"),
    [("bytes=0-9", 0, 9), ("bytes=5-", 5, None), ("bytes=-4", -4, None), ("bytes=2-999999", 2, None)],
)
def test_range_gives_a_part(reader: Reader, wanted: str, first: int, last: int | None) -> None:
    publish()
    file = export().files[0]
    _answer, whole = fetch(reader, file.path)

    part, body = fetch(reader, file.path, Range=wanted)

    assert part.status_code == 206 and body == whole[first : last + 1 if last else None]
    assert part["Content-Range"].endswith(f"/{file.bytes}")


@pytest.mark.parametrize("wanted", ["bytes=1-0", "bytes=0-1,3-4", "items=0-1", "bytes=-", "bytes=a-b", "bytes=２-３"])
def test_what_is_no_single_range_gives_the_whole(reader: Reader, wanted: str) -> None:
    publish()
    file = export().files[0]

    assert fetch(reader, file.path, Range=wanted)[0].status_code == 200
    assert fetch(reader, file.path, Range="bytes=999999-")[0].status_code == 416
    assert fetch(reader, file.path, **{"Range": "bytes=0-1", "If-Range": '"another"'})[0].status_code == 200


@pytest.mark.parametrize(
    "name",
    ["", "..", "../db.sqlite3", "..%2fdb.sqlite3", ".export.lock", ".part/policies.csv", "policies",
     "policies-0.csv", "policies-0123456789abcdef.csv", "policies-0123456789abcdef.csv%0a", "nothing.jsonl.gz",
     "manifest.json/", "a%00b"],
)  # fmt: skip
def test_no_other_file_can_be_had(reader: Reader, root: Path, name: str) -> None:
    export()

    response = reader.get(f"/data/dumps/{name}")

    assert response.status_code == 404 and response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("path", [MANIFEST, "/data/dumps/policies.csv", "/data/mirror_client.py", "/data/catalog"])
def test_only_plain_reading_is_answered(reader: Reader, path: str) -> None:
    export()

    assert reader.post(path).status_code == 405 and reader.post(path)["Allow"] == "GET, HEAD, OPTIONS"
    refused = reader.get(path, {"page": "1"})
    assert refused.status_code == 400 and refused.json()["errors"][0]["param"] == "page"


def test_newest_file_of_a_kind_has_a_lasting_address(reader: Reader) -> None:
    made = export()

    for ending, form in ((".csv", "csv"), (".jsonl.gz", "jsonl"), (".texts.jsonl.gz", "texts")):
        answer = reader.get(f"/data/dumps/policies{ending}")
        assert answer.status_code == 302
        assert answer["Location"] == next(file.path for file in made.of_kind("policies") if file.form == form)
    assert reader.get("/data/dumps/policies.texts.csv").status_code == 404


def test_position_no_longer_kept_leads_to_the_manifest(reader: Reader) -> None:
    publish()
    export()

    gone = reader.read("/changes", 410, after=token("00000000", 1))

    assert gone["snapshot"].endswith(MANIFEST) and told(reader)["cursor"]


def test_command_makes_a_dump_and_says_what_is_in_it(capsys: Any) -> None:
    publish()

    call_command("export_dumps")

    made = manifests.current()
    assert made and made.cursor in capsys.readouterr().out


def test_client_can_be_downloaded(reader: Reader) -> None:
    assert reader.get("/data/mirror_client.py").content.startswith(b'"""Keeps a true copy')
