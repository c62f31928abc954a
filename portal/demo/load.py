"""Loads the demonstration step by step; run again, every step finds what it made before."""

from collections.abc import Callable, Iterator
from functools import partial

from portal.demo.building import demo_id
from portal.demo.calls import publish_calls
from portal.demo.clauses import publish_schemes
from portal.demo.explaining import publish_explanations
from portal.demo.guiding import publish_guides
from portal.demo.packages import publish_compilations, publish_products
from portal.demo.plain import publish_plain_page
from portal.demo.real import FILES, import_file, publish_real_activities, publish_real_notice
from portal.demo.results import publish_activities, publish_disclosures
from portal.home.tree import ensure_site_tree
from portal.pages.gate import waived
from portal.publication.models import PublishedItem

STEPS: tuple[tuple[str, Callable[[], None]], ...] = (
    *((name.removesuffix(".jsonl"), partial(import_file, name, kind)) for name, kind in FILES),
    ("real call", publish_real_notice),
    ("real activities", publish_real_activities),
    ("schemes from clauses", publish_schemes),
    ("products", publish_products),
    ("calls", publish_calls),
    ("compilations", publish_compilations),
    ("explanations made", publish_explanations),
    ("disclosures made", publish_disclosures),
    ("guide made", publish_guides),
    ("page on the organisation", publish_plain_page),
    ("activities made", publish_activities),
)
WAIVER = "载入演示内容"
LAST = ("activities", "cancelled")


def is_loaded() -> bool:
    """True once the last record was published, also when it was withdrawn since."""
    return PublishedItem.objects.filter(pk=demo_id(*LAST)).exists()


def load_demo() -> Iterator[tuple[int, int, str]]:
    """Run the steps; yields (number, of how many, name) before each. Nothing when the demonstration is loaded."""
    if is_loaded():
        return
    ensure_site_tree()
    with waived(WAIVER):
        for number, (name, step) in enumerate(STEPS, 1):
            yield number, len(STEPS), name
            step()
