"""X-Forwarded-For counts only as far as proxies of ours wrote it."""

import pytest
from django.test import RequestFactory

from portal.client_address import client_address


@pytest.mark.parametrize(
    ("trusted", "forwarded", "expected"),
    [
        (0, "1.1.1.1", "9.9.9.9"),
        (1, "", "9.9.9.9"),
        (1, "6.6.6.6, 1.1.1.1", "1.1.1.1"),
        (2, "6.6.6.6, 1.1.1.1, 10.0.0.1", "1.1.1.1"),
        (3, "1.1.1.1", "1.1.1.1"),
    ],
)
def test_client_address_takes_the_hop_our_proxies_vouch_for(trusted, forwarded, expected, settings):
    settings.TRUSTED_PROXY_COUNT = trusted
    request = RequestFactory().get("/", REMOTE_ADDR="9.9.9.9", HTTP_X_FORWARDED_FOR=forwarded)

    assert client_address(request) == expected
