"""`/i/{id}/card.png`: drawn once for what stands on it, kept beside the database."""

import datetime as dt
import hashlib
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from portal.graphics.pictures import Pictures
from portal.pages.paths import permalink
from portal.policies.chain import SCHEME, surroundings
from portal.policies.glance import glance_of
from portal.printing import words
from portal.publication.addresses import absolute
from portal.publication.kinds import KINDS
from portal.publication.models import PublishedItem
from portal.records.card import Card, png
from portal.windows.clock import stamp

# Raise it when the drawing changes, and every picture is drawn anew.
LAYOUT = 2
MOST_FACTS = 2
PICTURES = Pictures("cards")


@require_safe
def share_card(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """PNG, 1200 × 630; 404 for what is not public."""
    item = get_object_or_404(PublishedItem, pk=item_id)
    if not (item.live and item.listing):
        # What stands on it may have been taken back.
        PICTURES.take_away(item_id)
        raise Http404
    with translation.override(settings.LANGUAGE_CODE):
        card = card_of(item, timezone.now())
    digest = hashlib.sha256(repr((LAYOUT, card)).encode()).hexdigest()[:16]
    return PICTURES.answer(item_id, digest, lambda: png(card))


def card_of(item: PublishedItem, now: dt.datetime) -> Card:
    """What stands on it: nothing that the clock makes wrong, so a copy in somebody's messages stays true."""
    form = stamp(item.listing, now)
    return Card(
        kind=" · ".join(filter(None, (str(KINDS[item.kind].label), _whose(form)))),
        title=item.title,
        facts=tuple(_facts(form, now))[:MOST_FACTS],
        site=settings.WAGTAIL_SITE_NAME,
        invitation=_("Scan for the full text and where it stands now"),
        address=absolute(permalink(item.pk)),
    )


def _whose(form: dict[str, Any]) -> str:
    roles = form.get("roles") or {}
    bodies = roles.get("issuing") or roles.get("competent") or ([form["owner"]] if form.get("owner") else [])
    return bodies[0]["name"] if bodies else ""


def _facts(form: dict[str, Any], now: dt.datetime) -> list[tuple[str, str]]:
    schemes = [stamp(record.listing, now) for record in surroundings(form).at(SCHEME)]
    glance = glance_of(form, schemes, ())
    found = [(_("How much"), glance.amount if form["kind"] != "policies" else "")]
    if form.get("closes_at"):
        found.append((_("Closes"), words.instant(form["closes_at"], end=True)))
    found.append((_("Who can have it"), glance.audience))
    found.append((pgettext("index block", "Document number"), form.get("doc_number") or ""))
    if form.get("issued_on") or form.get("published_on"):
        found.append((_("Date of publication"), words.day(form.get("issued_on") or form["published_on"])))
    return [(name, value) for name, value in found if value]
