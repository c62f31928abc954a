"""The form of a site's presentation: a theme that is there, colours one can read, a filter that the grammar knows."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.models import Site

from portal.settings.themes import BASE
from search.filters.scope import faults_of as faults_of_filter
from search.filters.scope import words_of
from themes.catalogue import themes
from themes.colours import BLACK, TEXT_CONTRAST, WHITE, contrast, is_colour, readable
from themes.faults import faults_of
from themes.palettes import palette_of


class SitePresentationForm(WagtailAdminModelForm):
    """Says in words what is wrong, and what would do."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(name, _label(name)) for name in themes()]
        chosen = self.instance.theme
        if chosen and chosen not in themes():
            choices.append((chosen, _("%(name)s (no longer there: shown in the base theme)") % {"name": chosen}))
        if words := words_of(self.instance.scope):
            # Translators: 现在为：政策领域：科技创新
            self.fields["scope"].help_text += " " + _("Now: %(filter)s.") % {"filter": words}
        self.fields["theme"] = forms.ChoiceField(label=_("Theme"), choices=choices, widget=forms.RadioSelect)

    def clean_brand(self) -> str:
        """White words stand on it, and the search box of the home page stands beside it."""
        colour = _colour(self.cleaned_data["brand"])
        if colour and contrast(WHITE, colour) < TEXT_CONTRAST:
            raise ValidationError(
                _(
                    "%(colour)s is too light: white words on it have a contrast of %(ratio)s : 1, and at least "
                    "%(least)s : 1 is needed (WCAG 2.2, 1.4.3). The nearest shade that will do is %(shade)s."
                ),
                params=_said(colour, WHITE, readable(colour, WHITE, towards=BLACK)),
            )
        return colour

    def clean_accent(self) -> str:
        """It is written on every light ground of the theme."""
        colour = _colour(self.cleaned_data["accent"])
        light = palette_of(self.cleaned_data.get("theme") or BASE, dark=False)
        grounds = [light[name] for name in ("paper", "surface", "ground")]
        worst = min(grounds, key=lambda ground: contrast(colour, ground)) if colour else WHITE
        if colour and contrast(colour, worst) < TEXT_CONTRAST:
            raise ValidationError(
                _(
                    "%(colour)s is too light: written on the page's ground it has a contrast of %(ratio)s : 1, and at "
                    "least %(least)s : 1 is needed (WCAG 2.2, 1.4.3). The nearest shade that will do is %(shade)s."
                ),
                params=_said(colour, worst, readable(colour, *grounds, towards=BLACK)),
            )
        return colour

    def clean_scope(self) -> str:
        """Strictly by the grammar: what it does not know would show more than was meant."""
        text = self.cleaned_data["scope"].strip().removeprefix("?")
        if faults := faults_of_filter(text):
            raise ValidationError(faults)
        if text and _is_main(self.instance.site):
            raise ValidationError(
                _(
                    "This is the main site: it shows what the fixed filters of other sites leave out, so it has none. "
                    "Leave this blank."
                )
            )
        return text


def _is_main(site: Site) -> bool:
    """Records outside another site's filter are sent to this one."""
    return site.is_default_site or site.hostname.lower() == urlsplit(settings.PORTAL_BASE_URL).hostname


def _label(name: str) -> str:
    grave = any(fault.grave for fault in faults_of(name)) if name != BASE else False
    label = themes()[name].label
    return _("%(name)s (has a fault: shown in the base theme)") % {"name": label} if grave else label


def _colour(text: str) -> str:
    """As #rrggbb in small letters; a short form and a missing # are mended."""
    digits = text.strip().lower().removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    if digits and not is_colour(f"#{digits}"):
        raise ValidationError(_("Write a colour as six hexadecimal digits, such as #0b3f7d."))
    return f"#{digits}" if digits else ""


def _said(colour: str, ground: str, shade: str) -> dict[str, str]:
    ratio = f"{contrast(colour, ground):.2f}"
    return {"colour": colour, "ratio": ratio, "least": str(TEXT_CONTRAST), "shade": shade}
