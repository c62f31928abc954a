"""JSON as the API writes it: compact, UTF-8, whatever parameters the reader's Accept header carries."""

from collections.abc import Mapping
from typing import Any

from rest_framework.renderers import JSONRenderer


class CompactJSON(JSONRenderer):
    """`application/json`; an indent parameter in Accept is not obeyed, it would make representations of its own."""

    def get_indent(self, accepted_media_type: str, renderer_context: Mapping[str, Any]) -> None:
        """Never."""


class OpenApiJSON(CompactJSON):
    """The registered type of OpenAPI documents, for readers that ask for it."""

    media_type = "application/vnd.oai.openapi+json"
