"""Each test reads the vocabulary afresh: a rolled-back change must not outlive its test."""

import pytest

from portal.taxonomy import vocabulary


@pytest.fixture(autouse=True)
def fresh_vocabulary():
    vocabulary.drop()
    yield
    vocabulary.drop()
