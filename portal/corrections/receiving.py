"""A reader's correction comes in: kept once, its contact apart, its department told."""

import uuid
from typing import Any

from django.db import transaction

from portal.corrections.models import Correction, CorrectionContact
from portal.corrections.spam import count_dropped, digest_of, reason_to_drop
from portal.corrections.tickets import Ticket
from portal.jobs.queue import enqueue
from portal.publication.models import PublishedItem
from portal.taxonomy.models import Organisation


def receive(item: PublishedItem, ticket: Ticket, said: dict[str, Any]) -> str:
    """Keep what a valid form says of `item`, unless it is to be dropped; the receipt either way."""
    passage, proposal = said["passage"].strip(), said["proposal"].strip()
    receipt = ticket.receipt(f"{said['problem']}|{passage}|{proposal}")
    if reason := reason_to_drop(ticket, receipt, passage=passage, proposal=proposal, trap=said["website"]):
        count_dropped(reason)
        return receipt
    with transaction.atomic():
        correction, is_new = Correction.objects.get_or_create(
            receipt=receipt,
            defaults={
                "item_id": item.pk, "item_kind": item.kind, "item_title": item.title, "item_version": item.version,
                "owner": _owner(item), "problem": said["problem"], "passage": passage, "proposal": proposal,
                "digest": digest_of(passage, proposal),
            },
        )  # fmt: skip
        if is_new:
            _tell(correction, said["contact"])
    return receipt


def _tell(correction: Correction, contact: str) -> None:
    if contact:
        CorrectionContact.objects.create(correction=correction, contact=contact)
    enqueue("corrections.mail", correction=str(correction.pk))


def _owner(item: PublishedItem) -> Organisation | None:
    """Whose record it is; a body that is not there any more leaves it to those who see everything."""
    owner = item.listing.get("owner") or {}
    return Organisation.objects.filter(pk=uuid.UUID(owner["id"])).first() if owner.get("id") else None
