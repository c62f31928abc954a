"""`python -m tests.browser.public.content`: fills DATA_DIR with what the pages show, and writes down where each is."""

import json
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402
from wagtail.models import Site  # noqa: E402

from portal.activities.models import Activity  # noqa: E402
from portal.appearance.models import SitePresentation  # noqa: E402
from portal.corrections.models import Correction, Problem, State  # noqa: E402
from portal.demo.building import demo_id  # noqa: E402
from portal.disclosures.models import Disclosure  # noqa: E402
from portal.guides.models import ServiceGuide  # noqa: E402
from portal.jobs.worker import drain  # noqa: E402
from portal.pages.gate import waived  # noqa: E402
from portal.pages.models import PortalPage  # noqa: E402
from portal.pages.verbs import publish_changes, withdraw  # noqa: E402
from portal.policies.models import (  # noqa: E402
    ApplicationNotice,
    Compilation,
    Interpretation,
    PolicyDocument,
    PolicyProduct,
    Scheme,
)
from portal.printing.models import Release  # noqa: E402
from portal.printing.releases import release  # noqa: E402
from portal.publication.models import PublishedItem  # noqa: E402
from portal.publication.runner import Worker  # noqa: E402

ADDRESSES = "addresses.json"
OTHER_HOST = "127.0.0.1"
MADE = {
    "call": ("notices", "several"), "call-suspended": ("notices", "suspended"),
    "call-extended": ("notices", "extended"), "call-automatic": ("notices", "automatic"),
    "publicity": ("disclosures", "proposed"), "result": ("disclosures", "final"), "activity": ("activities", "lecture"),
    "activity-cancelled": ("activities", "cancelled"), "graphic": ("interpretations", "first-product"),
    "questions": ("interpretations", "patent-questions"),
}  # fmt: skip
FULLEST = {
    "policy": PolicyDocument, "scheme": Scheme, "product": PolicyProduct, "compilation": Compilation,
    "interpretation": Interpretation, "guide": ServiceGuide,
}  # fmt: skip


def main() -> None:
    """Database, demonstration, then what only time and readers bring: a change, a withdrawal, a release, an answer."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_demo", verbosity=0)
    found = {name: _made(*key).url for name, key in MADE.items()}
    found |= {name: _fullest(model).url for name, model in FULLEST.items()}
    with waived("what the pages show"):
        _change(_fullest(PolicyDocument))
        found["withdrawn"] = _withdrawn()
    found |= _released() | _answered(_made(*MADE["call"])) | _about(_made(*MADE["call"]), _fullest(PolicyDocument))
    _second_site()
    drain()
    Worker().drain()
    call_command("export_dumps", verbosity=0)
    (Path(settings.DATA_DIR) / ADDRESSES).write_text(json.dumps(found, indent=1), encoding="utf-8")


def _made(kind: str, key: str) -> PortalPage:
    """A record of the demonstration's own."""
    models = (ApplicationNotice, Disclosure, Activity, Interpretation)
    model = next(model for model in models if model.kind == kind)
    return model.objects.get(permanent_id=demo_id(kind, key))


def _fullest(model: type[PortalPage]) -> PortalPage:
    """The record that has most to show."""
    live = model.objects.live().order_by("pk")
    return max(live, key=lambda page: len(json.dumps(page.representation(), default=str)))


def _change(page: PortalPage) -> None:
    page.summary = f"{page.summary}（有更新）"
    publish_changes(page=page, note="摘要有更新", significant=True)


def _withdrawn() -> str:
    """Where a document was that another one replaced."""
    first, second = PolicyDocument.objects.live().order_by("title")[:2]
    withdraw(page=first, reason="replaced", successor=second.permanent_id)
    return first.url


def _released() -> dict[str, str]:
    made: Release = release(_fullest(Compilation), user=None)
    return {"release": f"/c/{made.pk}", "release-entry": f"/c/{made.pk}/1"}


def _answered(page: PortalPage) -> dict[str, str]:
    """A reader's correction with its answer, shown to everybody."""
    item = PublishedItem.objects.get(pk=page.permanent_id)
    made = Correction.objects.create(
        item_id=item.pk, item_kind=item.kind, item_title=item.title, problem=Problem.UNCLEAR, passage="申报条件",
        proposal="请写明企业规模", state=State.ANSWERED, answer="已补充。", answer_shown=True,
        answered_at=timezone.now(),
    )  # fmt: skip
    return {
        "correction": f"/corrections/new/{item.pk}/", "receipt": f"/corrections/receipt/{made.receipt}/",
        "answer": f"/corrections/{made.pk}/",
    }  # fmt: skip


def _about(call: PortalPage, changed: PortalPage) -> dict[str, str]:
    """Pages that are told which records they are about."""
    products = Scheme.objects.live().order_by("pk").values_list("permanent_id", flat=True)[:3]
    return {
        "compare": f"/compare/?items={','.join(map(str, products))}",
        "versions": f"/i/{changed.permanent_id}/versions/",
        "kiosk-item": f"/kiosk/items/{call.permanent_id}/", "kiosk-print": f"/kiosk/items/{call.permanent_id}/print/",
    }  # fmt: skip


def _second_site() -> None:
    """The whole portal once more, under another name of this machine and in the other theme."""
    first = Site.objects.get(is_default_site=True)
    second = Site.objects.create(hostname=OTHER_HOST, root_page=first.root_page, site_name="示例园区")
    SitePresentation.objects.create(site=second, theme="park", name="示例园区惠企", name_en="Example Park")


if __name__ == "__main__":
    main()
