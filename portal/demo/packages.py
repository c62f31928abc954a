"""Products that package the real schemes by chapter and by support, and compilations of them for print."""

from collections.abc import Callable

from portal.demo.building import demo_id, publish_example, scheme_of
from portal.importers.blocks import number_blocks
from portal.importers.splitting import plain_lines, split
from portal.importers.stream import article_value
from portal.policies.choices import Category
from portal.policies.models import Compilation, CompilationEntry, PolicyProduct, ProductMember, Scheme

CARD_PREFIX = "bjcard-"
ABOUT = "示例：由门户用业务品种编排，用于展示政策产品和汇编的形式。"

# key, title, for whom, which cards (numbers in the guide)
PRODUCTS: tuple[tuple[str, str, str, Callable[[int], bool]], ...] = (
    ("general", "高质量发展综合支持", "各类企业、园区和创新主体", lambda card: card <= 22),
    ("integration", "先进制造业和现代服务业融合发展", "两业融合试点企业和示范园区", lambda card: 23 <= card <= 25),
    ("manufacturing", "先进制造业发展", "先进制造业、软件信息服务业企业", lambda card: 26 <= card <= 41),
    ("science", "科技服务业与创新创业", "科技型企业、创新创业主体", lambda card: 55 <= card <= 80),
    ("infrastructure", "新型基础设施与商贸物流", "基础设施建设和运营主体", lambda card: 135 <= card <= 139),
    ("agriculture", "现代农业", "农业经营主体和涉农企业", lambda card: card >= 140),
)


def publish_products() -> None:
    """A product for each chapter, one of all recognitions, one of intellectual property."""
    schemes = real_schemes()
    for key, title, audience, holds in PRODUCTS:
        members = [scheme for scheme in schemes if holds(number_of(scheme))]
        _publish_product(key, title, audience, members)
    recognised = [scheme for scheme in schemes if scheme.category == Category.RECOGNITION]
    _publish_product("recognition", "资质认定类政策", "申请资质认定的企业和机构", recognised)
    patents = [scheme for scheme in schemes if "知识产权" in scheme.title or "专利" in scheme.title]
    _publish_product("patents", "知识产权支持", "申请、运营专利的企业", [*patents, *_made("patent-award")])
    _publish_product("small", "中小企业资金支持", "中小微企业", _made("sme-fund", "sme-loan"))
    _publish_product("liuhe", "县域重点产业支持", "重点产业投资企业", _made("liuhe-investment", "liuhe-innovation"))


def real_schemes() -> list[Scheme]:
    """The imported cards in the guide's order."""
    return list(Scheme.objects.live().filter(source_id__startswith=CARD_PREFIX).order_by("source_id"))


def _made(*keys: str) -> list[Scheme]:
    return [scheme_of(f"demo-{key}") for key in keys]


def number_of(scheme: Scheme) -> int:
    """The card's number in the guide."""
    return int(scheme.source_id.removeprefix(CARD_PREFIX))


def _publish_product(key: str, title: str, audience: str, schemes: list[Scheme]) -> None:
    page = PolicyProduct(title=title, summary=ABOUT, audience_text=audience)
    if not schemes:
        return
    page.level = schemes[0].level
    page.regions = list({region.pk: region for scheme in schemes for region in scheme.regions.all()}.values())
    page.policy_fields = list({row.pk: row for scheme in schemes for row in scheme.policy_fields.all()}.values())
    ordered = sorted(schemes, key=lambda scheme: list(Category).index(Category(scheme.category)))
    page.members = [
        ProductMember(scheme=scheme, heading=HEADINGS[Category(scheme.category)], sort_order=order)
        for order, scheme in enumerate(ordered)
    ]
    publish_example(page, key)


HEADINGS = {
    Category.RECOGNITION: "认定类",
    Category.PROJECT: "项目类",
    Category.FUNDING: "资金类",
    Category.DEVELOPMENT: "培育类",
    Category.OTHER: "其他类",
}


def publish_compilations() -> None:
    """Two booklets, one by industry and one by field."""
    schemes = real_schemes()
    _publish_compilation(
        "manufacturing", "先进制造业惠企政策汇编", [row for row in schemes if 26 <= number_of(row) <= 41]
    )
    _publish_compilation("science", "科技服务业惠企政策汇编", [row for row in schemes if 55 <= number_of(row) <= 80])


def _publish_compilation(key: str, title: str, schemes: list[Scheme]) -> None:
    page = Compilation(title=title, summary=ABOUT, edition="示例版")
    page.level, page.regions = schemes[0].level, list(schemes[0].regions.all())
    page.policy_fields = list(schemes[0].policy_fields.all())
    page.foreword = article_value(number_blocks(split(plain_lines(ABOUT)), f"demo-{key}"))
    page.entries = [
        CompilationEntry(
            permanent_id=demo_id("entry", f"{key}-{scheme.source_id}"),
            heading=HEADINGS[Category(scheme.category)],
            scheme=scheme,
            sort_order=order,
        )
        for order, scheme in enumerate(schemes)
    ]
    publish_example(page, key)
