"""What is printed of a record, fact by fact."""

import pytest
from django.utils import timezone

from portal.printing.facts import facts_of
from tests.factories.guides import ServiceGuideFactory


@pytest.mark.django_db
def test_a_guide_is_printed_with_what_it_costs_and_when_the_counter_is_open() -> None:
    page = ServiceGuideFactory(fee="不收费", hours="工作日 9:00–17:00")

    printed = {fact.key: fact.lines for fact in facts_of(page.representation(), timezone.now())}

    assert (printed["fee"], printed["hours"]) == (("不收费",), ("工作日 9:00–17:00",))
