"""The gate is closed in tests of the review."""

from typing import Any

import pytest

from portal.accounts.models import User
from tests.portal.review.calls import person


@pytest.fixture(autouse=True)
def enforced(settings: Any) -> None:
    settings.PUBLICATION_GATE = "enforced"


@pytest.fixture
def author() -> User:
    return person("author")


@pytest.fixture
def other() -> User:
    return person("other")


@pytest.fixture
def lead() -> User:
    return person("lead", forcing=True)
