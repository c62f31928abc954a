"""Made-up disclosures and activities around the made-up calls, with dates relative to today."""

from portal.activities.models import Activity, ActivityContact, ActivityWindow
from portal.demo.building import (
    days_from_now,
    demo_id,
    happened,
    last_of_day,
    place_like,
    publish_example,
    scheme_of,
    window,
)
from portal.disclosures.models import Disclosure, DisclosureContact, DisclosureEntry, DisclosureWindow
from portal.importers.blocks import number_blocks
from portal.importers.splitting import plain_lines, split
from portal.importers.stream import article_value
from portal.policies.models import ApplicationNotice, Scheme
from portal.windows.models import Purpose

CHANNEL = "示例：公示期内以书面或电子邮件形式实名向主管部门反映；联系方式以正式公示为准。"
NAMES = ("示例科技一号有限公司", "示例智能装备有限公司", "示例新材料股份有限公司", "示例软件技术有限公司")


def publish_disclosures() -> None:
    """A proposed result one may object to now, a final one, a draft for comment, an institution."""
    _proposed_result()
    _final_result()
    _public_comment()
    _institution()


def _proposed_result() -> None:
    scheme = scheme_of("bjcard-014")
    page = _disclosure("proposed_result", f"关于{scheme.title}拟认定名单的公示（示例）", scheme, days=-2)
    page.act, page.objection_channel = "grant", CHANNEL
    page.windows = [window(DisclosureWindow, "objection", opens=-2, closes=3, purpose=Purpose.OBJECT)]
    page.entries = _entries("proposed", amounts=False)
    page.contacts = [
        DisclosureContact(name="示例主管部门监督处", phone="12345", address="示例地址", hours="工作日9:00—17:00")
    ]
    publish_example(page, "proposed")


def _final_result() -> None:
    scheme = scheme_of("bjcard-001")
    page = _disclosure("final_result", f"{scheme.title}资金支持结果公告（示例）", scheme, days=-12)
    page.act = "grant"
    page.notice = ApplicationNotice.objects.filter(permanent_id=demo_id("notices", "closed")).first()
    page.entries = _entries("final", amounts=True)
    publish_example(page, "final")


def _public_comment() -> None:
    scheme = scheme_of("bjcard-030")
    page = _disclosure("public_comment", "关于《机器人产业专项支持细则（示例稿）》公开征求意见的公告", scheme, days=-5)
    page.objection_channel = "示例：在线留言或书面来信。"
    page.windows = [window(DisclosureWindow, "comment", opens=-5, closes=25, purpose=Purpose.COMMENT)]
    page.body = _text("示例：为规范支持资金管理，起草了本示例稿，现公开征求意见。", "comment")
    publish_example(page, "comment")


def _institution() -> None:
    page = Disclosure(title="企业服务中心机构信息公开（示例）", disclosure_type="institution")
    page.published_on = days_from_now(-30).date()
    page.body = _text(
        "示例：机构职能、负责人、办公地址、办公时间、联系方式在此公开，正式内容由运营机构填写。", "institution"
    )
    publish_example(page, "institution")


def _disclosure(kind: str, title: str, scheme: Scheme, *, days: int) -> Disclosure:
    page = Disclosure(title=title[:255], disclosure_type=kind, about_scheme=scheme)
    page.published_on = days_from_now(days).date()
    place_like(page, scheme)
    return page


def _entries(key: str, *, amounts: bool) -> list[DisclosureEntry]:
    return [
        DisclosureEntry(
            permanent_id=demo_id("entry", f"{key}-{order}"),
            name_as_printed=name,
            amount=(order + 1) * 500_000 if amounts else None,
            note="示例企业，非真实主体",
            sort_order=order,
        )
        for order, name in enumerate(NAMES)
    ]


def _text(prose: str, key: str) -> list[dict]:
    return article_value(number_blocks(split(plain_lines(prose)), f"demo-{key}"))


def publish_activities() -> None:
    """Registration open, not yet open, full, over; one cancelled."""
    _activity("lecture", "“专精特新”中小企业政策宣讲会（示例）", "bjcard-008", starts=14, opens=-3, closes=10)
    _activity("training", "知识产权资助申报培训（示例）", "bjcard-058", starts=30, opens=7, closes=26)
    _activity("salon", "科技成果转化沙龙（示例）", "bjcard-074", starts=6, opens=-12, closes=4, full=-1)
    _activity("open-day", "孵化器开放日（示例）", "bjcard-055", starts=-20, opens=-40, closes=-22)
    _activity("cancelled", "氢能产业政策解读会（示例）", "bjcard-034", starts=9, opens=-8, closes=5, cancelled=-1)


def _activity(
    key: str, title: str, card: str, *, starts: int, opens: int, closes: int, full: int = 0, cancelled: int = 0
) -> None:
    scheme = scheme_of(card)
    page = Activity(title=title, about_scheme=scheme, capacity=120, place="示例地点，以正式通知为准")
    page.summary = f"示例：围绕真实政策产品「{scheme.title}」编制的活动，用于展示门户功能。"
    page.starts_at, page.ends_at = days_from_now(starts, hour=14), days_from_now(starts, hour=17)
    page.published_on = last_of_day(opens - 3).date()
    place_like(page, scheme)
    if cancelled:
        page.cancelled_at, page.cancel_reason = days_from_now(cancelled), "示例：时间调整，另行通知。"
    if full:
        happened(key, "quota_reached", days=full, reason="示例：名额已满。")
    page.windows = [window(ActivityWindow, key, opens=opens, closes=closes, purpose=Purpose.REGISTER)]
    page.contacts = [ActivityContact(name="示例主办单位", phone="")]
    publish_example(page, key)
