"""What a request has used up after it was answered once, put back so that it can be answered again."""

import shutil
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.http import HttpRequest


class Replay:
    """Notes, before the first attempt, what of a request changes by being answered."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.messages = len(self._queued())

    def rewind(self) -> None:
        """Uploads are read from their beginning, and the failed attempt says nothing to the editor."""
        del self._queued()[self.messages :]
        for _name, uploads in self.request.FILES.lists():
            for upload in uploads:
                rewind_upload(upload)

    def _queued(self) -> list[Any]:
        return getattr(messages.get_messages(self.request), "_queued_messages", [])


def rewind_upload(upload: UploadedFile) -> None:
    """A large upload is moved into the storage when it is kept: a copy then stands in for it."""
    upload.seek(0)
    if isinstance(upload, TemporaryUploadedFile) and upload.file and not Path(upload.temporary_file_path()).exists():
        copied = NamedTemporaryFile(suffix=".upload")  # noqa: SIM115 - closed with the request
        shutil.copyfileobj(upload.file, copied)
        copied.seek(0)
        upload.file = copied
