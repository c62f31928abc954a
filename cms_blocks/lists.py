"""步骤、材料、联系方式、附件: lists whose entries have parts."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    IntegerBlock,
    ListBlock,
    RichTextBlock,
    StructBlock,
    TextBlock,
    URLBlock,
)
from wagtail.documents.blocks import DocumentChooserBlock

from cms_blocks.prose import PROSE_FEATURES, QuickRendering, lines, prose_html, prose_text


class EntriesBlock(QuickRendering, StructBlock):
    """Base: an optional title over a list of `items`."""

    title = CharBlock(label=_("Title"), max_length=255, required=False)

    def plain_text(self, value: Any) -> str:
        """The title, then one entry after the other."""
        return lines(value.get("title"), *(self.entry_text(entry) for entry in value.get("items") or []))

    def entry_text(self, entry: Any) -> str:
        """One entry's words."""
        return " ".join(str(part) for part in entry.values() if part)


class StepsBlock(EntriesBlock):
    """What to do, in order."""

    items = ListBlock(
        StructBlock(
            [
                ("title", CharBlock(label=_("Step"), max_length=255)),
                ("text", RichTextBlock(label=_("Text"), features=PROSE_FEATURES, required=False)),
            ]
        ),
        label=_("Steps"),
    )

    class Meta:
        icon = "order"
        label = _("Steps")
        label_format = "{title}"
        description = _("Numbered steps of a procedure.")
        template = "cms_blocks/steps.html"
        preview_value = {
            "title": "办理流程",
            "items": [
                {"title": "网上填报", "text": "<p>登录平台，填写申报信息。</p>"},
                {"title": "审核公示", "text": "<p>审核结果公示五个工作日。</p>"},
            ],
        }

    def quick_context(self, value: Any) -> dict[str, Any]:
        """The steps with their text as HTML."""
        return {
            "items": [
                {"title": step.get("title"), "html": prose_html(step.get("text"))} for step in value.get("items") or []
            ]
        }

    def entry_text(self, entry: Any) -> str:
        """Title, then text."""
        return lines(entry.get("title"), prose_text(entry.get("text")))


class MaterialsBlock(EntriesBlock):
    """What to hand in."""

    items = ListBlock(
        StructBlock(
            [
                ("name", CharBlock(label=_("Name"), max_length=500)),
                ("required", BooleanBlock(label=_("Required"), required=False, default=True)),
                ("copies", IntegerBlock(label=_("Copies"), required=False, min_value=0)),
                ("note", TextBlock(label=_("Note"), required=False)),
            ]
        ),
        label=_("Materials"),
    )

    class Meta:
        icon = "tasks"
        label = _("Materials")
        label_format = "{title}"
        description = _("List of the materials to hand in, each marked as required or not.")
        template = "cms_blocks/materials.html"
        preview_value = {
            "title": "申报材料",
            "items": [
                {"name": "申报书", "required": True, "copies": 2, "note": "加盖公章"},
                {"name": "知识产权证书", "required": False, "copies": None, "note": ""},
            ],
        }

    def entry_text(self, entry: Any) -> str:
        """Name, then note."""
        return lines(entry.get("name"), entry.get("note"))


class ContactsBlock(EntriesBlock):
    """Whom to ask and where to go."""

    items = ListBlock(
        StructBlock(
            [
                ("name", CharBlock(label=_("Name"), max_length=255, required=False)),
                ("phone", CharBlock(label=_("Telephone"), max_length=128, required=False)),
                ("address", CharBlock(label=_("Address"), max_length=255, required=False)),
                ("hours", CharBlock(label=_("Hours"), max_length=255, required=False)),
            ]
        ),
        label=_("Contacts"),
    )

    class Meta:
        icon = "group"
        label = _("Contacts")
        label_format = "{title}"
        description = _("Bodies or persons with telephone, address and hours.")
        template = "cms_blocks/contacts.html"
        preview_value = {
            "title": "咨询方式",
            "items": [
                {"name": "企业服务中心", "phone": "0512-00000000", "address": "示例路1号", "hours": "工作日9:00—17:00"}
            ],
        }


class AttachmentsBlock(EntriesBlock):
    """Files that are kept here, or addresses of files kept elsewhere."""

    items = ListBlock(
        StructBlock(
            [
                ("name", CharBlock(label=_("Name"), max_length=500)),
                ("document", DocumentChooserBlock(label=_("File"), required=False)),
                ("url", URLBlock(label=_("Address"), required=False, max_length=1000)),
            ]
        ),
        label=_("Attachments"),
    )

    class Meta:
        icon = "doc-full"
        label = _("Attachments")
        label_format = "{title}"
        description = _("Files to download.")
        template = "cms_blocks/attachments.html"
        preview_value = {
            "title": "附件",
            "items": [{"name": "申报书（样表）", "document": None, "url": "https://www.example.org/form.docx"}],
        }

    def entry_text(self, entry: Any) -> str:
        """The file's name."""
        return lines(entry.get("name"))
