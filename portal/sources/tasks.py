"""What waits for an editor here, for the editors' home."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.pages.desk import LONGEST, Task
from portal.sources.access import KEEP_SOURCES, sources_of
from portal.sources.duplicates.merging import pairs_of
from portal.sources.models import RecordState, Source, SourceRecord


def tasks(user: Any) -> Iterable[Task]:
    """Failing sources, vanished records, pending ones by source, duplicates."""
    mine = sources_of(user)
    found = [*_failing(user, mine), *_vanished(mine), *_pending(mine), *_duplicates(user)]
    return found[:LONGEST]


def _failing(user: Any, mine: Any) -> Iterator[Task]:
    kept = Source.objects.all() if user.has_perm(KEEP_SOURCES) else mine
    for source in kept.filter(Q(failures__gt=0) | Q(suspected__isnull=False), active=True)[:5]:
        yield Task(_("Failing sources"), source.name, reverse("sources_visits", args=[source.pk]), source.error)


def _vanished(mine: Any) -> Iterator[Task]:
    asked = SourceRecord.objects.filter(source__in=mine, asked_at__isnull=False, page__live=True)
    for record in asked.select_related("source").order_by("asked_at")[:5]:
        detail = _("%(source)s has not had it since %(day)s") % {
            "source": record.source.name, "day": record.vanished_since.date() if record.vanished_since else "",
        }  # fmt: skip
        yield Task(_("Vanished at the source"), record.title, reverse("sources_vanished", args=[record.pk]), detail)


def _pending(mine: Any) -> Iterator[Task]:
    waiting = mine.annotate(count=Count("records", filter=Q(records__state=RecordState.WAITING))).filter(count__gt=0)
    for source in waiting.order_by("-count")[:5]:
        detail = ngettext("%(count)s record waits", "%(count)s records wait", source.count) % {"count": source.count}
        yield Task(_("What sources bring"), source.name, f"{reverse('sources_queue')}?source={source.pk}", detail)


def _duplicates(user: Any) -> Iterator[Task]:
    for pair in pairs_of(user)[:5]:
        detail = _("texts alike: %(percent)s %%") % {"percent": pair.likeness}
        yield Task(_("Possible duplicates"), pair.first.title, reverse("sources_duplicate", args=[pair.pk]), detail)
