"""More at once than is taken."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from portal.home.tree import ensure_site_tree
from portal.intake.models import Upload


@pytest.mark.django_db
def test_two_hundred_files_at_once_end_in_a_sentence(admin_client: Client) -> None:
    ensure_site_tree()
    files = [SimpleUploadedFile(f"{number}.txt", b"x") for number in range(200)]

    answer = admin_client.post(reverse("intake"), {"files": files})

    assert answer.status_code == 400
    assert "一次最多 100 个文件" in answer.content.decode()
    assert not Upload.objects.exists()
