"""What the OpenAPI document tells of an operation, taken from the view's own declaration."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from api import errors
from api.content.forms.problems import Problem, Tombstone

ANONYMOUS: dict[str, list[str]] = {}
KEY = "key"
BY_KEY: dict[str, list[str]] = {KEY: []}
SECURITY_SCHEMES = {
    KEY: {"type": "http", "scheme": "bearer", "description": "A subscriber's key, given out by the portal's staff."}
}
Described = type[serializers.Serializer] | dict[str, Any]


def _nothing() -> list[OpenApiParameter]:
    return []


@dataclass(frozen=True)
class Operation:
    """What one method of a view does: what it takes (asked for when the document is made) and answers.

    `answer` None: no content. `media` is the answer's media type. `body` is the JSON Schema of what is sent.
    `by_key`: only a subscriber's key opens it. `withdrawable`, `expires`, `conflicts`: it may answer 410 with a
    tombstone, 410 for a position that is not kept, 409.
    """

    id: str
    summary: str
    tag: str
    answer: Described | None
    parameters: Callable[[], list[OpenApiParameter]] = field(default=_nothing)
    withdrawable: bool = False
    status: int = 200
    media: str = "application/json"
    body: dict[str, Any] | None = None
    body_required: bool = True
    by_key: bool = False
    expires: bool = False
    conflicts: bool = False


# A view's answer to `describe()`: its GET, or operations by method.
Declaration = Operation | Mapping[str, Operation] | None


class ContractSchema(AutoSchema):
    """Reads `view.describe()`; a method that is not described is not in the document."""

    def is_excluded(self) -> bool:
        """What the view does not describe."""
        return self._found() is None

    def get_operation_id(self) -> str:
        """As declared: generated clients name their functions after it."""
        return str(self._declared.id)

    def get_summary(self) -> str:
        """As declared."""
        return self._declared.summary

    def get_description(self) -> str:
        """The summary says it."""
        return ""

    def get_tags(self) -> list[str]:
        """One."""
        return [self._declared.tag]

    def get_auth(self) -> list[dict[str, list[str]]]:
        """Reading the portal needs no key; what belongs to a subscriber does."""
        return [BY_KEY] if self._declared.by_key else [ANONYMOUS]

    def get_override_parameters(self) -> list[Any]:
        """As declared."""
        return self._declared.parameters()

    def _get_request_body(self, direction: str = "request") -> dict[str, Any] | None:
        """As declared."""
        if self._declared.body is None:
            return None
        content = {"application/json": {"schema": self._declared.body}}
        return {"content": content, "required": True} if self._declared.body_required else {"content": content}

    def get_response_serializers(self) -> dict[Any, Any]:
        """The success, and problems for the rest."""
        declared = self._declared
        success = OpenApiResponse(declared.answer, declared.summary)
        key: Any = (declared.status, declared.media) if declared.answer is not None else declared.status
        faults: dict[int | str, str] = {
            400: "A parameter is unknown, repeated or malformed",
            **({401: "No key, or one that does not count"} if declared.by_key else {}),
            404: "Nothing is here",
            **({409: "Contradicts the present state"} if declared.conflicts else {}),
            **({410: "The position is no longer kept; see snapshot"} if declared.expires else {}),
            **({413: "Body too large", 415: "Not JSON", 422: "Refused; see errors"} if declared.body else {}),
            429: "Too many requests; see Retry-After",
            "default": "Any other error",
        }
        problems = {(status, errors.MEDIA_TYPE): OpenApiResponse(Problem, text) for status, text in faults.items()}
        if declared.withdrawable:
            problems[410, errors.MEDIA_TYPE] = OpenApiResponse(Tombstone, "Withdrawn: reason and successor")
        return {key: success, **problems}

    def _found(self) -> Operation | None:
        described: Declaration = self.view.describe()
        if isinstance(described, Mapping):
            return described.get(self.method)
        return described if self.method == "GET" else None

    @property
    def _declared(self) -> Operation:
        found = self._found()
        if found is None:
            raise LookupError(f"{self.method} {self.path} is not described")
        return found
