"""The OpenAPI document for machines, and the same document as a page for people."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from rest_framework.response import Response

from api.openapi.document import document
from api.rendering import CompactJSON, OpenApiJSON
from api.views import ReadView

HOURLY = "public, max-age=300"


class OpenApiDocument(ReadView):
    """`/api/openapi.json`."""

    renderer_classes = (CompactJSON, OpenApiJSON)

    def get(self, request: HttpRequest) -> Response:
        """The document."""
        self.no_parameters(request)
        return Response(document(), headers={"Cache-Control": HOURLY})


def docs(request: HttpRequest) -> HttpResponse:
    """`/api/docs/`: every operation with its parameters and answers; no script, nothing from elsewhere."""
    made = document()
    response = TemplateResponse(
        request, "api/docs.html", {"document": made, "operations": list(operations(made)), "forms": forms(made)}
    )
    response["Cache-Control"] = HOURLY
    return response


def operations(made: dict[str, Any]) -> Any:
    """Every operation in the order of the document: `{method, path, id, summary, tag, parameters, answer}`."""
    for path, item in made["paths"].items():
        for method, operation in item.items():
            yield {
                "method": method.upper(),
                "path": path,
                "id": operation["operationId"],
                "summary": operation["summary"],
                "tag": operation["tags"][0],
                "parameters": [_parameter(row) for row in operation.get("parameters", ())],
                "answer": _answer(operation["responses"]),
            }


def _answer(responses: dict[str, Any]) -> str:
    """The name of the form that a success carries, "" for none."""
    success = next(response for status, response in responses.items() if status.startswith("2"))
    content: dict[str, Any] = next(iter(success.get("content", {}).values()), {})
    return str(content.get("schema", {}).get("$ref", "").rpartition("/")[2])


def forms(made: dict[str, Any]) -> list[tuple[str, list[tuple[str, str]]]]:
    """(name, [(member, description)]) of every form; not as mappings, a template would take a member for a method."""
    return [
        (name, [(member, schema.get("description", "—")) for member, schema in form.get("properties", {}).items()])
        for name, form in made["components"]["schemas"].items()
    ]


def _parameter(row: dict[str, Any]) -> dict[str, Any]:
    schema = row["schema"]
    member = schema.get("items", schema)
    return {
        "name": row["name"],
        "place": row["in"],
        "description": row.get("description", ""),
        "kind": member.get("format") or schema.get("type"),
        "values": member.get("enum", ()),
        "pattern": member.get("pattern", ""),
    }
