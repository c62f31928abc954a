"""The import does not become slow unnoticed: a floor in processor time, far below what was measured."""

import pytest

from portal.demo.building import DATA
from portal.home.tree import ensure_site_tree
from tests.benchmarks.import_rate import measure, peak_mib

# Measured 52 a second on one idle core; the floor leaves room for slow machines.
LEAST_PER_CPU_SECOND = 12
# Beyond what the tests before it have left.
MOST_MIB = 300


@pytest.mark.django_db
def test_real_documents_are_imported_fast_enough() -> None:
    ensure_site_tree()

    before = peak_mib()
    rate = measure(DATA / "policies.jsonl", "policies")

    assert rate.refused == 0
    assert rate.per_cpu_second >= LEAST_PER_CPU_SECOND
    assert rate.peak_mib - before <= MOST_MIB
