"""Who may see what: one's own files, and only those who may begin records."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from wagtail.models import Page

from portal.intake.kinds import kinds_for
from portal.intake.models import Upload


def require_kinds(request: HttpRequest) -> dict[str, Page]:
    """The kinds this person may begin; raises PermissionDenied for one who may begin none."""
    found = kinds_for(request.user)
    if not found:
        raise PermissionDenied
    return found


def own_upload(request: HttpRequest, upload_id: UUID) -> Upload:
    """The upload, of this person; a superuser sees everybody's. Raises Http404 for anybody else's."""
    require_kinds(request)
    user: Any = request.user
    upload = Upload.objects.select_related("job", "page").filter(pk=upload_id).first()
    if upload is None or not (user.is_superuser or upload.user_id == user.pk):
        raise Http404
    return upload


def earlier_of(user: Any, upload: Upload) -> Upload | None:
    """The upload from whose same bytes a record was made before, if this person may work on that record."""
    found: Upload | None = upload.earlier()
    if found is None or found.page is None or not found.page.specific.permissions_for_user(user).can_edit():
        return None
    return found
