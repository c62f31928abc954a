"""A composed graphic and questions with answers, made from real cards whose words they repeat."""

import json
from typing import Any

from cms_blocks import raw
from cms_blocks.prose import plain_html
from portal.demo.building import DATA, last_of_day, place_like, publish_example, scheme_of
from portal.policies.models import Interpretation, InterpretationSubject, ProductMember

ABOUT = "示例：据业务品种「{title}」编制，用于展示图解和问答的形式。"


def publish_explanations() -> None:
    """Publish every explanation of data/explanations.json."""
    for row in json.loads((DATA / "explanations.json").read_text(encoding="utf-8")):
        _publish(row)


def _publish(row: dict[str, Any]) -> None:
    scheme = scheme_of(row["card"])
    page = Interpretation(
        title=row["title"],
        form=row["form"],
        summary=ABOUT.format(title=scheme.title),
        published_on=last_of_day(-20).date(),
        graphic=[_part(part) for part in row.get("graphic", ())],
        questions=[
            raw.block("question", {"question": question, "answer": plain_html(answer)})
            for question, answer in row.get("questions", ())
        ],
    )
    place_like(page, scheme)
    packed = ProductMember.objects.filter(scheme=scheme, page__live=True).select_related("page").first()
    page.subjects = [InterpretationSubject(scheme=scheme, sort_order=0)]
    if packed:
        page.subjects.add(InterpretationSubject(product=packed.page, sort_order=1))
    publish_example(page, row["key"])


def _part(part: dict[str, Any]) -> raw.Raw:
    items = [{"lead": lead, "text": text} for lead, text in part["items"]]
    return raw.entries(part["type"], items, title=part["title"])
