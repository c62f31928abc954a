"""A document with clauses, its readers' versions, and people who may and may not break it down."""

import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from cms_blocks import raw
from portal.accounts.models import User
from portal.pages.verbs import publish_changes
from portal.policies.models import DocumentRole, PolicyDocument, Scheme, SchemeBasis
from portal.taxonomy.models import Organisation
from tests.factories.accounts import UserFactory
from tests.factories.documents import PolicyDocumentFactory
from tests.factories.schemes import SchemeFactory
from tests.factories.taxonomy import OrganisationFactory

IDS = [uuid.UUID(int=number) for number in range(1, 5)]
TEXTS = [
    "企业技术改造补助。对购置设备的企业，给予30%补助，最高不超过500万元。",
    "对在主板上市企业，给予企业500万元奖励；对在新三板挂牌企业，给予企业100万元奖励。",
    "本办法所称企业，是指在本市注册的企业。",
    "本办法自发布之日起施行。",
]


@pytest.fixture(autouse=True)
def in_english() -> Any:
    with translation.override("en"):
        yield


def stream(texts: list[str]) -> list[dict[str, Any]]:
    """Clauses with fixed ids."""
    return [
        raw.clause(label=f"第{'一二三四'[order]}条", html=f"<p>{text}</p>", id=str(IDS[order]))
        for order, text in enumerate(texts)
        if text
    ]


@pytest.fixture
def body() -> Organisation:
    """The body that issued the document."""
    return OrganisationFactory(name="示例市经济和信息化局")


@pytest.fixture
def document(body: Organisation) -> PolicyDocument:
    """Four clauses, published."""
    roles = [DocumentRole(role="issuing", organisation=body)]
    made = PolicyDocumentFactory(
        title="关于支持企业发展的若干措施", preferential=True, body=json.dumps(stream(TEXTS)), roles=roles
    )
    return PolicyDocument.objects.get(pk=made.pk)


@pytest.fixture
def change() -> Callable[[PolicyDocument, list[str]], PolicyDocument]:
    """change(document, texts) publishes it with other clauses; "" leaves one out."""

    def publish(document: PolicyDocument, texts: list[str]) -> PolicyDocument:
        page = PolicyDocument.objects.get(pk=document.pk)
        page.body = json.dumps(stream(texts))
        publish_changes(page=page)
        return PolicyDocument.objects.get(pk=document.pk)

    return publish


@pytest.fixture
def scheme(document: PolicyDocument) -> Scheme:
    """Public, resting on the first clause."""
    return SchemeFactory(title="技术改造补助", bases=[SchemeBasis(document=document, clause_id=IDS[0])])


@pytest.fixture
def editor(client: Client, db: Any) -> Client:
    """A signed-in superuser whose screens are in English."""
    user = User.objects.create_superuser("editor", "editor@example.org", "not-a-default-1")
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def stranger(db: Any) -> Client:
    """Somebody who may enter the back-office and nothing more."""
    user = UserFactory(is_staff=True)
    from_admin = Client()
    from_admin.force_login(user)
    return from_admin
