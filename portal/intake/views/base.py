"""What the screens about one uploaded file share: its name as title, and the way back to all files."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic.base import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.intake.models import Upload


class FileView(WagtailAdminTemplateMixin, TemplateView):
    """A screen about `upload`, which subclasses set before anything is shown."""

    upload: Upload

    def get_page_title(self) -> str:
        """The file's name."""
        return self.upload.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, files, this file."""
        files = {"url": reverse("intake"), "label": _("New from a file")}
        return [*self.breadcrumbs_items, files, {"url": "", "label": self.upload.name}]
