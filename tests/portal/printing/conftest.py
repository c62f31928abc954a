"""Files that tests of print make go with the test."""

import pytest


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    """Uploads and sheets of this test alone."""
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
