"""Calls to measure pages with: some are published as a program does, the others are copies of their rows.

The portal's and the plain site's calls have the same titles, texts, parts and times.
"""

import datetime as dt
import random
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from portal.home.tree import ensure_site_tree
from portal.pages.tree import listing_for
from portal.pages.verbs import publish_new
from portal.policies import models as ours
from portal.taxonomy.models import Field, Level, Organisation, Region
from tests.benchmarks.plain import models as plain

SEED = 20261121
SCHEMES = 50
SUBJECTS = (
    "研发投入",
    "技术改造",
    "人才引进",
    "数字化转型",
    "绿色制造",
    "首台套装备",
    "出口信保",
    "上市培育",
    "专精特新",
    "稳岗就业",
)
WAYS = ("补助", "奖励", "贴息", "资助", "认定", "券")
PARAGRAPH = (
    "对在本市依法登记、具有独立法人资格的企业，按照上一年度实际投入给予支持；申报单位应当如实填写申报书，"
    "并对材料的真实性、完整性负责。主管部门组织专家评审，择优确定支持对象并公示，公示期不少于五个工作日。"
)
CONDITIONS = ("在本市登记注册满一年", "上一年度营业收入不低于五百万元", "未列入严重失信主体名单", "研发费用已单独归集")
MATERIALS = ("项目申报书", "营业执照", "上一年度财务审计报告", "研发费用专项审计报告", "信用承诺书")


def publish_seeds(count: int) -> tuple[list[ours.ApplicationNotice], list[plain.PlainCall]]:
    """The first calls of both sites."""
    home = ensure_site_tree()
    draw = random.Random(SEED)
    schemes = _schemes(draw)
    root = home.add_child(instance=plain.PlainHome(title="plain", slug="plain"))
    made, plain_made = [], []
    for number in range(count):
        made.append(_published(number, draw, schemes))
        plain_made.append(_plain_twin(made[-1], root))
    return made, plain_made


def _schemes(draw: random.Random) -> list[ours.Scheme]:
    document = publish_new(
        parent=listing_for("policies"), page=ours.PolicyDocument(title="关于促进企业创新发展的若干政策措施")
    )
    found = []
    for number in range(SCHEMES):
        scheme = ours.Scheme(title=f"{draw.choice(SUBJECTS)}{draw.choice(WAYS)}（第{number}项）")
        scheme.bases = [ours.SchemeBasis(document=document)]
        found.append(publish_new(parent=listing_for("policy-products"), page=scheme))
    return found


def title_of(number: int) -> str:
    """The same for both sites."""
    subject, way = SUBJECTS[number % len(SUBJECTS)], WAYS[number // len(SUBJECTS) % len(WAYS)]
    return f"关于组织申报{2018 + number % 9}年度{subject}{way}项目（第{number}批）的通知"


def number_of(number: int) -> str:
    """The document number of one call."""
    return f"惠企〔{2018 + number % 9}〕{number + 1}号"


def _published(number: int, draw: random.Random, schemes: list[ours.Scheme]) -> ours.ApplicationNotice:
    opens = timezone.now().replace(minute=0, second=0, microsecond=0) + dt.timedelta(days=draw.randint(-120, 20))
    closes = opens + dt.timedelta(days=draw.randint(20, 150))
    body = draw.choice(list(Organisation.objects.all()[:20]) or [_organisation()])
    page = ours.ApplicationNotice(
        title=title_of(number),
        summary=f"{PARAGRAPH[:60]}（{number}）",
        published_on=opens.date(),
        level=draw.choice(list(Level.objects.all())),
        record_owner=body,
        doc_number=number_of(number),
        programme_year=2018 + number % 9,
        conditions_text=PARAGRAPH,
        time_text=f"申报时间自{opens:%Y年%m月%d日}起。",
        method=PARAGRAPH,
        apply_url="https://apply.example.org/",
        body=[("heading", {"text": "申报要求", "level": "2"}), *[("text", f"<p>{PARAGRAPH}</p>")] * 6],
    )
    page.regions = draw.sample(list(Region.objects.all()[:40]), 1)
    page.policy_fields = draw.sample(list(Field.objects.all()), 2)
    item = ours.CallItem(name=f"{page.title[4:20]}申报", scheme=draw.choice(schemes))
    item.windows = [ours.CallWindow(opens_at=opens, closes_at=closes)]
    page.items = [item]
    _parts(page, ours, "Notice", body)
    return publish_new(parent=listing_for("notices"), page=page)


def _organisation() -> Organisation:
    return Organisation.objects.create(name="市工业和信息化局")


def _parts(page: Any, models: Any, prefix: str, body: Organisation) -> None:
    def make(part: str, /, **given: Any) -> Any:
        return getattr(models, f"{prefix}{part}")(**given)

    page.conditions = [make("Condition", text=text) for text in CONDITIONS]
    page.materials = [make("Material", name=name, copies=2, note="加盖公章") for name in MATERIALS]
    page.roles = [
        make("Role", role="competent", organisation=body),
        make("Role", role="receiving", organisation=body, address="市政务服务中心3楼", phone="0512-65123456"),
    ]
    page.contacts = [
        make("Contact", name="惠企服务科", phone="0512-65123457", address="人民路1号", hours="工作日9:00–17:00")
    ]
    page.attachments = [make("Attachment", name="申报书模板.docx", url="https://files.example.org/form.docx")]


def _plain_twin(page: ours.ApplicationNotice, root: Page) -> plain.PlainCall:
    """The same call as a page of the plain site."""
    names = ("title", "summary", "published_on", "level", "record_owner", "doc_number", "programme_year")
    texts = ("conditions_text", "time_text", "method", "apply_url", "body", "first_published_at")
    first = page.items.all()[0]
    window = first.windows.all()[0]
    times = {"opens_at": window.opens_at, "closes_at": window.closes_at}
    twin = plain.PlainCall(slug=page.slug, **times, **{name: getattr(page, name) for name in names + texts})
    twin.regions, twin.policy_fields = list(page.regions.all()), list(page.policy_fields.all())
    item = plain.PlainItem(name=first.name, scheme=first.scheme)
    item.windows = [plain.PlainWindow(**times)]
    twin.items = [item]
    _parts(twin, plain, "Plain", page.record_owner)
    return root.add_child(instance=twin)
