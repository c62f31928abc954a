"""What a record's page says of corrections."""

import uuid

from django import template

from portal.corrections.models import Correction
from portal.corrections.shown import shown

register = template.Library()

MOST = 5


@register.simple_tag
def answered_corrections(item_id: str) -> list[Correction]:
    """The latest answers about a record that everybody may read."""
    return list(shown().filter(item_id=uuid.UUID(str(item_id)))[:MOST])
