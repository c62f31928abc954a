"""Vocabularies as the test's own database has them."""

from collections.abc import Iterator

import pytest

from portal.taxonomy import vocabulary


@pytest.fixture(autouse=True)
def fresh_vocabulary() -> Iterator[None]:
    vocabulary.drop()
    yield
    vocabulary.drop()
