"""Files that a person gives: each is kept and read later, or refused with a sentence; one bad file stops no other."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from portal.intake.formats.reading import FILE_BYTES
from portal.intake.models import Upload, UploadState
from portal.jobs.queue import enqueue

MEGABYTE = 1024 * 1024
NAME_LIMIT = 255


@dataclass
class Received:
    """`kept` are new uploads, `again` those that wait already, `refused` (name, sentence)."""

    kept: list[Upload] = field(default_factory=list)
    again: list[Upload] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)

    def every(self) -> list[Upload]:
        """What can be opened."""
        return self.kept + self.again


def receive(*, user: Any, files: Iterable[UploadedFile], kind: str = "") -> Received:
    """Keep the files and ask for their reading. `kind` is what the person says they are, empty to let it be guessed."""
    received = Received()
    for file in files:
        if sentence := _refusal(file):
            received.refused.append((file.name or "", sentence))
            continue
        digest = _digest(file)
        waiting = Upload.objects.filter(
            user=user, sha256=digest, state__in=(UploadState.READING, UploadState.READY)
        ).first()
        if waiting:
            received.again.append(waiting)
        else:
            received.kept.append(_keep(user, file, digest, kind))
    return received


def read_again(upload: Upload) -> None:
    """Ask for another reading, after a failure that was not the file's."""
    upload.job = enqueue("intake.read", user=upload.user, upload=str(upload.pk))
    upload.state, upload.error = UploadState.READING, ""
    upload.save(update_fields=["job", "state", "error"])


def _refusal(file: UploadedFile) -> str:
    size = file.size or 0
    if not size:
        return _("The file is empty.")
    if size > FILE_BYTES:
        return _("The file is larger than %(limit)s MB.") % {"limit": FILE_BYTES // MEGABYTE}
    return ""


def _digest(file: UploadedFile) -> str:
    summed = hashlib.sha256()
    for chunk in file.chunks():
        summed.update(chunk)
    file.seek(0)
    return summed.hexdigest()


def _keep(user: Any, file: UploadedFile, digest: str, kind: str) -> Upload:
    name = (file.name or _("without a name"))[-NAME_LIMIT:]
    upload = Upload(user=user, name=name, bytes=file.size or 0, sha256=digest, kind=kind)
    upload.file.save(name, file, save=False)
    upload.job = enqueue("intake.read", user=user, upload=str(upload.pk))
    upload.save(force_insert=True)
    return upload
