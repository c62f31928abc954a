"""One small, complete page of each kind, published by `exercise` the way an editor would."""

import datetime as dt
from collections.abc import Callable
from typing import TypeVar

from portal.activities.models import Activity, ActivityWindow
from portal.demo.building import days_from_now
from portal.disclosures.models import Disclosure, DisclosureWindow
from portal.guides.models import GuideMaterial, ServiceGuide
from portal.importers.blocks import number_blocks
from portal.importers.splitting import plain_lines, split
from portal.importers.stream import article_value, stream_value
from portal.pages.models import PortalPage
from portal.policies.models import (
    ApplicationNotice,
    CallItem,
    CallWindow,
    Compilation,
    Interpretation,
    PolicyDocument,
    Scheme,
)
from portal.taxonomy.models import Field, Level, Region
from portal.windows.models import Purpose

Placed = TypeVar("Placed", bound=PortalPage)

TEXT = "第一条 本文件用于演练发布流程。\n第二条 演练结束后撤回。"


def sample(kind: str, title: str) -> PortalPage:
    """An unsaved page of the kind, marked 示例. Raises KeyError for an unknown kind."""
    return _placed(SAMPLES[kind](title))


def call_with_window(title: str, opens_at: dt.datetime, closes_at: dt.datetime) -> ApplicationNotice:
    """An unsaved call with one item, one may apply for it from `opens_at` until `closes_at`."""
    page = _call(title, opens_at, closes_at)
    # What the database would hold must be what an editor's form lets through.
    page.items.first().windows.first().clean()
    return _placed(page)


def _placed(page: Placed) -> Placed:
    page.summary, page.example, page.published_on = "示例：演练用记录。", True, days_from_now(0).date()
    page.level = Level.objects.filter(code="city").first()
    page.regions = list(Region.objects.filter(code="320500"))
    page.policy_fields = list(Field.objects.filter(code="technology"))
    return page


def _blocks(title: str) -> list:
    return number_blocks(split(plain_lines(TEXT)), title)


def _policy(title: str) -> PolicyDocument:
    page = PolicyDocument(title=title, document_class="notice", issued_on=days_from_now(0).date())
    page.body = stream_value(_blocks(title))
    return page


def _scheme(title: str) -> Scheme:
    return Scheme(title=title, category="funding", mode="apply", amount_text="示例金额")


def _notice(title: str) -> ApplicationNotice:
    return _call(title, days_from_now(-1), days_from_now(30))


def _call(title: str, opens_at: dt.datetime, closes_at: dt.datetime) -> ApplicationNotice:
    page = ApplicationNotice(title=title, programme_year=days_from_now(0).year)
    item = CallItem(name=title)
    item.windows = [CallWindow(opens_at=opens_at, closes_at=closes_at)]
    page.items = [item]
    return page


def _interpretation(title: str) -> Interpretation:
    return Interpretation(title=title, body=article_value(_blocks(title)))


def _compilation(title: str) -> Compilation:
    return Compilation(title=title, foreword=article_value(_blocks(title)))


def _guide(title: str) -> ServiceGuide:
    page = ServiceGuide(title=title, subjects=["enterprise"], promised_limit_value=5, promised_limit_unit="workday")
    page.materials = [GuideMaterial(name="示例材料")]
    return page


def _disclosure(title: str) -> Disclosure:
    page = Disclosure(title=title, disclosure_type="public_comment", body=article_value(_blocks(title)))
    page.windows = [DisclosureWindow(opens_at=days_from_now(-1), closes_at=days_from_now(20), purpose=Purpose.COMMENT)]
    return page


def _activity(title: str) -> Activity:
    page = Activity(title=title, starts_at=days_from_now(20), ends_at=days_from_now(20, hour=11), place="示例地点")
    page.windows = [ActivityWindow(opens_at=days_from_now(-1), closes_at=days_from_now(15), purpose=Purpose.REGISTER)]
    return page


SAMPLES: dict[str, Callable[[str], PortalPage]] = {
    "policies": _policy,
    "policy-products": _scheme,
    "notices": _notice,
    "interpretations": _interpretation,
    "compilations": _compilation,
    "guides": _guide,
    "disclosures": _disclosure,
    "activities": _activity,
}
