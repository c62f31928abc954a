"""What a record's page says of corrections."""

import uuid

from django import template

from portal.corrections.models import Correction
from portal.corrections.shown import shown
from portal.publication.head import head_of
from portal.publication.kept import of_log

register = template.Library()

MOST = 5


@register.simple_tag(takes_context=True)
def answered_corrections(context: template.Context, item_id: str) -> list[Correction]:
    """The latest answers about a record that everybody may read."""
    head = head_of(context.get("request"))
    return of_log(f"corrections:{item_id}", head, lambda: _answers(item_id))


def _answers(item_id: str) -> list[Correction]:
    return list(shown().select_related("owner").filter(item_id=uuid.UUID(str(item_id)))[:MOST])
