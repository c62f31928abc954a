"""Freezing a compilation: what is public now, by reference, under a number and an edition of its own."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.jobs.queue import enqueue
from portal.policies.models import Compilation
from portal.printing.models import Release
from portal.publication.head import touch
from portal.publication.models import PublishedItem, PublishedVersion
from portal.windows.instants import SHANGHAI

JOB = "printing.compilation"
Form = dict[str, Any]


def release(page: Compilation, *, user: Any, edition: str = "") -> Release:
    """Freeze the published form of `page` and ask for its PDF.

    Raises ValidationError where the compilation is not public or has no public entry. A draft's changes are not in it.
    """
    item = PublishedItem.objects.filter(pk=page.permanent_id, live=True).first()
    detail = _detail(item) if item else None
    if item is None or detail is None:
        raise ValidationError(_("Publish the compilation first: a release shows what is public."))
    contents = _contents(detail)
    if not contents:
        raise ValidationError(_("The published compilation has no entries."))
    now = timezone.now()
    made = Release.objects.create(
        compilation=item.pk, version=item.version, number=_next_number(item.pk), title=item.title[:255],
        edition=(edition or detail.get("edition") or _month(now))[:128], organisation=_organisation(detail),
        contents=contents, released_at=now, released_by=user,
    )  # fmt: skip
    ask_for_pdf(made, user)
    return made


def ask_for_pdf(made: Release, user: Any) -> None:
    """Enqueue the job that makes the PDF; also for one that failed."""
    made.job = enqueue(JOB, user=user, release=made.pk).pk
    made.save(update_fields=["job"])
    touch()


def _detail(item: PublishedItem) -> Form | None:
    return PublishedVersion.objects.filter(item=item, n=item.version).values_list("detail", flat=True).first()


def _contents(detail: Form) -> list[Form]:
    """The public entries in order, each with the version that is public now."""
    rows = [(row, record["id"]) for row in detail["contents"] if (record := row["scheme"] or row.get("document"))]
    ids = {UUID(item_id) for _row, item_id in rows}
    versions = dict(PublishedItem.objects.filter(pk__in=ids, live=True).values_list("pk", "version"))
    public = [(row, item_id) for row, item_id in rows if UUID(item_id) in versions]
    return [
        {
            "entry": number,
            "heading": row["heading"] or "",
            "note": row["note"] or "",
            "id": item_id,
            "n": versions[UUID(item_id)],
        }
        for number, (row, item_id) in enumerate(public, start=1)
    ]


def _next_number(compilation: UUID) -> int:
    latest: int | None = Release.objects.filter(compilation=compilation).aggregate(latest=Max("number"))["latest"]
    return (latest or 0) + 1


def _organisation(detail: Form) -> str:
    """Who stands on the cover: who keeps the record, else the portal's sponsor."""
    body = detail.get("owner") or detail.get("operator")
    return (body["name"] if body else settings.SITE_IDENTITY["sponsor"])[:255]


def _month(now: dt.datetime) -> str:
    local = now.astimezone(SHANGHAI)
    # Translators: 2026年11月版
    return _("%(year)d-%(month)02d edition") % {"year": local.year, "month": local.month}
