"""How long an answer of the API stays true, and as of when it is."""

import datetime as dt
import math

from django.http import HttpResponse

from portal.windows.calm import calm
from portal.windows.instants import rfc3339

LONGEST_AGE = 60


def set_freshness(response: HttpResponse, at: dt.datetime, now: dt.datetime, fixed: bool) -> None:
    """Cache-Control and X-Data-As-Of of a read whose statuses are as at `at`.

    `fixed` (as_of was given) means that the clock changes nothing: then only publications can.
    """
    left = LONGEST_AGE + 1.0 if fixed else (calm(now).until - now).total_seconds()
    age = max(0, min(LONGEST_AGE, math.floor(left) - 1))
    response["Cache-Control"] = f"public, max-age={age}"
    response["X-Data-As-Of"] = rfc3339(at)
