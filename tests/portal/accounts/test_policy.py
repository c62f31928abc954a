"""The permission policy's truth table."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from portal.accounts import policy
from portal.accounts.policy import RecordFacts, may, organisations_for
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.taxonomy import OrganisationFactory, term

pytestmark = pytest.mark.django_db

INTERNAL = "internal"


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        ("viewer", {"view"}),
        ("editor", {"view", "add", "edit"}),
        ("approver", {"view", "add", "edit", "publish", "withdraw"}),
        ("administrator", {"view", "add", "edit", "publish", "withdraw", "delete", "administer"}),
    ],
)
def test_role_decides_the_actions(role, allowed):
    member = MembershipFactory(role=role)
    record = RecordFacts(member.organisation_id, visibility=INTERNAL)
    assert {action for action in policy.ACTIONS if may(member.user, action, record)} == allowed


@pytest.mark.parametrize(("relation", "allowed"), [("own", True), ("below", True), ("above", False), ("other", False)])
def test_membership_covers_its_organisation_and_those_below(relation, allowed):
    top = OrganisationFactory()
    member = MembershipFactory(organisation=OrganisationFactory(parent=top))
    below = OrganisationFactory(parent=OrganisationFactory(parent=member.organisation))
    owners = {"own": member.organisation, "below": below, "above": top, "other": OrganisationFactory()}
    assert may(member.user, "edit", RecordFacts(owners[relation].pk)).allowed is allowed


@pytest.mark.parametrize(
    ("limit", "regions", "allowed"),
    [
        (None, [], True),
        (None, ["110000"], True),
        ("320500", ["320500"], True),
        ("320500", ["320583", "park-sip"], True),
        ("320500", ["320000"], False),
        ("320500", ["320583", "320100"], False),
        ("320500", [], False),
        ("park-sip", ["320506"], False),
    ],
)
def test_region_of_the_membership_contains_all_of_the_record(limit, regions, allowed):
    member = MembershipFactory(region=limit and term("region", limit))
    record = RecordFacts(member.organisation_id, frozenset(regions))
    assert may(member.user, "edit", record).allowed is allowed


@pytest.mark.parametrize(
    ("start", "end", "allowed"), [(None, None, True), (0, 0, True), (-9, -1, False), (1, 9, False), (-9, None, True)]
)
def test_membership_counts_in_its_period(start, end, allowed):
    def day(offset):
        return None if offset is None else timezone.localdate() + datetime.timedelta(days=offset)

    member = MembershipFactory(valid_from=day(start), valid_to=day(end))
    assert may(member.user, "edit", RecordFacts(member.organisation_id)).allowed is allowed


def test_one_of_several_memberships_is_enough():
    viewer = MembershipFactory(role="viewer")
    MembershipFactory(user=viewer.user, organisation=viewer.organisation, role="approver")
    assert may(viewer.user, "publish", RecordFacts(viewer.organisation_id))


def test_role_and_region_of_different_memberships_do_not_add_up():
    local = MembershipFactory(role="viewer", region=term("region", "320500"))
    MembershipFactory(user=local.user, organisation=local.organisation, role="editor", region=term("region", "110000"))
    assert not may(local.user, "edit", RecordFacts(local.organisation_id, frozenset({"320500"})))


def test_public_record_is_seen_by_anyone_and_changed_by_nobody_without_account():
    record = RecordFacts(OrganisationFactory().pk)
    assert may(AnonymousUser(), "view", record)
    assert not may(AnonymousUser(), "edit", record)
    assert not may(AnonymousUser(), "view", RecordFacts(None, visibility=INTERNAL))


def test_superuser_passes_but_not_when_inactive():
    record = RecordFacts(None, visibility=INTERNAL)
    assert may(UserFactory(is_superuser=True), "delete", record)
    assert not may(UserFactory(is_superuser=True, is_active=False), "view", record)


def test_record_without_owner_is_the_superusers():
    assert not may(MembershipFactory(role="administrator").user, "edit", RecordFacts(None))


def test_organisation_itself_lies_in_its_region():
    city = OrganisationFactory(region=term("region", "320500"))
    member = MembershipFactory(organisation=city, role="administrator", region=term("region", "320000"))
    assert may(member.user, "administer", city)


def test_every_refusal_names_its_own_reason():
    owner = OrganisationFactory()
    local = MembershipFactory(organisation=owner, region=term("region", "320500"))
    reasons = [
        may(AnonymousUser(), "edit", RecordFacts(owner.pk)).reason,
        may(local.user, "edit", RecordFacts(None)).reason,
        may(local.user, "edit", RecordFacts(OrganisationFactory().pk)).reason,
        may(local.user, "edit", RecordFacts(owner.pk, frozenset({"110000"}))).reason,
        may(local.user, "publish", RecordFacts(owner.pk, frozenset({"320500"}))).reason,
    ]
    assert len(set(reasons)) == len(reasons)


def test_unknown_action_is_an_error():
    with pytest.raises(ValueError):
        may(AnonymousUser(), "destroy", RecordFacts(None))


def test_organisations_for_which_one_may_add_each_once():
    user = UserFactory()
    town = OrganisationFactory(region=term("region", "320583"))
    MembershipFactory(user=user, organisation=OrganisationFactory(), role="viewer")
    MembershipFactory(user=user, organisation=town, role="editor", region=town.region)
    MembershipFactory(user=user, organisation=town, role="approver")

    assert organisations_for(user) == [town]
    assert organisations_for(user, "publish") == [town]
    assert organisations_for(user, "delete") == []
