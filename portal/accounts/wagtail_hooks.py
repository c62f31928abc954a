"""Back-office screen of the memberships; users themselves are managed by Wagtail's own screens."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from portal.accounts.models import Membership


class MembershipViewSet(SnippetViewSet):
    """Who acts for which organisation, in which role, where and how long."""

    model = Membership
    icon = "user"
    add_to_settings_menu = True
    list_display = ["user", "organisation", "role", "region", "valid_from", "valid_to"]
    list_filter = ["role"]
    search_fields = ["user__username", "user__email", "organisation__name"]
    panels = [
        FieldPanel("user"),
        FieldPanel("organisation"),
        FieldRowPanel([FieldPanel("role"), FieldPanel("region")]),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
    ]


register_snippet(MembershipViewSet)
