"""Back-office screens of the vocabularies and organisations."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from portal.taxonomy.models import Field, GrowthStage, Industry, Level, Organisation, Region, Size, SupportForm


class KeptTermsPolicy(ModelPermissionPolicy):
    """Nobody deletes a term: a published code must keep its label. It is replaced or made inactive."""

    def user_has_permission(self, user, action):
        """As usual, except that deleting is refused."""
        return action != "delete" and super().user_has_permission(user, action)


for _term in (Level, Region, Field, SupportForm, Industry, Size, GrowthStage):
    register_permission_policy(_term, KeptTermsPolicy(_term))


def _panels(*own: str) -> list:
    return [
        MultiFieldPanel(
            [FieldPanel("code"), FieldRowPanel([FieldPanel("label"), FieldPanel("label_en")])], heading=_("Term")
        ),
        *[FieldPanel(name) for name in own],
        FieldRowPanel([FieldPanel("sort_order"), FieldPanel("active")]),
        FieldPanel("replaced_by"),
    ]


class TermViewSet(SnippetViewSet):
    """What all vocabularies share."""

    icon = "tag"
    list_display = ["label", "code", "label_en", "active"]
    list_filter = ["active"]
    list_per_page = 50
    panels = _panels()


class LevelViewSet(TermViewSet):
    model = Level
    icon = "order"
    panels = _panels("rank")


class RegionViewSet(TermViewSet):
    model = Region
    icon = "site"
    list_display = ["label", "code", "parent", "scheme", "active"]
    list_filter = ["scheme", "active"]
    panels = _panels("scheme", "parent", "within")


class FieldViewSet(TermViewSet):
    model = Field
    icon = "folder-open-inverse"


class SupportFormViewSet(TermViewSet):
    model = SupportForm
    icon = "pick"


class IndustryViewSet(TermViewSet):
    model = Industry
    icon = "cogs"
    list_display = ["label", "code", "parent", "active"]
    panels = _panels("parent")


class SizeViewSet(TermViewSet):
    model = Size
    icon = "expand-right"


class GrowthStageViewSet(TermViewSet):
    model = GrowthStage
    icon = "history"


class OrganisationViewSet(SnippetViewSet):
    """Organisations with their further names."""

    model = Organisation
    icon = "group"
    list_display = ["name", "uscc", "kind", "level", "region", "active"]
    list_filter = ["kind", "level", "active"]
    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldRowPanel([FieldPanel("uscc"), FieldPanel("kind")]), FieldPanel("active")],
            heading=_("Organisation"),
        ),
        InlinePanel("names", heading=_("Further names"), label=_("Name")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("level"), FieldPanel("region")]),
                FieldPanel("parent"),
                FieldRowPanel([FieldPanel("predecessor"), FieldPanel("successor")]),
            ],
            heading=_("Place"),
        ),
        MultiFieldPanel([FieldPanel("phone"), FieldPanel("address"), FieldPanel("website")], heading=_("Contact")),
    ]


class TaxonomyGroup(SnippetViewSetGroup):
    """One menu entry for all of them."""

    menu_label = _("Taxonomies")
    menu_icon = "tag"
    menu_order = 300
    items = (
        OrganisationViewSet,
        FieldViewSet,
        SupportFormViewSet,
        RegionViewSet,
        LevelViewSet,
        IndustryViewSet,
        SizeViewSet,
        GrowthStageViewSet,
    )


register_snippet(TaxonomyGroup)
