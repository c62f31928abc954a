"""The panel of Wagtail's first screen: what waits, what one was at, what came out."""

from typing import Any

from django.forms import Media
from wagtail.admin.ui.components import Component

from portal.desk.waiting import drafts_of, quick_buttons, recently_published, tasks_of


class DeskPanel(Component):
    """Replaces Wagtail's own panels."""

    name = "desk"
    order = 100
    template_name = "desk_admin/home_panel.html"

    @property
    def media(self) -> Media:
        """Its own small style sheet."""
        return Media(css={"all": ["desk/home.css"]})

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """`groups`, `drafts`, `published`, `buttons`."""
        user = parent_context["request"].user
        return {
            "groups": tasks_of(user),
            "drafts": drafts_of(user),
            "published": recently_published(user),
            "buttons": quick_buttons(user),
        }
