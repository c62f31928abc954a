"""Every record of the demonstration keeps to the OpenAPI document, in list and detail form."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator, FormatChecker

from api.content.collections import COLLECTIONS
from api.openapi.document import document
from portal.demo.load import load_demo
from portal.publication.models import PublishedItem
from portal.taxonomy import vocabulary

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def validator(path: str) -> Draft202012Validator:
    made = document()
    schema = made["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    return Draft202012Validator({**schema, "components": made["components"]}, format_checker=FormatChecker())


def faults(of: Draft202012Validator, body: Any) -> list[str]:
    return [f"{error.json_path}: {error.message[:200]}" for error in of.iter_errors(body)]


def test_demonstration_keeps_to_the_document(settings: Any, tmp_path: Path) -> None:
    settings.SEARCH_ENGINE = {**settings.SEARCH_ENGINE, "PATH": tmp_path / "index"}
    vocabulary.drop()
    list(load_demo())
    client, found = Client(), []

    for kind in COLLECTIONS:
        whole = validator(f"/api/v1/{kind}/{{id}}")
        found += faults(validator(f"/api/v1/{kind}"), client.get(f"/api/v1/{kind}?page_size=100&facets=level").json())
        for pk in PublishedItem.objects.filter(kind=kind, live=True).values_list("pk", flat=True)[:40]:
            found += faults(whole, client.get(f"/api/v1/{kind}/{pk}").json())
    found += faults(validator("/api/v1/search"), client.get("/api/v1/search?page_size=100&facets=kind").json())

    vocabulary.drop()
    assert not found, found[:10]
