"""The measurement of real files counts as it says, and finds nothing wrong or missed."""

import pytest

from tests.benchmarks.file_recognition import measure, report, verdicts


def test_verdicts():
    found = {"title": "甲", "doc_number": "x", "issuing": [], "issued_on": "2024-01-01"}
    wanted = {"title": "甲", "doc_number": "y", "issuing": ["乙"], "issued_on": None}
    assert verdicts(found, wanted) == {
        "title": "right", "doc_number": "wrong", "issuing": "missed", "issued_on": "unasked",
    }  # fmt: skip


@pytest.mark.slow
@pytest.mark.django_db
def test_of_the_real_files_nothing_is_read_wrongly_or_missed(shared_data):
    results = measure(shared_data)
    wrong = {
        (one.name, name) for one in results for name, verdict in one.verdicts.items() if verdict in ("wrong", "missed")
    }
    assert len(results) == 29 and not wrong
    assert sum(1 for _ in report(results)) == len(results) + 6
