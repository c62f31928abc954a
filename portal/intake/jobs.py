"""Jobs: read an uploaded file; go over a list."""

from typing import Any

from portal.intake.kinds import likely_kind
from portal.intake.models import Upload, UploadState
from portal.intake.reading import read as read_file
from portal.jobs.running import JobRefused, Run


def read(run: Run, upload: str) -> dict[str, Any]:
    """Read the file of an upload and propose its kind; a refusal is kept with the upload."""
    found = Upload.objects.filter(pk=upload, state=UploadState.READING).first()
    if found is None:
        return {}
    try:
        with found.file.open("rb") as stream:
            reading = read_file(found.name, stream.read())
    except JobRefused as refusal:
        _store(found, state=UploadState.REFUSED, error=str(refusal))
        raise
    _store(
        found, state=UploadState.READY, reading=reading.to_json(), kind=found.kind or likely_kind(reading)
    )  # fmt: skip
    return {}


def _store(upload: Upload, **values: Any) -> None:
    Upload.objects.filter(pk=upload.pk, state=UploadState.READING).update(**values)
