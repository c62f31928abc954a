"""A client that reads the API as programs do."""

from typing import Any

from django.test import Client


class Reader(Client):
    """A client that answers like a server: errors of the application become responses."""

    def __init__(self) -> None:
        super().__init__(raise_request_exception=False)

    def read(self, path: str, expected: int = 200, **parameters: str) -> Any:
        """The JSON at a path under /api/v1; the status must be as expected."""
        response = self.get(f"/api/v1{path}", parameters)
        assert response.status_code == expected, response.content[:500]
        return response.json()

    def ids(self, path: str, **parameters: str) -> list[str]:
        """The ids of a list's first page."""
        return [row["id"] for row in self.read(path, **parameters)["data"]]
