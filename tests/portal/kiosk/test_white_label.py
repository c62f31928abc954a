"""A terminal under a fixed filter offers nothing that it would then not show."""

from typing import Any

import pytest

from portal.home.tree import ensure_site_tree
from portal.pages.verbs import withdraw
from tests.factories.taxonomy import term
from tests.portal.appearance.sites import OTHER, at, white_label
from tests.portal.kiosk.records import call, scheme, screen

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def confined(settings: Any) -> None:
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, OTHER]
    ensure_site_tree()
    white_label(scope="field=technology")


def test_only_the_sites_own_calls_are_open() -> None:
    page = scheme("研发补助", field="technology")
    for title, field in (("科技申报", "technology"), ("人才申报", "talent")):
        call(title, scheme=page, policy_fields=[term("field", field)])
    path = f"/kiosk/items/{page.permanent_id}/"

    own, whole = (screen(at(host), path).main.text for host in (OTHER, "testserver"))

    assert "科技申报" in own and "人才申报" not in own
    assert "科技申报" in whole and "人才申报" in whole


def test_a_leaflet_is_printed_of_the_sites_own_records_only() -> None:
    page = scheme("人才补助", field="talent")

    for path in ("", "leaflet.pdf"):
        assert at(OTHER).get(f"/kiosk/items/{page.permanent_id}/{path}").status_code == 404


def test_a_withdrawn_record_leads_to_no_successor_that_the_site_lacks() -> None:
    old = scheme("旧补助", field="technology")
    new = scheme("人才补助", field="talent")
    withdraw(page=old, reason="replaced", successor=new.permanent_id)
    path = f"/kiosk/items/{old.permanent_id}/"

    assert "人才补助" not in screen(at(OTHER), path, 410).main.text
    assert "人才补助" in screen(at("testserver"), path, 410).main.text
