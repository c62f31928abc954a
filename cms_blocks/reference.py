"""引用条款 and 相关内容: blocks that point at other records of the portal."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, PageChooserBlock, StructBlock, TextBlock
from wagtail.models import Page

from cms_blocks.prose import QuickRendering, lines
from portal.pages.models import PortalPage
from portal.pages.paths import public_path

RECORDS = [
    "policies.PolicyDocument", "policies.Scheme", "policies.PolicyProduct", "policies.ApplicationNotice",
    "policies.Interpretation", "policies.Compilation", "guides.ServiceGuide", "disclosures.Disclosure",
    "activities.Activity",
]  # fmt: skip


class ClauseQuoteBlock(QuickRendering, StructBlock):
    """A clause in the words it had when it was quoted, with a link to where it stands now."""

    document = PageChooserBlock(label=_("Document"), page_type="policies.PolicyDocument", required=False)
    source = CharBlock(
        label=_("Source as printed"),
        max_length=500,
        required=False,
        help_text=_("Where the document is not on the portal."),
    )
    clause = CharBlock(label=_("Permanent id of the clause"), max_length=36, required=False)
    label = CharBlock(label=_("Number"), max_length=255, required=False)
    text = TextBlock(label=_("Quoted text"))

    class Meta:
        icon = "openquote"
        label = _("Quotation of a clause")
        label_format = "{source} {label}"
        description = _("Words of a clause as they were when quoted, with its source.")
        template = "cms_blocks/clause_quote.html"
        preview_value = {
            "document": None,
            "source": "示例市支持企业创新发展若干措施",
            "clause": "",
            "label": "第三条",
            "text": "在本市依法登记、具有独立法人资格的企业，可以申请本措施规定的支持。",
        }

    def quick_context(self, value: Any) -> dict[str, Any]:
        """The document's title and address, as far as the public may know them."""
        document = public_link(value.get("document"))
        return {
            "source": document or {"title": value.get("source") or "", "url": ""},
            "clause": value.get("clause") or "",
        }

    def plain_text(self, value: Any) -> str:
        """Source and number on one line, then the words."""
        document = public_link(value.get("document"))
        title = document["title"] if document else value.get("source")
        return lines(" ".join(part for part in (title, value.get("label")) if part), value.get("text"))


class RelatedBlock(QuickRendering, StructBlock):
    """Other records that a reader may want next."""

    title = CharBlock(label=_("Title"), max_length=255, required=False)
    pages = ListBlock(PageChooserBlock(label=_("Record"), page_type=RECORDS), label=_("Records"))

    class Meta:
        icon = "link"
        label = _("Related items")
        label_format = "{title}"
        description = _("Links to other records of the portal.")
        template = "cms_blocks/related.html"

    def get_preview_value(self) -> Any:
        """Records that are there already."""
        return self.normalize({"title": "相关政策", "pages": list(Page.objects.live().filter(depth__gt=3)[:2])})

    def quick_context(self, value: Any) -> dict[str, Any]:
        """The records that the public may read."""
        return {"links": [found for page in value.get("pages") or [] if (found := public_link(page))]}

    def plain_text(self, value: Any) -> str:
        """Title, then the records' titles."""
        return lines(value.get("title"), *(found["title"] for found in self.quick_context(value)["links"]))


def public_link(page: Page | None) -> dict[str, str] | None:
    """`{title, url}` of a record, or None where the public may not read it: a title alone would give it away."""
    if page is None:
        return None
    record = page.specific
    if not isinstance(record, PortalPage) or not record.is_public():
        return None
    return {"title": record.title, "url": public_path(record)}
