"""Every public page answers in both languages, writes nothing, and takes any address without a server error."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.policies.models import CallItem, CallWindow
from portal.publication.kinds import KINDS
from tests.factories.activities import ActivityFactory
from tests.factories.compilations import CompilationFactory
from tests.factories.disclosures import DisclosureFactory
from tests.factories.documents import PolicyDocumentFactory
from tests.factories.guides import ServiceGuideFactory
from tests.factories.interpretations import InterpretationFactory
from tests.factories.notices import ApplicationNoticeFactory
from tests.factories.products import PolicyProductFactory
from tests.factories.schemes import SchemeFactory

pytestmark = pytest.mark.django_db
FACTORIES = [
    PolicyDocumentFactory, SchemeFactory, PolicyProductFactory, ApplicationNoticeFactory, InterpretationFactory,
    CompilationFactory, ServiceGuideFactory, DisclosureFactory, ActivityFactory,
]  # fmt: skip
PAGES = ["/", "/supermarket/", "/search/", "/business-items/", "/site-map/", *(f"/{kind}/" for kind in KINDS)]
HOSTILE = [
    "/search/?q=%22", "/search/?q=%5E", "/search/?q=%00", "/search/?q=" + "a" * 70_000, "/search/?q=%ED%A0%80",
    "/search/?page=-1", "/search/?page=1e25", "/search/?page=99999999999999999999999", "/search/?nonsense=1",
    "/search/?level=nonsense&level=city", "/search/?level[]=city", "/policies/?sort=drop", "/policies/?as_of=yesterday",
    "/notices/?status=open,,&status=", "/policies/%00/", "/policies/%ED%A0%80/", "/i/not-a-uuid", "/%2e%2e/%2e%2e/etc",
    "/policies/?level=-", "/policies/?-level=city&level=city", "/policies/?year=%EF%BC%92%EF%BC%90", "/en/%FF/",
]  # fmt: skip
WRITES = ("INSERT", "UPDATE", "DELETE", "BEGIN", "SAVEPOINT")


@pytest.mark.parametrize("factory", FACTORIES, ids=lambda factory: factory._meta.model.__name__)
def test_item_page_answers_in_both_languages(client: Client, factory: type) -> None:
    page = factory(title="支持企业研发的若干措施")
    path = client.get(f"/i/{page.permanent_id}")["Location"]

    for address in (path, f"/en{path}"):
        response = client.get(address)
        assert response.status_code == 200
        assert "支持企业研发的若干措施" in response.content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_page_answers_and_writes_nothing(client: Client, address: str) -> None:
    for factory in FACTORIES:
        factory()
    for path in (address, f"/en{address}"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = client.get(path)
        assert response.status_code == 200
        assert not [query for query in queries if query["sql"].startswith(WRITES)]
        assert "default-src 'self'" in response["Content-Security-Policy"]
        assert not response.cookies


@pytest.mark.parametrize("address", HOSTILE)
def test_no_address_gives_a_server_error(client: Client, address: str) -> None:
    PolicyDocumentFactory()

    assert client.get(address).status_code < 500


def test_closed_call_is_never_shown_as_open(client: Client) -> None:
    now = dt.datetime.now(dt.UTC)
    item = CallItem(name="已截止的事项")
    item.windows = [CallWindow(opens_at=now - dt.timedelta(days=30), closes_at=now - dt.timedelta(seconds=1))]
    ApplicationNoticeFactory(title="已经截止的申报通知", items=[item])

    assert "已经截止的申报通知" not in client.get("/").content.decode()
    assert "badge--closed" in client.get("/notices/").content.decode()


def record_queries(queries: CaptureQueriesContext) -> list[str]:
    """Without the vocabularies' look at their own age, which happens once a second whatever is listed."""
    return [query["sql"] for query in queries if "taxonomy_" not in query["sql"]]


def test_listing_runs_a_constant_number_of_queries(client: Client) -> None:
    for _number in range(3):
        PolicyDocumentFactory()
    client.get("/policies/")
    with CaptureQueriesContext(connection) as few:
        client.get("/policies/")
    for _number in range(12):
        PolicyDocumentFactory()
    # Which regions occur is looked up once after the log moved.
    client.get("/policies/")
    with CaptureQueriesContext(connection) as many:
        client.get("/policies/")

    assert len(record_queries(many)) == len(record_queries(few))


def test_a_record_of_other_applications_is_labelled_in_the_list(client: Client) -> None:
    now = dt.datetime.now(dt.UTC)
    item = CallItem(name="国家级项目申报情况", purpose="upstream_record")
    item.windows = [CallWindow(opens_at=now - dt.timedelta(days=1), closes_at=now + dt.timedelta(days=9))]
    ApplicationNoticeFactory(items=[item])

    assert '<span class="tag">数据留存</span>' in client.get("/notices/").content.decode()
