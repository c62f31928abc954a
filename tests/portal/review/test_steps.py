"""Reviews in steps: another person each time, every point confirmed, a record of it; given to sections by choice."""

import json
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page, WorkflowPage

from portal.accounts.models import User
from portal.home.tree import ensure_site_tree
from portal.pages.gate import GateRefused
from portal.pages.tree import listing_for
from portal.policies.models import PolicyDocument
from portal.review.choices import POINTS, Step
from portal.review.models import ReviewRecord
from portal.review.sections import SECOND, THREE, ensure_default, sections, set_review
from tests.portal.review.calls import as_draft, complete_call, complete_document, document_form, person, signed_in

pytestmark = pytest.mark.django_db


def under_review(page: Any, author: User) -> Any:
    """The draft, submitted by its author."""
    page = as_draft(page, author)
    page.get_workflow().start(page, author)
    return page


def codes(step: str) -> list[str]:
    return [code for code, _text in POINTS[step]]


def act(client: Client, page: Page, action: str = "approve", **typed: Any) -> Any:
    state = Page.objects.get(pk=page.pk).current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
    return client.post(url, typed, headers={"x-requested-with": "XMLHttpRequest"})


@pytest.fixture
def policies() -> None:
    ensure_site_tree()
    set_review("policies", THREE)


@pytest.mark.usefixtures("policies")
class TestThreeSteps:
    def test_each_step_is_another_persons_and_the_last_publishes(self, author: User) -> None:
        page = under_review(complete_document(), author)
        reviewers = [person(name) for name in ("first", "second", "final")]

        for step, user in zip((Step.FIRST, Step.SECOND, Step.FINAL), reviewers, strict=True):
            act(signed_in(user), page, checked=codes(step), comment=f"{step.label}通过")

        page.refresh_from_db()
        assert page.live
        kept = ReviewRecord.objects.filter(permanent_id=page.permanent_id)
        assert [(row.step, row.user_name) for row in kept] == [
            ("first", "first"), ("second", "second"), ("final", "final"),
        ]  # fmt: skip

    def test_author_takes_no_step_and_nobody_two(self, author: User, other: User) -> None:
        page = under_review(complete_document(), author)

        assert act(signed_in(author), page, checked=codes(Step.FIRST)).status_code in (302, 403)
        act(signed_in(other), page, checked=codes(Step.FIRST))
        act(signed_in(other), page, checked=codes(Step.SECOND))

        assert [row.step for row in ReviewRecord.objects.all()] == ["first"]

    def test_step_with_an_unchecked_point_is_not_taken(self, author: User, other: User) -> None:
        page = under_review(complete_document(), author)

        answer = act(signed_in(other), page, checked=codes(Step.FIRST)[:1]).json()

        assert answer["step"] == "action" and not ReviewRecord.objects.exists()

    def test_what_a_browser_sends_with_the_form_is_not_taken_on_trust(self, author: User, other: User) -> None:
        page = under_review(complete_document(body=[]), author)
        typed = {"action-workflow-action": "true", "workflow-action-name": "approve"}
        typed["workflow-action-extra-data"] = json.dumps({"checked": codes(Step.FIRST)[:1], "comment": ""})

        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        answer = signed_in(other).post(url, document_form(page, **typed), follow=True)

        assert _("Every point of the step must be checked before it is approved.") in answer.content.decode()
        assert not ReviewRecord.objects.exists()
        assert Page.objects.get(pk=page.pk).current_workflow_task.specific.step == Step.FIRST

    def test_step_is_refused_to_a_program_that_checked_nothing(self, author: User, other: User) -> None:
        page = under_review(complete_document(), author)
        state = page.current_workflow_task_state

        with pytest.raises(GateRefused):
            state.task.specific.on_action(state, other, "approve", checked=[], comment="")

        assert not ReviewRecord.objects.exists()

    def test_final_approval_of_an_incomplete_record_is_refused_and_not_recorded(self, author: User) -> None:
        page = under_review(complete_document(body=[]), author)
        for step, name in ((Step.FIRST, "first"), (Step.SECOND, "second")):
            act(signed_in(person(name)), page, checked=codes(step))
        client = signed_in(person("final"))

        answer = act(client, page, checked=codes(Step.FINAL)).json()

        assert answer["redirect"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
        page.refresh_from_db()
        assert not page.live and ReviewRecord.objects.count() == 2
        assert 'data-gate-anchor="body"' in client.get(answer["redirect"]).content.decode()

    def test_change_during_the_review_begins_it_anew(self, author: User, other: User) -> None:
        page = under_review(complete_document(), author)
        act(signed_in(other), page, checked=codes(Step.FIRST))
        changed = PolicyDocument.objects.get(pk=page.pk).get_latest_revision_as_object()
        changed.summary = "后来补充的一句话"
        changed.save_revision(user=author)

        act(signed_in(person("second")), page, checked=codes(Step.SECOND))

        page.refresh_from_db()
        assert not page.live
        assert Page.objects.get(pk=page.pk).current_workflow_task.specific.step == Step.FIRST

    def test_sent_back_with_a_comment(self, author: User, other: User) -> None:
        page = under_review(complete_document(), author)

        act(signed_in(other), page, action="reject", comment="请核对成文日期")

        (row,) = ReviewRecord.objects.all()
        assert (row.outcome, row.comment, row.checked) == ("rejected", "请核对成文日期", [])

    def test_record_is_printed_and_stands_in_the_history(self, author: User, other: User) -> None:
        page = under_review(complete_document(), author)
        act(signed_in(other), page, checked=codes(Step.FIRST), comment="已逐字核对")

        for name, args in (("review_record", [page.pk]), ("wagtailadmin_pages:history", [page.pk])):
            assert "已逐字核对" in signed_in(author).get(reverse(name, args=args)).content.decode()


def test_calls_have_a_second_person_by_default_and_again_is_nothing_new(author: User, other: User) -> None:
    ensure_site_tree()
    assert ensure_default() and not ensure_default()
    page = under_review(complete_call(), author)

    act(signed_in(author), page, checked=codes(Step.RELEASE))
    assert not ReviewRecord.objects.exists()
    act(signed_in(other), page, checked=codes(Step.RELEASE))

    page.refresh_from_db()
    assert page.live


def test_command_gives_sections_their_review() -> None:
    ensure_site_tree()

    call_command("ensure_workflows", "--three-steps", "policies", "interpretations")
    call_command("ensure_workflows", "--three-steps", "policies")

    chosen = {section.kind: section.review for section in sections()}
    assert (chosen["policies"], chosen["interpretations"], chosen["notices"]) == (THREE, THREE, SECOND)
    assert chosen["guides"] == "inherited" and WorkflowPage.objects.values("workflow").distinct().count() >= 2


def test_screen_switches_a_section_and_is_for_those_who_may(author: User) -> None:
    ensure_site_tree()
    url = reverse("review_sections")
    author.is_superuser = True
    author.save()
    client = signed_in(author)
    typed = {section.kind: section.review for section in sections()}

    client.post(url, {**typed, "policies": THREE})
    assert listing_for("policies").get_workflow().name == "三审三校" or sections()[0].review == THREE
    client.post(url, {**typed, "policies": "inherited"})

    assert sections()[0].review == "inherited"
    assert signed_in(person("nobody", "Editors")).get(url).status_code in (302, 403)
