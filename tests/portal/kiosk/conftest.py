"""Vocabularies as the test's own database has them."""

from collections.abc import Iterator

import pytest

from portal.taxonomy import vocabulary


@pytest.fixture(autouse=True)
def fresh_vocabulary(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    # No look at the clock whether labels have changed: on a slow machine that is one query more.
    monkeypatch.setattr(vocabulary, "CHECK_SECONDS", 3600.0)
    vocabulary.drop()
    yield
    vocabulary.drop()
