"""What readers told and nobody has answered yet."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.corrections.models import OPEN_STATES
from portal.corrections.reach import within_reach
from portal.pages.desk import LONGEST, Task
from portal.windows.instants import SHANGHAI

# By then a reader expects to hear something.
ANSWERED_WITHIN = dt.timedelta(days=7)


def tasks(user: Any) -> list[Task]:
    """The oldest first."""
    waiting = within_reach(user).filter(state__in=OPEN_STATES).order_by("created_at")[:LONGEST]
    return [
        Task(
            _("Corrections from readers"), one.item_title, reverse("correction_staff", args=[one.pk]),
            f"{one.get_problem_display()} · {one.get_state_display()}",
            (one.created_at + ANSWERED_WITHIN).astimezone(SHANGHAI).date(),
        )
        for one in waiting
    ]  # fmt: skip
