"""A made-up service guide that says everything a guide can say; the real ones lack steps, cost, hours and basis."""

from cms_blocks import raw
from portal.demo.building import days_from_now, demo_id, place_like, publish_example, scheme_of
from portal.guides.models import GuideBasis, GuideCondition, GuideMaterial, GuideRole, ServiceGuide
from portal.policies.models import Scheme

CARD = "bjcard-014"
STEPS = (
    ("网上填报", "示例：登录申报系统，填写单位信息，上传材料。"),
    ("窗口受理", "示例：窗口在2个工作日内核对材料；缺什么一次性告知。"),
    ("专家评审", "示例：组织评审，必要时到现场查看。"),
    ("结果公示", "示例：拟认定名单公示5个工作日，期间可以提异议。"),
)
MATERIALS = (
    ("认定申请表", "加盖公章", True, 2),
    ("营业执照复印件", "", True, 1),
    ("上年度审计报告", "成立不满一年的单位不用提供", False, 1),
    ("授权委托书", "委托他人办理时提供", False, 1),
)


def publish_guides() -> None:
    """How one gets recognised under a real scheme, with a list to tick."""
    scheme = scheme_of(CARD)
    page = ServiceGuide(title=f"{scheme.title}办理指南（示例）"[:255], subjects=["enterprise", "institution"])
    page.summary = f"示例：围绕真实政策产品「{scheme.title}」编制的办事指南，用于展示门户功能。"
    page.published_on, page.service_kind = days_from_now(-20).date(), "confirmation"
    page.fee, page.hours = "不收费", "工作日9:00—12:00，13:30—17:00"
    page.place, page.platform = "示例地址，以正式指南为准", "示例申报系统"
    page.consult_phone, page.complaint_phone = "12345", "12345"
    page.visits, page.online_booking, page.courier = 1, True, True
    page.promised_limit_value, page.promised_limit_unit = 15, "workday"
    page.legal_limit_value, page.legal_limit_unit = 30, "workday"
    page.conditions = [
        GuideCondition(permanent_id=demo_id("condition", f"guide-{order}"), text=text, sort_order=order)
        for order, text in enumerate(("示例：在本市登记注册，正常经营一年以上。", "示例：有专职人员和固定场所。"))
    ]
    page.materials = _materials()
    page.roles = [GuideRole(role="competent", organisation=row.organisation) for row in scheme.roles.all()[:1]]
    page.bases = _bases(scheme)
    page.steps = _steps()
    place_like(page, scheme)
    publish_example(page, "recognition")


def _materials() -> list[GuideMaterial]:
    return [
        GuideMaterial(
            permanent_id=demo_id("material", f"guide-{order}"), name=name, note=note, required=required,
            copies=copies, sort_order=order,
        )
        for order, (name, note, required, copies) in enumerate(MATERIALS)
    ]  # fmt: skip


def _bases(scheme: Scheme) -> list[GuideBasis]:
    return [
        GuideBasis(document=row.document, printed_title=row.printed_title, printed_number=row.printed_number)
        for row in scheme.bases.all()
    ]


def _steps() -> list[raw.Raw]:
    entries = [{"title": title, "text": f"<p>{text}</p>"} for title, text in STEPS]
    return [raw.entries("steps", entries, id=str(demo_id("block", "guide-steps")))]
