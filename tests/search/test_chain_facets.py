"""A call is found by the product that packages its scheme and by the document its scheme rests on."""

import json
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

from portal.policies.models import ApplicationNotice, CallItem, ProductMember, SchemeBasis
from portal.publication.models import PublishedItem
from search.filters.facets import FACETS
from tests.factories.documents import PolicyDocumentFactory
from tests.factories.notices import ApplicationNoticeFactory
from tests.factories.products import PolicyProductFactory
from tests.factories.schemes import SchemeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain() -> dict[str, str]:
    """Ids of a document, a product and a call around one scheme, beside a call of its own."""
    document = PolicyDocumentFactory()
    scheme = SchemeFactory(bases=[SchemeBasis(document=document)])
    product = PolicyProductFactory(members=[ProductMember(scheme=scheme)])
    call: ApplicationNotice = ApplicationNoticeFactory(items=[CallItem(name="研发补助", scheme=scheme)])
    ApplicationNoticeFactory(items=[CallItem(name="其他")])
    return {"policy": str(document.permanent_id), "product": str(product.permanent_id), "call": str(call.permanent_id)}


def listed(client: Client, **filters: str) -> list[str]:
    response = client.get(f"/api/v1/notices?{urlencode(filters)}")
    return [row["id"] for row in json.loads(response.content)["data"]]


@pytest.mark.parametrize("name", ["policy", "product"])
def test_call_is_found_through_its_scheme(client: Client, chain: dict[str, str], name: str) -> None:
    assert listed(client, **{name: chain[name]}) == [chain["call"]]


@pytest.mark.parametrize("name", ["policy", "product"])
def test_count_is_what_the_filter_finds(chain: dict[str, str], name: str) -> None:
    facet, calls = FACETS[name], PublishedItem.objects.filter(kind="notices")
    counts = facet.count(calls, timezone.now())

    assert counts[chain[name]] == calls.filter(facet.q([chain[name]], timezone.now())).count() == 1
    assert counts["none"] == calls.filter(facet.q(["none"], timezone.now())).count() == 2


def test_engine_terms_reach_the_scheme(chain: dict[str, str]) -> None:
    terms = FACETS["product"].terms([chain["product"]], timezone.now())

    assert len(terms) == 2 and sum(term.startswith("scheme:") for term in terms) == 1
