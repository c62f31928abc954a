"""Real records: imported like any file, and the few that become a call or an activity by hand-picked facts."""

import datetime as dt
import json
from typing import Any

from portal.activities.models import Activity, ActivityContact, ActivityRole, ActivityWindow
from portal.demo.building import DATA, NOTE
from portal.importers.blocks import stable_id
from portal.importers.fill_documents import fill_source
from portal.importers.lookups import Lookups
from portal.importers.policies import PolicyRecord, normalise_policy
from portal.importers.run import ImportRun
from portal.importers.stream import article_value
from portal.pages.tree import listing_for
from portal.pages.verbs import publish_new
from portal.policies.models import ApplicationNotice, CallItem, CallWindow, NoticeContact, NoticeRole
from portal.publication.models import PublishedItem
from portal.windows.instants import SHANGHAI, end_of_day, rfc3339, start_of_day
from portal.windows.models import Purpose

FILES = (
    ("policies.jsonl", "policies"),
    ("interpretations.jsonl", "policies"),
    ("policy_products.jsonl", "policy-products"),
    ("guides.jsonl", "guides"),
    ("disclosures.jsonl", "disclosures"),
)
# The facts below stand in the records' texts; no source gives them as data.
NOTICE_OPENS, NOTICE_CLOSES, NOTICE_PAPERS = dt.date(2021, 11, 19), dt.date(2021, 12, 10), dt.date(2021, 12, 13)


def import_file(name: str, kind: str) -> None:
    """Import one of the files; raises RuntimeError when a record is refused."""
    report = ImportRun(DATA / name, kind).run()
    if report.refused:
        raise RuntimeError(f"{name}: {report.refused[0]}")


def publish_real_notice() -> None:
    """The one real call with a dated window: online 19 November to 10 December 2021, papers until the 13th."""
    (record,) = _records("notice.jsonl")
    page = ApplicationNotice(
        doc_number=record.doc_number,
        programme_year=2021,
        time_text="网上申报时间：2021年11月19日至12月10日；纸质材料申报时间：2021年11月19日至12月13日（节假日除外）",
        method="先进行网上申报，审核通过确定受理后再进行纸质材料申报。",
    )
    item_id = stable_id(record.source.id, "item")
    item = CallItem(permanent_id=item_id, name="统计专业正高级、高级职务任职资格申报")
    item.windows = [
        CallWindow(
            permanent_id=stable_id(record.source.id, "window"),
            opens_at=start_of_day(NOTICE_OPENS),
            closes_at=end_of_day(NOTICE_CLOSES),
            milestones=[{"name": "纸质材料申报截止", "at": rfc3339(end_of_day(NOTICE_PAPERS))}],
        )
    ]
    page.items = [item]
    page.roles = [NoticeRole(role="competent", organisation=Lookups().body(name)) for name in record.bodies]
    page.contacts = [NoticeContact(name="湖北省统计局人事处", phone="027-87822057")]
    _publish(page, record)


def publish_real_activities() -> None:
    """A policy lecture that was held, and a matchmaking event with its registration deadline."""
    lecture, matchmaking = _records("activities.jsonl")
    held = dt.datetime(2021, 10, 15, tzinfo=SHANGHAI)
    page = Activity(starts_at=held, ends_at=held + dt.timedelta(days=1), place="东蓬假日酒店（线上线下同步）")
    _publish_activity(page, lecture)
    page = Activity(starts_at=dt.datetime(2021, 11, 27, 13, 30, tzinfo=SHANGHAI), place="武汉国际博览中心B6展馆发布厅")
    page.windows = [
        ActivityWindow(
            permanent_id=stable_id(matchmaking.source.id, "window"),
            purpose=Purpose.REGISTER,
            opens_at=start_of_day(dt.date(2021, 11, 15)),
            closes_at=end_of_day(dt.date(2021, 11, 19)),
        )
    ]
    page.contacts = [ActivityContact(name="湖北省农业事业发展中心", phone="027-87892386")]
    _publish_activity(page, matchmaking)


def _publish_activity(page: Activity, record: PolicyRecord) -> None:
    page.roles = [ActivityRole(role="competent", organisation=Lookups().body(name)) for name in record.bodies]
    _publish(page, record)


def _records(name: str) -> list[PolicyRecord]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [normalise_policy(json.loads(line)) for line in lines]


def _publish(page: Any, record: PolicyRecord) -> None:
    """Title, text, place and source of the record; its clauses become text, as only documents have clauses."""
    page.permanent_id = stable_id(page.kind, record.source.id)
    if PublishedItem.objects.filter(pk=page.permanent_id).exists():
        return
    lookups = Lookups()
    page.title, page.published_on = record.title, record.published_on
    page.level = lookups.term("level", record.level)
    page.regions = lookups.terms("region", [record.region] if record.region else [])
    page.policy_fields = lookups.terms("field", record.fields)
    page.body = article_value(record.blocks)
    fill_source(page, record.source)
    publish_new(parent=listing_for(page.kind), page=page, note=NOTE)
