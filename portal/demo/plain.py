"""The page on the organisation that W 4.2.6 asks for: plainly placeholders, no made-up number."""

from cms_blocks import raw
from portal.home.models import HomePage, PlainPage

SLUG = "about"
TITLE = "机构信息（示例）"
NOTE = "示例文字：请由运营机构在后台填写正式内容。"
SECTIONS = (
    ("机构设置", "说明企业服务中心的隶属关系、内设部门和岗位设置。"),
    ("机构职责", "说明政策发布、申报服务、咨询、诉求办理等职责。"),
    ("人员信息", "说明服务人员的岗位、服务范围和服务时间；公开范围由运营机构决定。"),
    ("服务内容", "列出政策查询、申报辅导、解读宣讲、兑现跟踪等服务项目。"),
    ("服务方式", "说明线上平台、服务窗口、上门走访等方式及其地址和时间。"),
    ("服务流程", "说明受理、办理、反馈、评价各环节及其时限。"),
    ("监督投诉电话", "正式号码由运营机构填写；示例不提供号码。"),
)


def publish_plain_page() -> None:
    """Publish the page under the home page unless one with its address is there."""
    home = HomePage.objects.get()
    if home.get_children().filter(slug=SLUG).exists():
        return
    body = [raw.callout(f"<p>{NOTE}</p>", heading="示例", tone="note")]
    for heading, text in SECTIONS:
        body += [raw.heading(heading), raw.text(f"<p>示例：{text}</p>")]
    page = home.add_child(instance=PlainPage(title=TITLE, slug=SLUG, summary=NOTE, body=body, example=True))
    page.save_revision().publish()
