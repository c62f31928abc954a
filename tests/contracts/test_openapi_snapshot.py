"""The public contract: the OpenAPI document frozen in a snapshot, and real records that keep to it.

A wanted change: `UPDATE_SNAPSHOTS=1 pytest tests/contracts/test_openapi_snapshot.py`, and read the difference.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator, FormatChecker
from wagtail.models import Page

from api.content.collections import COLLECTIONS
from api.openapi.document import document
from portal.taxonomy import vocabulary
from tests.factories.activities import ActivityFactory
from tests.factories.compilations import CompilationFactory
from tests.factories.disclosures import DisclosureFactory
from tests.factories.documents import PolicyDocumentFactory
from tests.factories.guides import ServiceGuideFactory
from tests.factories.interpretations import InterpretationFactory
from tests.factories.notices import ApplicationNoticeFactory
from tests.factories.products import PolicyProductFactory
from tests.factories.schemes import SchemeFactory

SNAPSHOT = Path(__file__).parents[1] / "snapshots" / "openapi.json"
FACTORIES = (
    PolicyDocumentFactory, SchemeFactory, PolicyProductFactory, ApplicationNoticeFactory, InterpretationFactory,
    CompilationFactory, ServiceGuideFactory, DisclosureFactory, ActivityFactory,
)  # fmt: skip

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_vocabulary() -> Any:
    vocabulary.drop()
    yield
    vocabulary.drop()


def test_document_is_the_one_agreed_on() -> None:
    made = json.dumps(document(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        SNAPSHOT.write_text(made, encoding="utf-8")

    assert made == SNAPSHOT.read_text(encoding="utf-8"), "the public contract changed; see this file's first lines"


def test_every_operation_says_what_it_must() -> None:
    made = document()
    operations = [(path, operation) for path, item in made["paths"].items() for operation in item.values()]

    assert made["openapi"].startswith("3.1")
    assert {f"/api/v1/{kind}" for kind in COLLECTIONS} <= set(made["paths"])
    assert len({operation["operationId"] for _path, operation in operations}) == len(operations)
    for path, operation in operations:
        assert operation["summary"] and operation["security"] in ([{}], [{"key": []}]), path
        assert ("401" in operation["responses"]) == (operation["security"] != [{}]), path
        assert "application/problem+json" in operation["responses"]["400"]["content"], path
        assert all("schema" in parameter for parameter in operation.get("parameters", ())), path


@pytest.mark.parametrize("factory", FACTORIES)
def test_record_with_nothing_stated_keeps_to_the_document(factory: Any) -> None:
    page: Page = factory()
    client, made = Client(), document()

    for path, address in (
        (f"/api/v1/{page.kind}", f"/api/v1/{page.kind}?facets=level,status,field"),
        (f"/api/v1/{page.kind}/{{id}}", f"/api/v1/{page.kind}/{page.permanent_id}"),
        (f"/api/v1/{page.kind}/{{id}}/versions", f"/api/v1/{page.kind}/{page.permanent_id}/versions"),
        (f"/api/v1/{page.kind}/{{id}}/versions/{{n}}", f"/api/v1/{page.kind}/{page.permanent_id}/versions/1"),
    ):
        schema = made["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        validator = Draft202012Validator({**schema, "components": made["components"]}, format_checker=FormatChecker())
        assert not [error.message for error in validator.iter_errors(client.get(address).json())]
