"""A clerk of one department meets nothing of another's drafts, at whatever address of the back-office."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from wagtail.models import Page, Workflow

from portal.accounts.invitations import invite
from portal.accounts.roles import ensure_roles
from portal.home.tree import ensure_site_tree
from portal.pages.tree import listing_for
from portal.policies.models import ApplicationNotice, PolicyDocument
from portal.publication.transaction import transaction
from portal.taxonomy.models import Organisation
from tests.factories.documents import PolicyDocumentFactory

pytestmark = pytest.mark.django_db

SECRET = "尚未公开的补助标准三百万元"
ABOUT_PAGES = tuple(f"/admin/{part}/" for part in ("pages", "choose-page", "api", "bulk", "calls", "review"))
PAGE_NAMES = {"page_id", "page_to_move_id", "parent_page_id", "pk", "object_id", "destination_id", "page"}


@pytest.fixture
def departments():
    return [Organisation.objects.create(name=name) for name in ("苏州市科学技术局", "苏州市财政局")]


@pytest.fixture
def clerk(client, departments):
    ensure_site_tree()
    ensure_roles()
    user, _ = invite(email="clerk@example.org", role="clerk", organisation=departments[0])
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def foreign_draft(departments):
    """Live, and another draft on top of it, and a page that was never public."""
    live = PolicyDocumentFactory(record_owner=departments[1], title="财政局已公开的办法")
    live.title = SECRET
    live.summary = SECRET
    live.save_revision()
    with transaction():
        draft = listing_for("policies").add_child(
            instance=PolicyDocument(title=SECRET, summary=SECRET, record_owner=departments[1], live=False)
        )
    draft.save_revision()
    return live, draft


def admin_addresses(page: Page) -> list[str]:
    """Every address of the back-office that takes a page's id, filled with this page's."""
    revision = page.latest_revision_id
    workflow = Workflow.objects.first()
    known = dict.fromkeys(PAGE_NAMES, page.pk) | {
        "revision_id": revision, "revision_id_a": "earliest", "revision_id_b": "latest", "task_id": 1,
        "task_state_id": 1, "workflow_state_id": 1, "action_name": "approve", "workflow_id": workflow.pk,
        "permanent_id": page.specific.permanent_id, "app_label": "policies", "model_name": "policydocument",
        "content_type_app_name": "policies", "content_type_model_name": "policydocument", "content_type_app_label":
        "wagtailcore", "action": "delete", "window_id": page.specific.permanent_id, "format": "pdf",
    }  # fmt: skip
    found = []
    for name, parameters in _patterns(get_resolver().url_patterns, ()):
        if parameters & PAGE_NAMES and parameters <= set(known):
            try:
                found.append(reverse(name, kwargs={parameter: known[parameter] for parameter in parameters}))
            except NoReverseMatch:
                continue
    # Users have UUIDs, no numbers like pages.
    return sorted({one for one in found if one.startswith("/admin/") and not one.startswith("/admin/users/")})


def _patterns(patterns, namespaces):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from _patterns(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield (
                ":".join((*namespaces, pattern.name)),
                set(pattern.pattern.converters) | set(pattern.pattern.regex.groupindex),
            )


def shown(answer) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode("utf-8", "replace")


@pytest.mark.slow
def test_no_address_shows_another_departments_draft(clerk: Client, foreign_draft) -> None:
    seen = 0
    clerk.raise_request_exception = False
    for page in foreign_draft:
        for address in admin_addresses(page):
            for method in (clerk.get, clerk.post):
                answer = method(address)
                # Elsewhere a page's number is no id at all: such models have UUIDs.
                assert answer.status_code < 500 or not address.startswith(ABOUT_PAGES), address
                assert SECRET not in shown(answer), address
            seen += 1
        assert SECRET not in shown(clerk.get("/admin/pages/")), "a message tells it"
        page.refresh_from_db()
        assert page.live is (page is foreign_draft[0])
    assert seen >= 60


@pytest.mark.parametrize(
    "address",
    [
        "/admin/", "/admin/pages/", "/admin/pages/search/?q=补助标准", "/admin/pages/search/results/?q=补助标准",
        "/admin/choose-page/?page_type=policies.policydocument", "/admin/choose-page/search/?q=补助标准",
        "/admin/api/main/pages/?search=补助标准", "/admin/api/main/pages/?fields=*&type=policies.PolicyDocument",
        "/admin/reports/site-history/", "/admin/reports/aging-pages/", "/admin/reports/locked/",
        "/admin/reports/workflow/", "/admin/reports/workflow_tasks/", "/admin/reports/site-history/?export=csv",
        "/admin/reports/page-types-usage/", "/admin/pages/usage/policies/policydocument/",
        "/admin/bulk/wagtailcore/page/delete/?id={0}&id={1}", "/admin/bulk/wagtailcore/page/move/?id={0}&id={1}",
        "/admin/bulk/wagtailcore/page/publish/?id={0}&id={1}", "/admin/api/main/pages/{1}/",
        "/admin/api/main/pages/{0}/", "/admin/pages/search/?q={1}",
    ],
)  # fmt: skip
def test_no_list_shows_another_departments_draft(clerk: Client, foreign_draft, address: str) -> None:
    answer = clerk.get(address.format(*(page.pk for page in foreign_draft)), follow=True)

    assert answer.status_code < 500
    assert SECRET not in shown(answer).replace("补助标准</mark>", "")


def test_lists_show_own_records_only(clerk: Client, departments) -> None:
    PolicyDocumentFactory(record_owner=departments[0], title="科技局自己的办法")
    PolicyDocumentFactory(record_owner=departments[1], title="财政局的办法")

    listing = shown(clerk.get(reverse("wagtailadmin_explore", args=[listing_for("policies").pk])))

    assert "科技局自己的办法" in listing
    assert "财政局的办法" not in listing


def test_public_records_of_others_can_be_referred_to(clerk: Client, foreign_draft) -> None:
    found = clerk.get("/admin/choose-page/search/?page_type=policies.policydocument&q=财政局")

    assert "财政局已公开的办法" in shown(found)


def test_own_draft_opens(clerk: Client, departments) -> None:
    page = PolicyDocumentFactory(record_owner=departments[0])

    assert clerk.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


def test_new_record_belongs_to_the_clerks_department(clerk: Client, departments) -> None:
    address = reverse("wagtailadmin_pages:add", args=["policies", "applicationnotice", listing_for("notices").pk])
    form = clerk.get(address).context["form"]

    assert form.initial["record_owner"] == departments[0].pk
    assert list(form.fields["record_owner"].queryset) == [departments[0]]
    assert not ApplicationNotice.objects.exists()


def test_list_itself_is_not_the_clerks(clerk: Client) -> None:
    listing = listing_for("policies")

    clerk.post(reverse("wagtailadmin_pages:edit", args=[listing.pk]), {"title": "改掉"}, follow=True)

    assert not listing.permissions_for_user(clerk.user).can_edit()
    assert listing.permissions_for_user(clerk.user).can_add_subpage()
    assert listing_for("policies").title == listing.title


def test_membership_that_ended_opens_nothing(clerk: Client, departments) -> None:
    page = PolicyDocumentFactory(record_owner=departments[0])
    clerk.user.memberships.update(valid_to=dt.date(2020, 1, 1))

    assert clerk.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 302
