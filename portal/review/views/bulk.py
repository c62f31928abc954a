"""Publishing several pages: those that pass go out, the others are named with what they lack."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.models import Page

from portal.pages.gate import GateRefused
from portal.publication.transaction import transaction
from portal.review.checklist import tell


class GatedPublishBulkAction(PublishBulkAction):
    """Each page by itself: one that is refused keeps no other from going out."""

    def get_execution_context(self) -> dict[str, Any]:
        """With a list for those that are refused."""
        self.refused: list[GateRefused] = []
        return {**super().get_execution_context(), "refused": self.refused}

    @classmethod
    def execute_action(
        cls, objects: Iterable[Page], refused: list[GateRefused] | None = None, **kwargs: Any
    ) -> tuple[int, int]:
        """How many pages went out, and how many below them."""
        parents = children = 0
        for page in objects:
            try:
                with transaction():
                    counts = super().execute_action([page], **kwargs)
            except GateRefused as found:
                if refused is None:
                    raise
                refused.append(found)
            else:
                parents, children = parents + counts[0], children + counts[1]
        return parents, children

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        """None where nothing went out."""
        if not num_parent_objects:
            return None
        message: str = super().get_success_message(num_parent_objects, num_child_objects)
        return message

    def form_valid(self, form: Any) -> HttpResponse:
        """Name what was refused."""
        response: HttpResponse = super().form_valid(form)
        for found in getattr(self, "refused", ()):
            tell(self.request, found, kept=False)
        return response
