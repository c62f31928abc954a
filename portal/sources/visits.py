"""One visit to a source from beginning to end: what it brings is stored step by step, what it could not is said."""

from collections import Counter
from typing import Any

from django.db import transaction as database
from django.utils import timezone

from portal.jobs.running import LostLease, Run
from portal.sources.by_themselves import settle
from portal.sources.fetching import folders, lines, portals
from portal.sources.fetching.steps import Step, Steps
from portal.sources.incoming import REFUSALS_KEPT, VisitFailed
from portal.sources.models import Form, Source, SourceRun
from portal.sources.taking import broken_sentence, looks_broken, take

FORMS: dict[str, Steps] = {Form.JSON_LINES: lines.steps, Form.PORTAL: portals.steps, Form.FOLDER: folders.steps}


def visit(source: Source, run: Run) -> dict[str, Any]:
    """Visit a source; run again after being killed, it goes on and takes nothing twice. Returns the counts."""
    told, _created = SourceRun.objects.get_or_create(job=run.job.pk, defaults={"source": source})
    told.refusals, told.error = [], ""
    totals: Counter[str] = Counter()
    try:
        for step in FORMS[source.form](source, run):
            totals += _store(source, told, step, totals)
        settled = settle(source, now=timezone.now())
    except LostLease:
        raise
    except VisitFailed as failure:
        _ended(source, told, str(failure))
        return {"error": str(failure), **totals}
    except Exception as error:
        _ended(source, told, f"{type(error).__name__}: {error}"[:1000])
        raise
    totals["settled"] = settled
    told.counts = dict(totals)
    _ended(source, told, "")
    return dict(totals)


def _store(source: Source, told: SourceRun, step: Step, before: Counter[str]) -> Counter[str]:
    """One step and how far it went, in one transaction."""
    brought = step.brought
    with database.atomic():
        _judge(source, told, step)
        counts = take(source, brought, now=timezone.now())
        if step.position is not None:
            source.position = told.position = step.position
        told.counts = dict(before + counts)
        told.refusals = [*told.refusals, *brought.refusals][:REFUSALS_KEPT]
        told.save()
        source.save(update_fields=["position", "listed", "suspected"])
    if step.after:
        step.after()
    return counts


def _judge(source: Source, told: SourceRun, step: Step) -> None:
    """A list that is suspiciously short makes nothing vanish until staff say that it is right."""
    brought = step.brought
    if not brought.whole:
        return
    if looks_broken(source, brought):
        told.error = broken_sentence(source, brought)
        source.suspected, brought.whole = len(brought.listed), False
    else:
        source.listed, source.suspected = len(brought.listed), None


def _ended(source: Source, told: SourceRun, error: str) -> None:
    now = timezone.now()
    told.error, told.ended_at = error or told.error, now
    told.save()
    source.failures = source.failures + 1 if error else 0
    source.visited_at, source.error = now, told.error
    source.save(update_fields=["visited_at", "error", "failures"])


def confirm_short(source: Source) -> None:
    """Staff say that the list is right as short as it is: at the next visit what it lacks has vanished."""
    source.listed, source.suspected = source.suspected, None
    source.save(update_fields=["listed", "suspected"])
