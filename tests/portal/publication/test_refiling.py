"""Codes of what was published earlier, brought up to what is filed today."""

from importlib import import_module
from io import StringIO
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.management import call_command

from portal.publication.models import LogHead, PublishedFacet
from portal.publication.refiling import refile
from tests.search.records import publish, remove

pytestmark = pytest.mark.django_db


def rows() -> set[tuple[str, str]]:
    return set(PublishedFacet.objects.values_list("name", "value"))


@pytest.fixture
def filed() -> set[tuple[str, str]]:
    """What is filed of two records; the rows of facets that came later are missing."""
    role = {name: [{"id": str(uuid4()), "name": name}] for name in ("issuing", "competent")}
    publish("policy-products", "补贴", level="city", roles=role, amount={"min": None, "max": 600_000})
    remove(publish(title="撤回的文件", level="town"))
    before = rows()
    PublishedFacet.objects.filter(name__in=("issuing", "competent", "amount")).delete()
    return before


def test_missing_codes_come_back_and_the_log_stands_still(filed: set[tuple[str, str]]) -> None:
    position = LogHead.objects.get().position
    said = StringIO()
    call_command("file_codes", stdout=said)

    assert rows() == filed and ("amount", "up_to_1m") in filed
    assert LogHead.objects.get().position == position
    assert "1 records" in said.getvalue() and "rebuild_search" in said.getvalue()


def test_codes_that_the_form_no_longer_gives_go(filed: set[tuple[str, str]]) -> None:
    assert refile(lambda detail: {"level": [detail["level"]]}) == 1
    assert ("level", "city") in rows() and "org" not in {name for name, _value in rows()}


def test_migration_completes_an_older_database(filed: set[tuple[str, str]]) -> None:
    migration = import_module("portal.pages.migrations.0001_file_codes")
    migration.file_codes(apps, None)

    assert rows() == filed
    assert refile(import_module("portal.pages.codes").codes_of) == 0
