"""What a site of Wagtail's looks like and what it is confined to; edited under Settings."""

from typing import Any

from django.db import models
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site

from portal.appearance.forms import SitePresentationForm
from portal.publication.head import touch
from portal.settings.themes import BASE

# As the header's templates ask for it.
LOGO = "height-80"


@register_setting(icon="view")
class SitePresentation(BaseSiteSetting):
    """One site's presentation; without a row a site is the whole portal in the base theme."""

    # Typed again, or Wagtail's field would have no name on the other side to fetch it by.
    site = models.OneToOneField(Site, models.CASCADE, editable=False, related_name="presentation")
    theme = models.CharField(_("theme"), max_length=64, default=BASE)
    name = models.CharField(
        _("name"), max_length=60, blank=True, help_text=_("Above every page; blank: the portal's own name.")
    )
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    tagline = models.CharField(_("line under the name"), max_length=120, blank=True)
    tagline_en = models.CharField(_("line under the name in English"), max_length=200, blank=True)
    logo = models.ForeignKey(
        "wagtailimages.Image", models.SET_NULL, verbose_name=_("logo"), null=True, blank=True, related_name="+",
        help_text=_("Shown before the name, 40 pixels high; the name stays beside it."),
    )  # fmt: skip
    brand = models.CharField(
        _("colour of the header"), max_length=7, blank=True,
        help_text=_("Such as #0b3f7d; blank: the theme's own. White words must be readable on it."),
    )  # fmt: skip
    accent = models.CharField(
        _("accent colour"), max_length=7, blank=True,
        help_text=_("For what stands out; blank: the theme's own. It must be readable on white."),
    )  # fmt: skip
    scope = models.CharField(
        _("fixed filter"), max_length=500, blank=True,
        help_text=_(
            "Confines this site to a part of the portal, written as in the address of a list: region=330302 or "
            "field=technology&level=city. Readers cannot remove it. Blank: the whole portal."
        ),
    )  # fmt: skip

    base_form_class = SitePresentationForm
    panels = [
        FieldPanel("theme"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("name", "name_en", "tagline", "tagline_en", "logo")], heading=_("Name")
        ),
        MultiFieldPanel([FieldPanel("brand"), FieldPanel("accent")], heading=_("Colours")),
        FieldPanel("scope"),
    ]

    class Meta:
        verbose_name = _("appearance of the site")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Pages kept before now show the old look; the logo is drawn here, and not by a reader's request."""
        super().save(*args, **kwargs)
        if self.logo:
            self.logo.get_rendition(LOGO)
        touch()


@receiver([post_save, post_delete], sender=Site)
def site_changed(raw: bool = False, **kwargs: Any) -> None:
    """A site that is made, moved or taken away ends what is kept, whoever does it."""
    if not raw:
        touch()
