"""Until when a page made now is true: the log and the site stand still, and the clock changes nothing."""

import datetime as dt
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from portal.windows.calm import calm
from portal.windows.instants import SHANGHAI, end_of_day

# Pages that list come from the search index, which follows the log a moment later.
INDEX = "search"
# Written out: a kept page costs little else, and composing it cost five times as much as asking.
SQL = """
    SELECT epoch, position, edition, (SELECT position FROM publication_consumercursor WHERE name = %s)
    FROM publication_loghead WHERE id = 1
"""
# A net under everything that no mark tells of, such as an index that was mended.
LONGEST = dt.timedelta(minutes=10)


@dataclass(frozen=True)
class Marks:
    """What every public page is made from: the log's epoch and position, the site's edition, the index's position."""

    epoch: str
    position: int
    edition: int
    index: int | None


def marks() -> Marks | None:
    """As they are now, in one query; None before anything was ever published."""
    with connection.cursor() as cursor:
        cursor.execute(SQL, [INDEX])
        row = cursor.fetchone()
    return Marks(*row) if row else None


def true_until(now: dt.datetime) -> dt.datetime:
    """The first instant after `now` at which the clock alone may make a page wrong; at midnight "days left" change."""
    midnight = end_of_day(timezone.localtime(now, SHANGHAI).date())
    return min(calm(now).until, midnight, now + LONGEST)
