"""Keys of the wrong form in addresses of the back-office."""

import pytest
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/admin/users/14/",
        "/admin/users/nobody/",
        "/admin/users/00000000-0000-4000-8000-000000000000/",
        "/admin/public-records/chosen/14/",
        "/admin/snippets/taxonomy/organisation/edit/14/",
        "/admin/snippets/taxonomy/organisation/edit/%00/",
        f"/admin/breakdown/{2**63}/",
        f"/admin/printing/{2**63}/",
        f"/admin/calls/{10**40}/windows/",
    ],
)
def test_they_lead_nowhere(admin_client: Client, address: str) -> None:
    assert admin_client.get(address).status_code in (302, 404)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    ["/admin/pages/search/?q=%00", "/admin/corrections/?q=a%00b", "/admin/users/?q=%00", "/admin/images/?q=%00"],
)
def test_a_nul_is_searched_for_by_nobody(admin_client: Client, address: str) -> None:
    """On PostgreSQL it would be a fault."""
    assert admin_client.get(address).status_code == 200
