"""The releases of a compilation, for its page."""

from django import template

from portal.printing.models import Release
from portal.printing.reading import may_be_read

register = template.Library()


@register.simple_tag
def releases(compilation_id: str) -> list[Release]:
    """Newest first, those whose file may be read."""
    found = Release.objects.filter(compilation=compilation_id).exclude(file="")
    return [release for release in found if may_be_read(release)]
