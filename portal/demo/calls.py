"""Calls made from real product cards: every status, mode and purpose occurs, with dates relative to today."""

import json
from dataclasses import dataclass, field
from typing import Any

from portal.demo.building import DATA, demo_id, happened, last_of_day, place_like, publish_example, scheme_of, window
from portal.pages.choices import RoleName
from portal.policies.models import (
    ApplicationNotice,
    CallItem,
    CallWindow,
    NoticeCondition,
    NoticeContact,
    NoticeMaterial,
    NoticeRole,
    Scheme,
)
from portal.windows.instants import rfc3339
from portal.windows.models import Purpose

METHOD = "示例：登录惠企平台在线填写申报书并上传材料；具体以主管部门正式通知为准。"
MARK = "（示例）"
MATERIALS = ("项目申报书", "营业执照", "上一年度财务审计报告")


@dataclass(frozen=True)
class Item:
    """One item of a call; `opens` and `closes` in days from today, `prose` where no date is known.

    `happenings` are {kind, days, closes, reason}, `milestones` pairs of name and day.
    """

    purpose: str = "application"
    mode: str = "apply"
    name: str = ""
    opens: int | None = None
    closes: int | None = None
    open_ended: bool = False
    prose: str = ""
    happenings: list[dict[str, Any]] = field(default_factory=list)
    milestones: list[tuple[str, int]] = field(default_factory=list)

    @property
    def has_window(self) -> bool:
        """Automatic grants have none: nobody applies."""
        return self.mode != "automatic"


@dataclass(frozen=True)
class Call:
    """A call about the scheme of one card; `status` is what it shows on the day of loading."""

    key: str
    card: str
    status: str
    items: list[Item]
    suffix: str = "申报通知"
    pays: str = ""
    previous: str = ""
    year_offset: int = 0


def all_calls() -> list[Call]:
    """The table in data/calls.json; earlier rows are what later ones refer to."""
    rows = json.loads((DATA / "calls.json").read_text(encoding="utf-8"))
    return [Call(**{**row, "items": [Item(**item) for item in row["items"]]}) for row in rows]


def publish_calls() -> None:
    """Publish every call of the table."""
    for call in all_calls():
        publish_call(call)


def publish_call(call: Call) -> ApplicationNotice:
    """One call with its items, windows and what happened to them."""
    scheme = scheme_of(call.card)
    year = last_of_day(0).year + call.year_offset
    page = ApplicationNotice(
        title=f"{year}年度{scheme.title.removesuffix(MARK)}{call.suffix}{MARK}"[:255],
        summary=f"示例：据业务品种「{scheme.title}」编制，用于展示门户功能，不是真实的申报通知。",
        programme_year=year,
        series=f"demo-{call.card}",
        conditions_text="示例：申报条件见所列业务品种。",
        time_text=next((item.prose for item in call.items if item.prose), ""),
        method=METHOD,
        published_on=last_of_day(min(item.opens or 0 for item in call.items) - 3).date(),
        previous_notice=_found(call.previous),
        pays_notice=_found(call.pays),
    )
    place_like(page, scheme)
    page.items = [_item(call, order, item, scheme) for order, item in enumerate(call.items)]
    _fill_parts(page, call, scheme)
    return publish_example(page, call.key)


def _found(key: str) -> ApplicationNotice | None:
    return ApplicationNotice.objects.filter(permanent_id=demo_id("notices", key)).first() if key else None


def _item(call: Call, order: int, item: Item, scheme: Scheme) -> CallItem:
    key = f"{call.key}-{order}"
    found = CallItem(
        permanent_id=demo_id("item", key),
        name=item.name or scheme.title,
        scheme=scheme,
        purpose=item.purpose,
        mode=item.mode,
        sort_order=order,
    )
    if item.has_window:
        for happening in item.happenings:
            happened(key, **happening)
        found.windows = [_window(key, item)]
    return found


def _window(key: str, item: Item) -> CallWindow:
    milestones = [{"name": name, "at": rfc3339(last_of_day(day))} for name, day in item.milestones]
    purpose = Purpose.CLAIM if item.purpose == "claim" else Purpose.APPLY
    return window(
        CallWindow,
        key,
        opens=item.opens,
        closes=item.closes,
        open_ended=item.open_ended,
        text=item.prose,
        milestones=milestones,
        purpose=purpose,
    )


def _fill_parts(page: ApplicationNotice, call: Call, scheme: Scheme) -> None:
    """Conditions, materials, departments and contacts of the scheme; an automatic grant asks for no materials."""
    applies = any(item.has_window for item in call.items)
    page.conditions = [
        NoticeCondition(permanent_id=demo_id("condition", f"{call.key}-{order}"), kind=row.kind, text=row.text)
        for order, row in enumerate(scheme.conditions.all())
    ]
    page.materials = [
        NoticeMaterial(permanent_id=demo_id("material", f"{call.key}-{order}"), name=name, sort_order=order)
        for order, name in enumerate(MATERIALS if applies else ())
    ]
    bodies = [row.organisation for row in scheme.roles.all()]
    page.roles = [
        NoticeRole(role=role, organisation=body)
        for role in (RoleName.COMPETENT, RoleName.RECEIVING)
        for body in bodies[:1]
    ]
    page.contacts = [NoticeContact(name=row.name, phone=row.phone) for row in scheme.contacts.all()]
