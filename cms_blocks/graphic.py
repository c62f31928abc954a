"""图解: who, how much, when, how, in what order — an explanation composed of large, short facts.

Every block is a title over entries of `lead` (a few large words) and `text`, so that the page, the picture for sharing
and the API all render the same plain values.
"""

from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StreamBlock, StructBlock, TextBlock

from cms_blocks.lists import EntriesBlock
from cms_blocks.prose import lines, rendered
from cms_blocks.theming import using_of

MOST_ENTRIES = 12
MOST_BLOCKS = 20
LONGEST_LEAD = 40
LONGEST_TEXT = 300


class FactsBlock(EntriesBlock):
    """Base of the graphic blocks: a title over entries; subclasses say what lead and text are."""

    def __init__(self, lead: Any, text: Any, *, optional: str = "", **kwargs: Any) -> None:
        entry = StructBlock(
            [
                ("lead", CharBlock(label=lead, max_length=LONGEST_LEAD, required=optional != "lead")),
                ("text", TextBlock(label=text, max_length=LONGEST_TEXT, required=optional != "text", rows=2)),
            ]
        )
        super().__init__([("items", ListBlock(entry, label=_("Entries"), max_num=MOST_ENTRIES))], **kwargs)

    class Meta:
        template = "cms_blocks/graphic_block.html"
        label_format = "{title}"
        shape = ""

    def facts(self, value: Any) -> dict[str, Any]:
        """`{shape, title, items: [{lead, text}]}`, plain strings."""
        items = [
            {"lead": (entry.get("lead") or "").strip(), "text": (entry.get("text") or "").strip()}
            for entry in value.get("items") or []
        ]
        title = (value.get("title") or "").strip() or str(self.meta.label)
        return {"shape": self.meta.shape, "title": title, "items": items}

    def quick_context(self, value: Any) -> dict[str, Any]:
        """The facts."""
        return {"facts": self.facts(value)}

    def plain_text(self, value: Any) -> str:
        """Title, then an entry a line."""
        facts = self.facts(value)
        entries = ("：".join(part for part in (entry["lead"], entry["text"]) if part) for entry in facts["items"])
        return lines(facts["title"], *entries)


class AmountsBlock(FactsBlock):
    """支持多少."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(_("Figure"), _("What for"), **kwargs)

    class Meta:
        shape = "amounts"
        icon = "decimal"
        label = _("How much")
        description = _("Amounts in large figures, each with what it is for.")
        preview_value = {"title": "支持多少", "items": [{"lead": "最高500万元", "text": "首台（套）重大装备"}]}


class WhoBlock(FactsBlock):
    """谁能享受."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(_("In a few words"), _("Whom it is for"), optional="lead", **kwargs)

    class Meta:
        shape = "who"
        icon = "group"
        label = _("Who may benefit")
        description = _("Who may apply, one condition an entry.")
        preview_value = {"title": "谁能享受", "items": [{"lead": "", "text": "在本市登记注册的科技型中小企业"}]}


class WhenBlock(FactsBlock):
    """什么时候."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(_("Date or period"), _("What happens"), **kwargs)

    class Meta:
        shape = "when"
        icon = "date"
        label = _("When")
        description = _("Dates one must not miss.")
        preview_value = {"title": "什么时候", "items": [{"lead": "3月31日17:00", "text": "网上填报截止"}]}


class HowBlock(FactsBlock):
    """怎么办."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(_("Way"), _("Address, telephone or what to do"), **kwargs)

    class Meta:
        shape = "how"
        icon = "form"
        label = _("How")
        description = _("Ways to apply or to ask.")
        preview_value = {"title": "怎么办", "items": [{"lead": "网上办", "text": "登录企业服务平台，进入“政策申报”"}]}


class StagesBlock(FactsBlock):
    """办理步骤."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(_("Step"), _("What is done"), optional="text", **kwargs)

    class Meta:
        shape = "steps"
        icon = "order"
        label = _("Steps in order")
        description = _("Numbered steps from application to payment.")
        preview_value = {"title": "办理步骤", "items": [{"lead": "网上填报", "text": "填写申报书，上传材料"}]}


class TimelineBlock(FactsBlock):
    """时间轴."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(_("Date or period"), _("What happened or will happen"), **kwargs)

    class Meta:
        shape = "timeline"
        icon = "history"
        label = _("Timeline")
        description = _("How the policy came about, or what comes one after the other.")
        preview_value = {"title": "时间轴", "items": [{"lead": "2026年1月1日", "text": "政策施行"}]}


class GraphicStream(StreamBlock):
    """What a graphic explanation is composed of."""

    who = WhoBlock()
    amounts = AmountsBlock()
    when = WhenBlock()
    how = HowBlock()
    steps = StagesBlock()
    timeline = TimelineBlock()

    class Meta:
        max_num = MOST_BLOCKS

    def render_basic(self, value: Any, context: dict[str, Any] | None = None) -> SafeString:
        """The blocks in one frame."""
        return mark_safe(f'<div class="graphic">{rendered(value, using_of(context))}</div>')  # noqa: S308 - rendered templates


def graphic_facts(stream: Any) -> list[dict[str, Any]]:
    """`[{shape, title, items: [{lead, text}]}]` of a graphic; shape is amounts, who, when, how, steps or timeline."""
    with translation.override(settings.LANGUAGE_CODE):
        return [child.block.facts(child.value) for child in stream or ()]
