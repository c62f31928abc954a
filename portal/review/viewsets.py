"""Wagtail's screens of pages, with ours in their places."""

from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.pages import PageViewSet, page_viewset_registry
from wagtail.models import Page

from portal.pages.models import PortalPage
from portal.review.views.editing import RecordCreateView, RecordEditView, RecordRevertView
from portal.review.views.withdrawing import ReasonedDeleteView, ReasonedUnpublishView


class TreeViewSet(PageViewSet):
    """Every page: what goes away with it and is public has a reason."""

    model = Page
    name = "reasoned_pages"
    unpublish_view_class = ReasonedUnpublishView
    delete_view_class = ReasonedDeleteView


class RecordViewSet(TreeViewSet):
    """Records: the gate, and drafts that nobody overwrites.

    Its views look pages up as pages: the base of the kinds is abstract and has no rows.
    """

    name = "records"
    add_view_class = RecordCreateView
    edit_view_class = RecordEditView
    revisions_revert_view_class = RecordRevertView

    def on_register(self) -> None:
        """For the kinds instead of for all pages."""
        ViewSet.on_register(self)
        page_viewset_registry.register(PortalPage, self)
