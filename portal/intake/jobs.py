"""Jobs: read an uploaded file; go over a list."""

from collections import Counter
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from portal.intake.columns import ENTRIES
from portal.intake.entry_runs import EntriesRun
from portal.intake.kinds import likely_kind
from portal.intake.list_runs import RowsRun
from portal.intake.lists import lists_of
from portal.intake.models import ListRun, Upload, UploadState
from portal.intake.reading import Reading
from portal.intake.reading import read as read_file
from portal.jobs.running import JobRefused, Run
from portal.pages.tree import NoListing


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
    kind = found.kind or ("" if reading.sheets else likely_kind(reading))
    _store(found, state=UploadState.READY, reading=reading.to_json(), kind=kind)
    return {}


def _store(upload: Upload, **values: Any) -> None:
    Upload.objects.filter(pk=upload.pk, state=UploadState.READING).update(**values)


def run_list(run: Run, list_run: str) -> dict[str, Any]:
    """Go over a list and keep the report by row; done again after a kill, it finds what it did before."""
    wanted = ListRun.objects.select_related("upload", "user").filter(pk=list_run).first()
    if wanted is None or wanted.report:
        return {}
    going = _going(wanted)
    found = lists_of(Reading.from_json(wanted.upload.reading))[int(wanted.options.get("sheet", 0))]
    try:
        going.go(found, lambda done, total: run.progress(done, total, _row(done, total)))
    except PermissionDenied:
        raise JobRefused(_("You may not edit this disclosure.")) from None
    except NoListing as error:
        raise JobRefused(str(error)) from None
    counts = Counter(outcome for outcome, _title, _reason in going.outcomes.values())
    rows = [[number, *told] for number, told in sorted(going.outcomes.items())]
    _finish(wanted, {"counts": dict(counts), "rows": rows}, going)
    return {}


def _row(done: int, total: int) -> str:
    return _("row %(done)s of %(total)s") % {"done": done, "total": total}


def _going(wanted: ListRun) -> RowsRun | EntriesRun:
    if wanted.kind == ENTRIES:
        return EntriesRun(columns=wanted.columns, options=wanted.options, user=wanted.user, dry_run=wanted.dry)
    return RowsRun(
        wanted.upload.name, wanted.kind, columns=wanted.columns, options=wanted.options, publish=wanted.publish,
        dry_run=wanted.dry, user=wanted.user,
    )  # fmt: skip


def _finish(wanted: ListRun, report: dict[str, Any], going: RowsRun | EntriesRun) -> None:
    ListRun.objects.filter(pk=wanted.pk).update(report=report)
    if wanted.dry:
        return
    page = going.page if isinstance(going, EntriesRun) else None
    made = {"page": page.pk} if page is not None and page.pk else {}
    Upload.objects.filter(pk=wanted.upload_id).update(state=UploadState.MADE, **made)
