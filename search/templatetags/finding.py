"""Records found for a template: item pages stand below search and cannot ask it themselves."""

import datetime as dt
from typing import Any

from django import template

from portal.pages.context import link
from portal.publication.head import head_of
from portal.publication.kept import of_log
from portal.publication.models import PublishedItem
from search.filters.scope import scope_of
from search.finding.similar import Known, similar

register = template.Library()


@register.simple_tag(takes_context=True)
def similar_records(context: template.Context, item: dict[str, Any], now: dt.datetime) -> list[dict[str, Any]]:
    """Links to records like a published one, of those that the site shows; none for a preview: it has no version."""
    asked = ("id", "version", "kind", "title")
    if not item.get("version"):
        return []
    record = Known(*(item[name] for name in asked))
    found = of_log(f"similar:{record.id}", head_of(context.get("request")), lambda: similar(record)) or []
    if scope := scope_of(context.get("request")):
        ids = [other.pk for other in found]
        shown = set(PublishedItem.objects.filter(scope.q(now), pk__in=ids).values_list("pk", flat=True))
        found = [other for other in found if other.pk in shown]
    return [link(other, now) for other in found]
