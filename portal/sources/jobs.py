"""The jobs of this app; each may be run again."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from portal.importers.run import RECORD_ERRORS, reason
from portal.jobs.running import JobRefused, Run
from portal.sources.access import may_decide
from portal.sources.deciding import Overtaken, accept
from portal.sources.duplicates.finding import find
from portal.sources.models import Source, SourceRecord
from portal.sources.visits import visit


def fetch(run: Run, source: int) -> dict[str, Any]:
    """Visit a source; a visit that fails is said on the source and in its history, not by a failed job."""
    found = Source.objects.filter(pk=source).first()
    if found is None:
        raise JobRefused(_("The source was deleted."))
    return visit(found, run)


def accept_many(run: Run, records: list[list[Any]]) -> dict[str, Any]:
    """Accept records, given as [id, digest seen]; what cannot be accepted is told and stops no other."""
    published, drafts, refused = 0, [], []
    for order, (pk, digest) in enumerate(records, 1):
        record = SourceRecord.objects.select_related("source__owner").filter(pk=pk).first()
        run.progress(order, len(records), record.title if record else "")
        if record is None or not may_decide(run.user, record.source):
            continue
        try:
            outcome = accept(record=record, digest=digest, user=run.user)
        except (Overtaken, PermissionDenied, ValidationError, *RECORD_ERRORS) as error:
            refused.append([record.title, str(error) if isinstance(error, Overtaken) else reason(error)])
            continue
        published += outcome.published
        if outcome.reasons:
            drafts.append([record.title, " ".join(outcome.reasons)])
    return {"published": published, "drafts": drafts, "refused": refused}


def find_duplicates(run: Run) -> dict[str, Any]:
    """Look for records that are here twice, among all that is new."""
    return dict(find(run))
