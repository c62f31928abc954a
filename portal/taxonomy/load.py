"""Loads the vocabularies shipped in `data/`: adds what is missing and leaves alone what is there."""

import csv
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

DATA = Path(__file__).parent / "data"
SORT_STEP = 10


@dataclass(frozen=True)
class Table:
    """A file of terms: its model, the columns that are plain values and those that name another term's code."""

    file: str
    model: str
    plain: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    constants: tuple[tuple[str, str], ...] = ()


TABLES = (
    Table("levels.csv", "Level", plain=("rank",)),
    Table("fields.csv", "Field"),
    Table("support_forms.csv", "SupportForm"),
    Table("industries.csv", "Industry", links=("parent",)),
    Table("sizes.csv", "Size"),
    Table("growth_stages.csv", "GrowthStage"),
    Table("regions.csv", "Region", links=("parent", "replaced_by")),
    Table("parks.csv", "Region", constants=(("scheme", "park"),)),
)


def rows_of(file: str) -> list[dict[str, str]]:
    """The rows of a file in `data/`, by column name."""
    with (DATA / file).open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


@transaction.atomic
def load(get_model: Callable) -> dict[str, int]:
    """Add missing terms; returns how many were added by file.

    `get_model(app_label, name)` is that of the app registry: migrations pass the historical one.
    """
    added = {table.file: _load_table(get_model("taxonomy", table.model), table) for table in TABLES}
    _place_parks(get_model("taxonomy", "Region"))
    if any(added.values()):
        state = get_model("taxonomy", "VocabularyState")
        state.objects.update_or_create(pk=1, defaults={"token": uuid.uuid4()})
    return added


def _load_table(model, table: Table) -> int:
    """Rows go in waves, each after the rows its links name, so that every wave is one bulk insert."""
    ids = dict(model.objects.values_list("code", "pk"))
    waiting = [(place, row) for place, row in enumerate(rows_of(table.file), 1) if row["code"] not in ids]
    total = len(waiting)
    while waiting:
        ready = [item for item in waiting if all(not item[1][link] or item[1][link] in ids for link in table.links)]
        if not ready:
            raise ValueError(f"{table.file}: {waiting[0][1]['code']} refers to a code that does not exist")
        model.objects.bulk_create([_term(model, table, place, row, ids) for place, row in ready], batch_size=500)
        ids = dict(model.objects.values_list("code", "pk"))
        waiting = [item for item in waiting if item[1]["code"] not in ids]
    return total


def _term(model, table: Table, place: int, row: dict[str, str], ids: dict[str, int]):
    values: dict[str, object] = {name: row[name] for name in ("code", "label", "label_en", *table.plain)}
    values |= {f"{link}_id": ids[row[link]] for link in table.links if row[link]}
    values |= dict(table.constants)
    return model(sort_order=place * SORT_STEP, active=not row.get("replaced_by"), **values)


def _place_parks(region) -> None:
    """Say where parks lie; a park that an editor has placed stays there."""
    divisions = {row["code"]: row["within"].split() for row in rows_of("parks.csv")}
    unplaced = region.objects.filter(code__in=divisions, within=None)
    ids = dict(region.objects.filter(code__in=sum(divisions.values(), [])).values_list("code", "pk"))
    link = region.within.through
    link.objects.bulk_create(
        link(from_region_id=park.pk, to_region_id=ids[code])
        for park in unplaced
        for code in divisions[park.code]
        if code in ids
    )
