"""Who stands around a record in the chain document → scheme → product → call → result → fulfilment, as of the log."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from portal.pages.codes import codes_of
from portal.publication.models import PublishedFacet, PublishedItem
from portal.publication.relations import RELATION_FACETS, referring_to

Form = Mapping[str, Any]
DOCUMENT, SCHEME, PRODUCT, CALL, RESULT, FULFILMENT = range(6)
# A document rests on another, which may rest on a third: so far is walked.
LONGEST_WALK = 3
# Of records that stand beside the chain (interpretations, activities …) so many are looked at.
MOST_BESIDE = 12
BESIDE = ("interpretations", "compilations", "activities", "guides")
# From which of its subjects the chain of a record that explains several is followed: a product packs schemes that
# the record does not explain, a document carries many.
FIRST_OF_SUBJECTS = (SCHEME, PRODUCT, CALL, RESULT, FULFILMENT, DOCUMENT)


@dataclass
class Surroundings:
    """`places`: the records of the chain by id; `here`: ids of the record itself or of what it explains."""

    here: set[str] = field(default_factory=set)
    places: dict[str, PublishedItem] = field(default_factory=dict)
    beside: list[PublishedItem] = field(default_factory=list)

    def at(self, *places: int) -> list[PublishedItem]:
        """The records at some places of the chain."""
        return [item for item in self.places.values() if place_of(item.kind, item.listing) in places]


# Id, place, form of a record from which the chain is followed.
Seed = tuple[str, int, Form]


def place_of(kind: str, form: Form) -> int | None:
    """Where in the chain a record stands; None for what stands beside it."""
    if kind == "policy-products":
        return PRODUCT if form.get("type") == "product" else SCHEME
    if kind == "notices":
        purposes = {item["purpose"] for item in form.get("items") or ()}
        return FULFILMENT if purposes == {"claim"} else CALL
    return {"policies": DOCUMENT, "disclosures": RESULT}.get(kind)


def surroundings(form: Form) -> Surroundings:
    """Of the record with this detail form; the number of queries does not depend on how many records there are.

    What is not live is not there, and nothing is read of a record but what the log says of it.
    """
    place = place_of(form["kind"], form)
    found = Surroundings()
    if form["kind"] == "compilations":
        # It lists what it collects itself, and that may be everything.
        seeds: list[Seed] = []
    elif place is None:
        seeds = _subjects(form, found)
    else:
        found.here = {form["id"]}
        seeds = [(form["id"], place, form)]
    if seeds:
        _upward(found, seeds)
        _downward(found, seeds)
        _across(found, seeds)
    found.beside = [item for item in found.beside if str(item.pk) != form["id"]][:MOST_BESIDE]
    return found


def _subjects(form: Form, found: Surroundings) -> list[Seed]:
    """What a record beside the chain is about, of one place only."""
    items = [item for item in _live(_named(form)) if place_of(item.kind, item.listing) is not None]
    found.places = {str(item.pk): item for item in items}
    found.here = set(found.places)
    seeds = [(str(item.pk), place_of(item.kind, item.listing) or DOCUMENT, item.listing) for item in items]
    first = next((place for place in FIRST_OF_SUBJECTS if any(seed[1] == place for seed in seeds)), None)
    return [seed for seed in seeds if seed[1] == first]


def _upward(found: Surroundings, seeds: list[Seed]) -> None:
    """What the seeds rest on: by what each form names, so that a step is one query."""
    ceiling = max(place for _id, place, _form in seeds)
    forms: list[Form] = [form for _id, _place, form in seeds]
    for _step in range(LONGEST_WALK):
        wanted = {name for form in forms for name in _named(form)} - set(found.places) - found.here
        new = [item for item in _live(wanted) if _below(item, ceiling)] if wanted else []
        if not new:
            break
        found.places |= {str(item.pk): item for item in new}
        forms = [item.listing for item in new]


def _below(item: PublishedItem, ceiling: int) -> bool:
    place = place_of(item.kind, item.listing)
    return place is not None and (place < ceiling or place == DOCUMENT)


def _downward(found: Surroundings, seeds: list[Seed]) -> None:
    """What rests on the seeds, and on the schemes that a product packs; what explains them stands beside."""
    floor = min(place for _id, place, _form in seeds)
    frontier = {seed[0] for seed in seeds} | {row["id"] for seed in seeds for row in seed[2].get("members") or ()}
    for _step in range(LONGEST_WALK):
        new = [
            item
            for item in referring_to(frontier)
            if str(item.pk) not in found.places and str(item.pk) not in found.here
        ]
        found.beside += [item for item in new if place_of(item.kind, item.listing) is None]
        chained = [item for item in new if _above(item, floor)]
        if not chained:
            break
        found.places |= {str(item.pk): item for item in chained}
        # A product packs other schemes, too: what points at it says nothing of this record.
        frontier = {str(item.pk) for item in chained if place_of(item.kind, item.listing) != PRODUCT}
        if not frontier:
            break


def _above(item: PublishedItem, floor: int) -> bool:
    place = place_of(item.kind, item.listing)
    return place is not None and (place > floor or place == floor == DOCUMENT)


def _across(found: Surroundings, seeds: list[Seed]) -> None:
    """What explains the record's schemes or documents; of a call or result also what its schemes lead to elsewhere."""
    place = seeds[0][1]
    ids = {str(item.pk) for item in found.at(DOCUMENT if place <= SCHEME else SCHEME)}
    if not ids:
        return
    for item in referring_to(ids, among=Q(kind__in=BESIDE) if place < CALL else _elsewhere(found)):
        if place_of(item.kind, item.listing) is None:
            found.beside += [item] if item not in found.beside else []
        elif _belongs(item, found):
            found.places.setdefault(str(item.pk), item)


def _elsewhere(found: Surroundings) -> Q:
    """What explains a call's schemes, their products, what pays this call, and results that name no call.

    The database leaves out the schemes' calls of other years and what came of them: there may be hundreds. It asks
    in the order of the terms, so the kind stands first and the form, which must be parsed, last.
    """
    own = PublishedFacet.objects.filter(item=OuterRef("pk"))
    around = [*found.here, *found.places]
    return (
        Q(kind__in=BESIDE)
        | Q(kind="policy-products", subtype="product")
        | Q(kind="notices") & Q(Exists(own.filter(name="purpose", value="claim"))) & Q(listing__pays__id__in=around)
        | Q(kind="disclosures") & Q(~Exists(own.filter(name="notice")))
    )


def _belongs(item: PublishedItem, found: Surroundings) -> bool:
    """Whether it stands in the chain of the seeds: no other year's round, and no result of one."""
    place = place_of(item.kind, item.listing)
    if str(item.pk) in found.here or place == CALL:
        return False
    return place != RESULT or not item.listing.get("notices")


def _named(form: Form) -> set[str]:
    """The ids of other records that a form names."""
    codes = codes_of(dict(form))
    named = {code for name in RELATION_FACETS for code in codes.get(name, ())}
    return named | ({form["pays"]["id"]} if form.get("pays") else set())


def _live(ids: Iterable[str]) -> list[PublishedItem]:
    wanted = list(ids)
    items = PublishedItem.objects.filter(live=True, pk__in=wanted).defer("facts")
    return list(items.order_by("kind", F("date").desc(nulls_last=True), "pk")) if wanted else []
