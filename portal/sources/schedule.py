"""What comes by itself: visits that are due, questions after a week, looking for duplicates."""

import datetime as dt

from portal.jobs.models import Job, State
from portal.jobs.queue import enqueue, enqueue_once
from portal.sources.duplicates.finding import behind
from portal.sources.models import Source
from portal.sources.vanishing import ask

FETCH = "sources.fetch"
FIND = "duplicates.find"


def due(now: dt.datetime) -> None:
    """Called about once a minute: ask for the visits that are due, and about what has been gone for a week."""
    for source in Source.objects.filter(active=True):
        wait = dt.timedelta(minutes=source.minutes)
        if (source.visited_at is None or source.visited_at + wait <= now) and visiting(source) is None:
            enqueue(FETCH, source=source.pk)
    ask(now)
    if behind() and not Job.objects.filter(kind=FIND, state=State.RUNNING).exists():
        enqueue_once(FIND)


def visiting(source: Source) -> Job | None:
    """The visit to a source that waits or runs."""
    busy = (State.WAITING, State.RUNNING)
    return Job.objects.filter(kind=FETCH, arguments={"source": source.pk}, state__in=busy).first()
