"""A call as a department writes it in Word: number, title, addressees, numbered headings, a table, date at the end."""

from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

TITLE = "关于组织申报2027年度统计专业人才专项资金项目的通知"
CLOSES = "2027年1月29日"
PARAGRAPHS = (
    "各市、州统计局，省直各有关单位，各有关企业：",
    "根据《湖北省统计人才发展专项资金管理办法》（鄂统发〔2026〕12号）精神，现就组织申报2027年度统计专业人才专项资金项目"
    "有关事项通知如下：",
    "一、申报条件",
    "（一）在湖北省行政区域内依法登记注册，具有独立法人资格；",
    "（二）从事统计调查或者统计咨询业务满2年；",
    "（三）近三年内未列入严重失信主体名单。",
    "二、申报时间",
    f"网上申报时间：2026年12月1日9时至{CLOSES}17时30分，逾期系统自动关闭，不予受理。",
    "三、申报材料",
    "（一）专项资金项目申报书（附件1）一式2份；",
    "（二）营业执照复印件1份；",
    "（三）近两年度财务审计报告复印件1份。",
    "四、申报方式",
    "实行网上申报。申报单位登录湖北政务服务网（https://zwfw.hubei.gov.cn），查询“统计专业人才专项资金”，"
    "点击“在线办理”填报并上传材料原件的扫描件。",
    "五、联系方式",
    "受理部门：湖北省统计局人事处",
    "联系人：王老师  联系电话：027-87822057",
    "地址：武汉市武昌水果湖东一路19-2号310室",
)


def write_notice(folder: Path) -> Path:
    """Write the file; returns its path."""
    document = Document()
    for text, centred in (("湖北省统计局", True), ("鄂统函〔2026〕45号", True), (TITLE, True)):
        paragraph = document.add_paragraph(text)
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text in PARAGRAPHS:
        document.add_paragraph(text).paragraph_format.first_line_indent = None
    document.add_paragraph("附件：1.专项资金项目申报书")
    for text in ("湖北省统计局", "2026年11月20日"):
        document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    path = folder / "2027年统计人才专项资金申报通知.docx"
    document.save(str(path))
    return path
