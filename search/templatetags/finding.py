"""Records found for a template: item pages stand below search and cannot ask it themselves."""

import datetime as dt
from typing import Any

from django import template

from portal.pages.context import link
from portal.publication.models import PublishedItem
from search.finding.similar import similar

register = template.Library()


@register.simple_tag
def similar_records(record_id: str, now: dt.datetime) -> list[dict[str, Any]]:
    """Links to records like a published one; none for a page that is not published (a preview)."""
    item = PublishedItem.objects.filter(pk=record_id, live=True).first()
    return [link(other, now) for other in similar(item)] if item else []
