"""Forms in other character sets."""

import pytest
from django.test import Client

BODY = b'--B\r\nContent-Disposition: form-data; name="q"\r\n\r\n+2AA-\r\n--B--\r\n'


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("charset", "status"), [("utf-7", 400), ("unicode_escape", 400), ("utf-8", 404), ("UTF8", 404)]
)
def test_only_utf_8_is_taken(client: Client, charset: str, status: int) -> None:
    answer = client.generic(
        "POST", "/corrections/nowhere/", BODY, content_type=f"multipart/form-data; boundary=B; charset={charset}"
    )

    assert answer.status_code == status
