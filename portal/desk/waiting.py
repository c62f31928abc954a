"""What waits for one person in the back-office, from all apps, in groups, the most urgent first."""

import datetime as dt
import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page, TaskState
from wagtail.permissions import policy_registry

from portal.desk.links.finding import uses_of
from portal.desk.models import IncompleteRecord
from portal.pages.desk import HOOK, LONGEST, Task
from portal.pages.own_records import own_pages

logger = logging.getLogger(__name__)

# Shown of a group before one asks for the rest.
SHOWN = 5
RECENT = 8


@dataclass
class TaskGroup:
    """Tasks of one kind: `first` are shown at once, `rest` when asked for; `more` says that there are others."""

    title: str
    first: list[Task] = field(default_factory=list)
    rest: list[Task] = field(default_factory=list)
    more: bool = False

    @property
    def due(self) -> dt.date:
        """The day of the most urgent one."""
        return min((task.due for task in [*self.first, *self.rest] if task.due), default=dt.date.max)


def tasks_of(user: Any) -> list[TaskGroup]:
    """All groups that have something; one app's failure is logged and takes no other's tasks away."""
    found: dict[str, list[Task]] = {}
    for tell in hooks.get_hooks(HOOK):
        try:
            tasks = list(tell(user))
        except Exception:
            logger.exception("tasks of %s could not be told", getattr(tell, "__module__", tell))
            continue
        for task in tasks:
            found.setdefault(str(task.group), []).append(task)
    groups = [_group(title, tasks) for title, tasks in found.items()]
    return sorted(groups, key=lambda group: group.due)


def _group(title: str, tasks: list[Task]) -> TaskGroup:
    tasks.sort(key=lambda task: task.due or dt.date.max)
    return TaskGroup(title, tasks[:SHOWN], tasks[SHOWN:LONGEST], len(tasks) >= LONGEST)


def own_tasks(user: Any) -> Iterable[Task]:
    """The desk's own: reviews that wait, incomplete records, broken links."""
    yield from _reviews(user)
    mine = own_pages(user, Page.objects.filter(live=True)).order_by().values("pk")
    yield from _incomplete(mine)
    yield from _broken(mine)


def _reviews(user: Any) -> Iterable[Task]:
    states = TaskState.objects.reviewable_by(user).select_related(
        "revision", "revision__user", "task", "workflow_state"
    )
    ids = [state.workflow_state.object_id for state in states]
    mine = own_pages(user, Page.objects.filter(pk__in=ids)).in_bulk()
    for state in states.order_by("started_at")[:LONGEST]:
        page = mine.get(int(state.workflow_state.object_id))
        if page is not None:
            address = reverse("wagtailadmin_pages:edit", args=[page.pk])
            yield Task(_("Waits for review"), page.draft_title, address, state.task.name)


def _incomplete(mine: QuerySet) -> Iterable[Task]:
    for row in IncompleteRecord.objects.filter(page__in=mine).select_related("page")[:LONGEST]:
        address = reverse("wagtailadmin_pages:edit", args=[row.page_id])
        lacking = " ".join(entry["text"] for entry in row.missing[:2])
        yield Task(_("Incomplete records"), row.page.title, address, lacking)


def _broken(mine: QuerySet) -> Iterable[Task]:
    for use in uses_of(mine)[:LONGEST]:
        address = reverse("wagtailadmin_pages:edit", args=[use.page_id])
        yield Task(_("Broken links"), use.page.title, address, f"{use.link.url} {use.link.error}")


def drafts_of(user: Any) -> QuerySet[Page]:
    """What the user wrote and nobody has published yet, newest first."""
    pages = Page.objects.filter(has_unpublished_changes=True, latest_revision__user=user)
    return own_pages(user, pages).order_by("-latest_revision_created_at")[:RECENT]


def recently_published(user: Any) -> QuerySet[Page]:
    """The departments' newest publications."""
    pages = Page.objects.filter(live=True, depth__gt=3)
    return own_pages(user, pages).order_by("-last_published_at")[:RECENT]


def quick_buttons(user: Any) -> list[dict[str, str]]:
    """`{label, url, icon}` of what one begins most often, as far as it is there and allowed."""
    notices = Page.objects.filter(slug="notices", depth=3).first()
    policy = policy_registry.get_by_type(Page)
    if notices is None or not policy.user_has_any_permission_for_instance(user, {"add"}, notices):
        return []
    wanted = [
        (_("New from a file"), "intake", [], "upload"),
        (_("New call"), "wagtailadmin_pages:add", ["policies", "applicationnotice", notices.pk], "plus"),
        (_("Copy last year's call"), "desk_calls", [], "copy"),
    ]
    return [
        {"label": label, "url": address, "icon": icon}
        for label, name, arguments, icon in wanted
        if (address := _address(name, arguments))
    ]


def _address(name: str, arguments: list[Any]) -> str:
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""
