"""Brings the rows of what was published earlier up to what is filed today: no event, nothing public changed."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Model
from django.utils import timezone

from portal.publication.decision import describe
from portal.publication.head import touch
from portal.publication.models import DueBoundary, PublishedFacet, PublishedItem, PublishedVersion
from portal.publication.record_rows import file_rows
from portal.publication.rendering import Rendering

BATCH = 500
CodesOf = Callable[[dict[str, Any]], dict[str, list[str]]]


def refile(
    codes_of: CodesOf,
    *,
    items: type[Model] = PublishedItem,
    versions: type[Model] = PublishedVersion,
    facets: type[Model] = PublishedFacet,
) -> int:
    """Write the codes of every live record anew from its current version; how many records had others.

    No event: nothing public changed. Atomic a batch, so that publishing goes on beside it. The models may be
    those of a migration.
    """
    ids = list(items._default_manager.filter(live=True).order_by("pk").values_list("pk", flat=True))
    starts = range(0, len(ids), BATCH)
    changed = sum(_refiled(codes_of, ids[start : start + BATCH], items, versions, facets) for start in starts)
    if changed and items is PublishedItem:
        touch()
    return changed


@transaction.atomic
def _refiled(codes_of: CodesOf, ids: list[Any], items: type[Model], versions: type[Model], facets: type[Model]) -> int:
    locked = items._default_manager.select_for_update().filter(pk__in=ids, live=True).order_by("pk")
    live = list(locked.values_list("pk", flat=True))
    current = versions._default_manager.filter(item_id__in=live, n=F("item__version"), detail__isnull=False)
    wanted = {
        (item_id, name, value)
        for item_id, detail in current.values_list("item_id", "detail")
        for name, values in codes_of(detail).items()
        for value in values
    }
    _bring_facts_along(items, live, wanted)
    rows = facets._default_manager.filter(item_id__in=live).values_list("pk", "item_id", "name", "value")
    filed = {(item_id, name, value): pk for pk, item_id, name, value in rows}
    outdated = [pk for code, pk in filed.items() if code not in wanted]
    missing = sorted(wanted - filed.keys(), key=str)
    facets._default_manager.filter(pk__in=outdated).delete()
    facets._default_manager.bulk_create(
        [facets(item_id=item_id, name=name, value=value) for item_id, name, value in missing]
    )
    return len({code[0] for code in wanted ^ filed.keys()})


def _bring_facts_along(items: Any, live: list[Any], wanted: set[tuple[Any, str, str]]) -> None:
    """What the next event says filters knew must be what they know: codes stand in the facts, too."""
    if not any(field.name == "facts" for field in items._meta.get_fields()):
        return  # a migration's models, from before there were facts
    codes: dict[Any, dict[str, list[str]]] = {}
    for item_id, name, value in sorted(wanted, key=str):
        codes.setdefault(item_id, {}).setdefault(name, []).append(value)
    outdated = []
    for item in items._default_manager.filter(pk__in=live, facts__isnull=False).only("pk", "facts"):
        if _by_name(item.facts["codes"]) != _by_name(codes.get(item.pk, {})):
            item.facts = {**item.facts, "codes": codes.get(item.pk, {})}
            outdated.append(item)
    items._default_manager.bulk_update(outdated, ["facts"])


def _by_name(codes: dict[str, list[str]]) -> dict[str, set[str]]:
    return {name: set(values) for name, values in codes.items()}


def refile_item(item_id: UUID, rendering: Rendering) -> None:
    """Write the rows by which a live record is found anew from its rendering; inside a transaction.

    A boundary that was told already is not told again because it is reckoned otherwise now.
    """
    now = timezone.now()
    item = PublishedItem.objects.select_for_update().get(pk=item_id)
    rows = DueBoundary.objects.filter(item_id=item_id, position__isnull=False)
    told = set(rows.values_list("window_id", "name", "cause"))
    due = (b for b in rendering.boundaries if b.due_at > now or (b.window_id, b.name, b.cause) not in told)
    describe(item, rendering)
    item.save(force_update=True)
    file_rows([(item, replace(rendering, boundaries=tuple(due)), False)], now)
    touch()
