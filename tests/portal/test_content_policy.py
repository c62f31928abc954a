"""The public gets the strict policy, the back-office alone a looser one."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from portal.content_policy import ContentPolicyMiddleware


def policy_for(path):
    middleware = ContentPolicyMiddleware(lambda request: HttpResponse())
    return middleware(RequestFactory().get(path))["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/", "/policies/", "/adminx/", "/api/docs/"])
def test_policy_of_public_paths_allows_nothing_inline_and_no_foreign_host(path):
    policy = policy_for(path)

    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_policy_of_the_back_office_allows_inline_and_still_no_foreign_host():
    policy = policy_for("/admin/pages/")

    assert "script-src 'self' 'unsafe-inline'" in policy
    assert "http" not in policy
