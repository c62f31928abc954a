"""The vocabulary is read afresh: a rolled-back change must not outlive its test."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from portal.taxonomy import vocabulary


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    cache.clear()
    vocabulary.drop()
    yield
    vocabulary.drop()
