"""Key facts: how much, until when, for whom, whom to call, in the order in which records can say it."""

from typing import Any

import pytest

from portal.policies.glance import glance_of

pytestmark = pytest.mark.django_db


def scheme(**members: Any) -> dict[str, Any]:
    return {"id": "s", "kind": "policy-products", "type": "scheme", "mode": None, **members}


def call(status: str, closes_at: str | None = None, **members: Any) -> dict[str, Any]:
    return {"id": status + str(closes_at), "kind": "notices", "status": status, "closes_at": closes_at,
            "opens_at": None, "items": [], **members}  # fmt: skip


def amount(**members: Any) -> dict[str, Any]:
    return {"min": None, "max": None, "rate": None, "text": None, **members}


def test_sum_is_large_and_its_words_stand_below() -> None:
    found = glance_of(scheme(amount=amount(max=500_000, text="给予一次性奖励")), (), ())

    assert found.amount == "最高50 万元"
    assert (found.amount_text, found.form_only) == ("给予一次性奖励", False)


def test_highest_of_several_schemes() -> None:
    offers = [scheme(amount=amount(max=100_000)), scheme(amount=amount(max=3_000_000))]

    assert "300" in glance_of(call("open"), offers, ()).amount


def test_form_of_support_where_no_sum_is_stated() -> None:
    found = glance_of(scheme(amount=None, support_form=["loan_interest"]), (), ())

    assert (found.amount, found.form_only) == ("贷款贴息", True)


def test_long_words_are_no_headline() -> None:
    found = glance_of(scheme(amount=amount(text="按实际投入给予补助，" * 10)), (), ())

    assert not found.amount and found.amount_text.startswith("按实际投入")


def test_call_that_closes_first_is_the_one_to_apply_in() -> None:
    calls = [call("open_ended"), call("open", "2026-12-31"), call("closing_soon", "2026-11-30"), call("closed", "2020")]

    assert glance_of(scheme(), (), calls).call == calls[2]


def test_coming_call_where_none_is_open() -> None:
    calls = [call("closed", "2020-01-01"), call("upcoming", "2027-01-01")]

    found = glance_of(scheme(), (), calls)

    assert found.timed == calls[1] and not found.active


def test_closed_calls_are_no_opportunity() -> None:
    assert glance_of(scheme(), (), [call("closed", "2020-01-01")]).timed is None


def test_call_speaks_for_itself() -> None:
    own = call("open", "2026-12-31", apply_url="https://example.org/", contact=[{"name": "科技局", "phone": "12345"}])

    found = glance_of(own, [scheme(audience={"text": "中小企业"})], ())

    assert (found.timed, found.apply_url) == (own, "https://example.org/")
    assert (found.phone, found.whom, found.audience) == ("12345", "科技局", "中小企业")


def test_who_receives_is_called_where_no_contact_is_stated() -> None:
    form = scheme(contact=[], roles={"receiving": [{"name": "政务大厅", "phone": "0435-7221234"}]})

    assert glance_of(form, (), ()).phone == "0435-7221234"


def test_automatic_grant_needs_no_application() -> None:
    assert glance_of(scheme(mode="automatic"), (), ()).automatic
    assert not glance_of(scheme(mode="apply"), (), ()).automatic
