"""Finding organisations by the names and codes that documents and guides print, and what lies below one."""

import re
import uuid

from django.db.models import Q

from portal.taxonomy.levels import infer_level, infer_region
from portal.taxonomy.models import Level, Organisation, Region
from portal.taxonomy.names import normalise

_KIND_BY_NAME = (
    (re.compile(r"^中共|[省市县区州]委(?!员)|党委|共产党"), Organisation.Kind.PARTY),
    (re.compile(r"人民代表大会|人大常委会"), Organisation.Kind.CONGRESS),
    (re.compile(r"法院|检察院"), Organisation.Kind.JUDICIARY),
    (re.compile(r"区(工作)?(管理委员会|管委会)"), Organisation.Kind.PARK_COMMITTEE),
    (re.compile(r"协会|学会|商会|促进会"), Organisation.Kind.ASSOCIATION),
    (re.compile(r"公司|集团"), Organisation.Kind.ENTERPRISE),
    (re.compile(r"研究院|研究所|中心|医院|大学|学院|博物馆|图书馆|实验室"), Organisation.Kind.INSTITUTION),
)


def find_by_name(name: str) -> Organisation | None:
    """The organisation that has or had this name, compared in normal form; a present name goes before a former one."""
    key = normalise(name)
    found = Organisation.objects.filter(Q(name_key=key) | Q(names__name_key=key)).distinct()
    return next(iter(sorted(found, key=lambda body: (body.name_key != key, not body.active, str(body.pk)))), None)


def find_or_create_by_name(name: str, uscc: str | None = None) -> Organisation:
    """The organisation of this name, made when there is none. A valid `uscc` decides before the name.

    A new one gets kind, level and region as far as its name tells. Raises ValueError for an empty name.
    """
    if not normalise(name):
        raise ValueError("an organisation needs a name")
    found = Organisation.objects.filter(uscc=uscc).first() if uscc else None
    found = found or find_by_name(name)
    if found is None:
        return _create(name.strip(), uscc)
    if uscc and found.uscc is None:
        found.uscc = uscc
        found.save(update_fields=["uscc", "updated_at"])
    return found


def _create(name: str, uscc: str | None) -> Organisation:
    return Organisation.objects.create(
        name=name,
        uscc=uscc,
        kind=infer_kind(name),
        level=Level.objects.filter(code=infer_level(name)).first(),
        region=Region.objects.filter(code=infer_region(name)).first(),
    )


def infer_kind(name: str) -> str:
    """The kind of a body by its name; government where nothing speaks for another."""
    return next((kind for pattern, kind in _KIND_BY_NAME if pattern.search(name)), Organisation.Kind.GOVERNMENT)


def with_descendants(organisation_ids: set[uuid.UUID]) -> set[uuid.UUID]:
    """The organisations and all below them, one query a level."""
    known, newest = set(organisation_ids), set(organisation_ids)
    while newest:
        newest = set(Organisation.objects.filter(parent__in=newest).values_list("pk", flat=True)) - known
        known |= newest
    return known
