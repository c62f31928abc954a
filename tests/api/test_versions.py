"""Versions of a record: what changed from one to the next, in details too."""

from typing import Any

import pytest

from api.content.differences import LONGEST, differences
from portal.publication.models import LogHead, PublicationEvent, PublishedVersion
from tests.api.conftest import Reader
from tests.search.records import publish, remove

pytestmark = pytest.mark.django_db
LONG = "为支持企业创新发展，制定本措施。" * 60


def changed(reader: Reader, path: str) -> dict[str, tuple[Any, Any]]:
    return {row["field"]: (row["old"], row["new"]) for row in reader.read(path)["changed"]}


def test_long_text_is_told_by_what_surrounds_the_difference(reader: Reader) -> None:
    item = publish(title="一稿", body_text=LONG + "补助一万元。" + LONG)
    publish(id=item.pk, title="二稿", body_text=LONG + "补助三万元。" + LONG)

    found = changed(reader, f"/policies/{item.pk}/versions/2")

    assert found["title"] == ("一稿", "二稿") and set(found) == {"title", "body_text"}
    old, new = found["body_text"]
    assert "补助一万元" in old and "补助三万元" in new and len(old) < 200 and old[0] == old[-1] == "…"


def test_parts_are_told_by_those_that_differ(reader: Reader) -> None:
    clauses = [{"id": str(n), "number": f"第{n}条", "text": LONG} for n in range(30)]
    item = publish(clauses=clauses)
    publish(
        id=item.pk,
        clauses=[{**clauses[0], "text": LONG + "另有规定的除外。"}, *clauses[2:], {"id": "30", "text": "新"}],
    )

    (field,) = (pair for name, pair in changed(reader, f"/policies/{item.pk}/versions/2").items() if name == "clauses")

    old, new = field
    assert [row["id"] for row in old] == ["0", "1"] and [row["id"] for row in new] == ["0", "30"]
    assert set(old[0]) == {"id", "text"} and new[0]["text"].endswith("另有规定的除外。") and len(old[1]["text"]) < 200


def test_list_tells_every_version_with_note_and_weight(reader: Reader) -> None:
    item = publish(title="一稿", body_text="甲")
    publish(id=item.pk, title="一稿", body_text="乙")
    PublicationEvent.objects.filter(position=2).update(change_note="更正", significant=True)

    newest, first = reader.read(f"/policies/{item.pk}/versions")["data"]

    assert newest["changed"] == [{"field": "body_text", "old": "甲", "new": "乙"}]
    assert (newest["change_note"], newest["significant"]) == ("更正", True)
    assert (first["change_note"], first["significant"], first["changed"]) == (None, False, [])
    assert reader.read("/changes", after=first["position"])["data"][0]["data"]["version"] == 2


def test_redacted_version_tells_nothing_of_what_it_was(reader: Reader) -> None:
    item = publish(title="不应公开")
    remove(item)
    publish(id=item.pk, title="可以公开", body_text="乙")
    publish(id=item.pk, title="可以公开", body_text="丙")
    PublishedVersion.objects.filter(n=1).update(detail=None)

    rows = reader.read(f"/policies/{item.pk}/versions")["data"]

    assert [row["n"] for row in rows] == [4, 3, 2, 1] and [bool(row["changed"]) for row in rows] == [
        True,
        False,
        False,
        False,
    ]
    assert reader.read(f"/policies/{item.pk}/versions/1")["object"] is None
    assert reader.read(f"/policies/{item.pk}/versions/2")["object"] is None


def test_version_whose_event_is_no_longer_kept_stays(reader: Reader) -> None:
    item = publish(title="一稿")
    publish(id=item.pk, title="二稿")
    PublicationEvent.objects.all().delete()
    LogHead.objects.update(pruned=2)

    newest, first = reader.read(f"/policies/{item.pk}/versions")["data"]

    assert (newest["type"], newest["changed"][0]["field"]) == ("", "title")
    assert reader.read("/changes", after=newest["position"])["data"] == []
    assert reader.read("/changes", 410, after=first["position"])["snapshot"]


def test_addresses_are_absolute_and_bookkeeping_is_no_difference() -> None:
    old = {"url": "/a/", "version": 1, "updated_at": "x", "validity_facts": {}, "title": "题"}
    new = {**old, "url": "/b/", "version": 2, "updated_at": "y", "validity_facts": {"a": 1}}

    assert differences(old, new) == [{"field": "url", "old": "http://testserver/a/", "new": "http://testserver/b/"}]
    assert differences(None, new) == differences(old, None) == []


def test_short_values_are_told_whole_and_nothing_is_told_at_length() -> None:
    old = {"roles": {"issuing": ["甲"]}, "text": None, "list": ["x" * 50] * 40}
    new = {"roles": {"issuing": ["甲", "乙"]}, "text": LONG * 9, "list": [*old["list"], "y" * 3000]}

    found = {row["field"]: row for row in differences(old, new)}

    assert found["roles"]["new"] == {"issuing": ["甲", "乙"]}
    assert found["text"]["old"] is None and len(found["text"]["new"]) < LONGEST
    assert found["list"]["old"] == [] and len(found["list"]["new"]) == 1 and len(found["list"]["new"][0]) < LONGEST
