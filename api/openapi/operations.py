"""What the OpenAPI document tells of an operation, taken from the view's own declaration."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from api import errors
from api.content.forms.problems import Problem, Tombstone

ANONYMOUS: dict[str, list[str]] = {}
Described = type[serializers.Serializer] | dict[str, Any]


def _nothing() -> list[OpenApiParameter]:
    return []


@dataclass(frozen=True)
class Operation:
    """`id` and `summary` of a GET, its parameters (asked for when the document is made) and what a 200 carries."""

    id: str
    summary: str
    tag: str
    answer: Described
    parameters: Callable[[], list[OpenApiParameter]] = field(default=_nothing)
    withdrawable: bool = False


class ContractSchema(AutoSchema):
    """Reads `view.describe()`; a view that describes nothing is not in the document."""

    def is_excluded(self) -> bool:
        """Views without description, and everything but GET."""
        return self.method != "GET" or self.view.describe() is None

    def get_operation_id(self) -> str:
        """As declared: generated clients name their functions after it."""
        return str(self._declared.id)

    def get_summary(self) -> str:
        """As declared."""
        return self._declared.summary

    def get_tags(self) -> list[str]:
        """One."""
        return [self._declared.tag]

    def get_auth(self) -> list[dict[str, list[str]]]:
        """Reading needs no key."""
        return [ANONYMOUS]

    def get_override_parameters(self) -> list[Any]:
        """As declared."""
        return self._declared.parameters()

    def get_response_serializers(self) -> dict[Any, Any]:
        """The 200, and problems for the rest."""
        problem = errors.MEDIA_TYPE
        gone = {(410, problem): OpenApiResponse(Tombstone, "Withdrawn: reason and successor")}
        return {
            200: OpenApiResponse(self._declared.answer, self._declared.summary),
            (400, problem): OpenApiResponse(Problem, "A parameter is unknown, repeated or malformed"),
            (404, problem): OpenApiResponse(Problem, "Nothing is here"),
            **(gone if self._declared.withdrawable else {}),
            (429, problem): OpenApiResponse(Problem, "Too many requests; see Retry-After"),
            ("default", problem): OpenApiResponse(Problem, "Any other error"),
        }

    @property
    def _declared(self) -> Operation:
        return self.view.describe()
