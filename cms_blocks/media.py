"""图片: with an alternative, unless it only decorates."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock, TextBlock
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock as AlternativeImageBlock

from cms_blocks.prose import QuickRendering, lines


class ImageBlock(QuickRendering, StructBlock):
    """A picture; Wagtail's own block demands the short alternative, a graphic gives its whole content as text too."""

    image = AlternativeImageBlock(label=_("Image"))
    caption = CharBlock(label=_("Caption"), max_length=500, required=False)
    long_alternative = TextBlock(
        label=_("Content as text"), required=False, help_text=_("For graphics: everything that the picture says.")
    )

    class Meta:
        icon = "image"
        label = _("Image")
        label_format = "{caption}"
        description = _("A picture with a text alternative.")
        template = "cms_blocks/image.html"

    def get_preview_value(self) -> Any:
        """A picture that is there already, or only the caption."""
        image = get_image_model().objects.first()
        if image:
            image.contextual_alt_text, image.decorative = image.default_alt_text, False
        return self.normalize(
            {"image": image, "caption": "申报流程图", "long_alternative": "提交申请，初审，公示，拨付。"}
        )

    def plain_text(self, value: Any) -> str:
        """Caption, alternative, content as text."""
        image = value.get("image")
        alternative = "" if image is None else image.contextual_alt_text
        return lines(value.get("caption"), alternative, value.get("long_alternative"))
