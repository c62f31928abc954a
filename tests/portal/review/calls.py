"""A call that lacks nothing, as a draft; people who write and people who publish."""

import datetime as dt
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.test import Client
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, streamfield

from portal.accounts.models import Membership, User
from portal.home.tree import ensure_site_tree
from portal.pages.choices import RoleName
from portal.pages.tree import listing_for
from portal.policies.models import (
    ApplicationNotice,
    CallItem,
    CallWindow,
    NoticeContact,
    NoticeMaterial,
    NoticeRole,
    PolicyDocument,
)
from portal.policies.models.documents import DocumentRole
from portal.taxonomy.models import Organisation

CLOSES = dt.datetime(2027, 12, 31, 16, tzinfo=dt.UTC)


def owner() -> Organisation:
    return Organisation.objects.get_or_create(name="苏州市科学技术局")[0]


def complete_call(**given: Any) -> ApplicationNotice:
    """Unsaved; `given` replaces members."""
    body = owner()
    members: dict[str, Any] = {
        "title": "2027年高新技术企业培育申报通知",
        "record_owner": body,
        "conditions_text": "在本市注册满一年",
        "method": "登录平台填报",
        "items": [CallItem(name="培育入库", windows=[CallWindow(closes_at=CLOSES)])],
        "materials": [NoticeMaterial(name="申报书")],
        "roles": [NoticeRole(role=RoleName.RECEIVING, organisation=body, phone="0512-65241125")],
        "contacts": [NoticeContact(name="企业服务中心", phone="0512-65241125")],
    }
    return ApplicationNotice(**{**members, **given})


def complete_document(**given: Any) -> PolicyDocument:
    body = owner()
    members: dict[str, Any] = {
        "title": "关于支持企业创新的若干措施",
        "record_owner": body,
        "issued_on": dt.date(2026, 5, 1),
        "roles": [DocumentRole(role=RoleName.ISSUING, organisation=body)],
        "body": [{"type": "text", "value": "<p>支持企业创新。</p>"}],
    }
    return PolicyDocument(**{**members, **given})


def as_draft(page: Any, user: User | None = None) -> Any:
    """The page as a draft under its listing, with one revision by `user`."""
    ensure_site_tree()
    page.live = False
    listing_for(page.kind).add_child(instance=page)
    page.save_revision(user=user)
    return page


def person(name: str, group: str = "Moderators", *, forcing: bool = False) -> User:
    """An approver of the owning department in Wagtail's group."""
    user = User.objects.create_user(name, f"{name}@example.org", "not-a-default-1", first_name=name)
    user.groups.add(Group.objects.get(name=group))
    Membership.objects.create(user=user, organisation=owner(), role=Membership.Role.APPROVER)
    if forcing:
        user.user_permissions.add(Permission.objects.get(codename="publish_incomplete"))
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def rows(*found: dict[str, Any]) -> dict[str, Any]:
    """An inline formset's data: existing rows give their id."""
    forms = {str(number): {"ORDER": str(number + 1), "DELETE": "", **row} for number, row in enumerate(found)}
    existing = sum(1 for row in found if row.get("id"))
    return {"TOTAL_FORMS": len(found), "INITIAL_FORMS": existing, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000, **forms}


def document_form(page: Page | None = None, **given: Any) -> dict[str, Any]:
    """The editor's form of a document as it was loaded; `given` is what somebody typed or pressed."""
    body = owner()
    role = {"role": "issuing", "organisation": str(body.pk)}
    members: dict[str, Any] = {
        "title": "关于支持企业创新的若干措施", "slug": "measures", "visibility": "public", "preferential": "unknown",
        "record_owner": str(body.pk), "issued_on": "2026-05-01", "body": streamfield([]), "attachments": rows(),
        "relations": rows(), "comments": rows(), "roles": rows(role),
    }  # fmt: skip
    if page is not None:
        newest = Page.objects.get(pk=page.pk).get_latest_revision()
        members |= {"title": page.title, "slug": page.slug}
        members |= {"loaded_revision_id": newest.pk, "loaded_revision_created_at": newest.created_at.isoformat()}
        members["roles"] = rows(*({**role, "id": str(row.pk or "")} for row in newest.as_object().roles.all()))
    return nested_form_data({**members, **given})
