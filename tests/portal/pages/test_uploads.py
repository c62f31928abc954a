"""Broken pictures and disguised programs are refused in words, and nothing is stored."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.images.models import Image

from portal.accounts.models import User
from portal.pages.uploads import is_what_it_says

HEADER = b"\x89PNG\r\n\x1a\n"
BROKEN = {
    "header only": HEADER,
    "garbage": HEADER + b"\x00\x00\x00\rIHDR\x00\x00\x00\x10\x00\x00\x00\x10\x08\x02\x00\x00\x00" + b"garbage" * 10,
    "no picture": b"not a picture",
    "empty": b"",
}


@pytest.fixture
def editor(client: Client) -> Client:
    """A signed-in superuser."""
    client.force_login(User.objects.create_superuser("editor", "editor@example.org", "not-a-default-1"))
    return client


@pytest.mark.django_db
@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize(("view", "field"), [("wagtailimages:add", "file"), ("wagtailimages:add_multiple", "files[]")])
def test_broken_picture_is_refused(editor: Client, view: str, field: str, content: bytes) -> None:
    sent = {"title": "图", "collection": 1, field: SimpleUploadedFile("a.png", content, "image/png")}
    response = editor.post(reverse(view), sent, headers={"X-Requested-With": "XMLHttpRequest"})

    assert response.status_code < 500 and not Image.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("view", "field"), [("wagtaildocs:add", "file"), ("wagtaildocs:add_multiple", "files[]")])
def test_program_called_pdf_is_refused(editor: Client, view: str, field: str) -> None:
    sent = {"title": "附件", "collection": 1, field: SimpleUploadedFile("a.pdf", b"MZ\x90\x00" * 99, "application/pdf")}
    response = editor.post(reverse(view), sent, headers={"X-Requested-With": "XMLHttpRequest"})

    assert response.status_code == 200 and not Document.objects.exists()


@pytest.mark.django_db
def test_real_pdf_is_taken(editor: Client) -> None:
    sent = {"title": "附件", "collection": 1, "file": SimpleUploadedFile("a.pdf", b"%PDF-1.7\n", "application/pdf")}
    editor.post(reverse("wagtaildocs:add"), sent)

    assert Document.objects.get().title == "附件"


@pytest.mark.parametrize(
    ("name", "head", "expected"),
    [
        ("a.docx", b"PK\x03\x04", True),
        ("a.docx", b"%PDF-", False),
        ("a.wps", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", True),
        ("a.csv", "文号,标题".encode("gb18030"), True),
        ("a.txt", b"MZ\x90\x00", False),
        ("a.txt", "标题".encode("utf-16"), True),
    ],
)
def test_first_bytes_decide(name: str, head: bytes, expected: bool) -> None:
    assert is_what_it_says(name, head) is expected
