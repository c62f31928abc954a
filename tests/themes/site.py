"""One record of every kind that points at the others, so that a page has all its parts; more of each on demand."""

import datetime as dt
from dataclasses import dataclass, fields
from typing import Any

from django.utils import timezone

from portal.activities.models import ActivityWindow
from portal.disclosures.models import DisclosureWindow
from portal.policies import models
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

BODY = [("heading", {"text": "总则", "level": "2"}), ("text", "<p>支持企业研发投入，按实际支出给予补助。</p>")]


@dataclass(frozen=True)
class Chain:
    """A document, what is cut out of it, what is called for, and what came of it."""

    document: Any
    scheme: Any
    product: Any
    call: Any
    disclosure: Any
    interpretation: Any
    compilation: Any
    guide: Any
    activity: Any


def publish_chain(opens: dt.datetime | None = None, closes: dt.datetime | None = None, number: int = 0) -> Chain:
    """Every kind once; what has a window is open from `opens` to `closes`, by default since yesterday for 30 days."""
    opens = opens or timezone.now() - dt.timedelta(days=1)
    times = {"opens_at": opens, "closes_at": closes or opens + dt.timedelta(days=30)}
    document = PolicyDocumentFactory(slug=f"document-{number}", body=BODY)
    scheme = SchemeFactory(slug=f"scheme-{number}", bases=[models.SchemeBasis(document=document)])
    product = PolicyProductFactory(slug=f"product-{number}", members=[models.ProductMember(scheme=scheme)])
    item = models.CallItem(name="研发补助", scheme=scheme)
    item.windows = [models.CallWindow(**times)]
    call = ApplicationNoticeFactory(slug=f"call-{number}", items=[item], body=BODY)
    return Chain(
        document, scheme, product, call,
        DisclosureFactory(slug=f"disclosure-{number}", windows=[DisclosureWindow(purpose="object", **times)]),
        InterpretationFactory(
            slug=f"interpretation-{number}", subjects=[models.InterpretationSubject(document=document)]
        ),
        CompilationFactory(slug=f"compilation-{number}", entries=[models.CompilationEntry(scheme=scheme)]),
        ServiceGuideFactory(slug=f"guide-{number}"),
        ActivityFactory(slug=f"activity-{number}", windows=[ActivityWindow(purpose="register", **times)]),
    )  # fmt: skip


def page_types(chain: Chain) -> dict[str, str]:
    """Every public page type and an address of it."""
    names = [field.name for field in fields(Chain)]
    return {
        "home": "/",
        "home in English": "/en/",
        "supermarket": "/supermarket/",
        **{f"list of {kind}": f"/{kind}/" for kind in KINDS},
        "calendar of calls": "/notices/?view=calendar",
        "timeline of calls": "/notices/?view=timeline",
        "search": "/search/?q=企业",
        "figures": "/figures/",
        "kiosk": "/kiosk/",
        "kiosk's results": "/kiosk/results/",
        "compare": f"/compare/?items={chain.product.permanent_id},{chain.scheme.permanent_id}",
        **{name: getattr(chain, name).url for name in names},
    }
