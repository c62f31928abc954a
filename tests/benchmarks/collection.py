"""Public records to search in: the real ones imported as an operator does, then variations up to the wanted number."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from uuid import UUID

from django.core.management import call_command
from django.db.models import F

from portal.policies.numbers import normal_form
from portal.publication.models import PublishedItem, PublishedVersion
from portal.publication.record import record
from portal.publication.transaction import transaction
from search.filing import SearchDocument
from search.indexing.gathering import gather
from tests.benchmarks.variations import MARK, Form, seed_of, variations
from tests.search.records import Record

REAL_FILES = (
    ("policies.jsonl", "policies"),
    ("regulations_bulk.jsonl.gz", "policies"),
    ("catalogue.jsonl", "policies"),
    ("tax_catalogue.jsonl", "policies"),
    ("policy_products.jsonl", "policy-products"),
    ("service_guides.jsonl", "guides"),
    ("disclosures.jsonl", "disclosures"),
)
BULK_SOURCE = "LawRefBook"
PUBLISHED_AT_ONCE = 500
READ_AT_ONCE = 200


def import_real(folder: Path) -> None:
    """The demonstration, for its calls, and every real file; done before, it changes nothing."""
    call_command("load_demo", verbosity=0)
    for name, kind in REAL_FILES:
        call_command("import_records", str(folder / name), kind=kind, verbosity=0)


def seeds(mix: str = "real") -> list[Form]:
    """Of the real records that are public: of all of them, or (`bulk`) of the long regulations and the calls only."""
    made = PublishedVersion.objects.filter(item__live=True, n=F("item__version"))
    real = made.exclude(item__path__contains=f"/{MARK}/").order_by("item_id")
    details = real.values_list("detail", flat=True).iterator(READ_AT_ONCE)
    return [seed_of(detail) for detail in details if mix == "real" or _long(detail)]


def _long(detail: Form) -> bool:
    return detail["kind"] == "notices" or BULK_SOURCE in (detail["source"]["name"] or "")


def public() -> int:
    """How many records are public."""
    return PublishedItem.objects.filter(live=True).count()


def fill(size: int, mix: str = "real") -> int:
    """Publish variations until `size` records are public; returns how many that were.

    Those that are there are not made again, so a larger collection holds the smaller one.
    """
    missing = begun = max(0, size - public())
    wanted = variations(seeds(mix)) if missing else iter(())
    while missing:
        forms = list(islice(wanted, PUBLISHED_AT_ONCE))
        ids = [UUID(form["id"]) for form in forms]
        there = {str(id) for id in PublishedItem.objects.filter(pk__in=ids).values_list("pk", flat=True)}
        new = [form for form in forms if form["id"] not in there][:missing]
        publish(new)
        missing -= len(new)
    return begun


def publish(forms: Iterable[Form]) -> None:
    """Into the log, by the log's own verb."""
    with transaction():
        for form in forms:
            number = normal_form(form["doc_number"]) if form.get("doc_number") else ""
            record(Record(UUID(form["id"]), form, number, form.get("type") or ""))


def filed_documents(ids: Iterable[UUID]) -> Iterator[list[SearchDocument]]:
    """What the indexer would file of these records, in batches as it does."""
    left = iter(ids)
    while taken := list(islice(left, READ_AT_ONCE)):
        yield gather(taken)[0]
