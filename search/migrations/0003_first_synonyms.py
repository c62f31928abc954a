"""Synonyms of the field to begin with; staff change or delete them like their own."""

from django.db import migrations

BOTH, FIRST = "both", "first"
ENTRIES = [
    (BOTH, ["高企", "高新技术企业"]),
    (BOTH, ["专精特新小巨人", "专精特新“小巨人”"]),
    (BOTH, ["首台套", "首台（套）"]),
    (BOTH, ["首版次", "首版（次）"]),
    (BOTH, ["社保", "社会保险"]),
    (BOTH, ["医保", "医疗保险"]),
    (BOTH, ["公积金", "住房公积金"]),
    (BOTH, ["失业金", "失业保险金"]),
    (BOTH, ["残保金", "残疾人就业保障金"]),
    (BOTH, ["个税", "个人所得税"]),
    (BOTH, ["创业担保贷款", "创业贷款"]),
    (BOTH, ["稳岗返还", "稳岗补贴"]),
    (BOTH, ["个体户", "个体工商户"]),
    (BOTH, ["研发费用加计扣除", "研究开发费用加计扣除", "研发加计扣除"]),
    (BOTH, ["技改", "技术改造"]),
    (BOTH, ["两化融合", "信息化和工业化融合"]),
    (BOTH, ["智改数转", "智能化改造和数字化转型", "智能化改造数字化转型"]),
    (BOTH, ["AI", "人工智能"]),
    (FIRST, ["新三板", "全国中小企业股份转让系统"]),
    (FIRST, ["发改委", "发展和改革委员会"]),
    (FIRST, ["发改局", "发展和改革局"]),
    (FIRST, ["人社局", "人力资源和社会保障局"]),
    (FIRST, ["工信局", "工业和信息化局", "经济和信息化局"]),
    (FIRST, ["经信局", "经济和信息化局", "工业和信息化局"]),
    (FIRST, ["市监局", "市场监督管理局"]),
    (FIRST, ["市场监管局", "市场监督管理局"]),
    (FIRST, ["科技局", "科学技术局"]),
]


def load(apps, schema_editor):
    """Historical models send no signal that anybody hears: the stamp is made here."""
    group = apps.get_model("search", "SynonymGroup")
    group.objects.bulk_create(
        group(wordings="\n".join(wordings), direction=direction) for direction, wordings in ENTRIES
    )
    apps.get_model("search", "TuningStamp").objects.get_or_create(pk=1)


class Migration(migrations.Migration):

    dependencies = [("search", "0002_what_staff_tune")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop, elidable=False)]
