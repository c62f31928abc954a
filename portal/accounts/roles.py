"""The seven roles of the back-office as groups with their permissions; made by `manage.py ensure_roles`."""

from dataclasses import dataclass, field

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from portal.accounts import separation as names
from portal.accounts.models import Membership
from portal.publication.kinds import KINDS

ENTER = "wagtailadmin.access_admin"
FILES = ("add_image", "choose_image", "add_document", "choose_document")
ALL_FILES = (*FILES, "change_image", "change_document")


def _all(app: str, *models: str, verbs: tuple[str, ...] = ("view", "add", "change", "delete")) -> tuple[str, ...]:
    return tuple(f"{app}.{verb}_{model}" for model in models for verb in verbs)


VOCABULARY = _all(
    "taxonomy", "organisation", "level", "region", "field", "supportform", "industry", "size", "growthstage",
    verbs=("view", "add", "change"),
)  # fmt: skip
# Corrections come to a department by membership; permission for them is permission for everybody's.
DESK = _all("intake", "upload", "columnmapping")
EVERY_CORRECTION = _all("corrections", "correction", verbs=("view", "change"))


@dataclass(frozen=True)
class Role:
    """`pages` are Wagtail's page permissions on every list, `site` those on the home page; `files` on the root
    collection. `membership` is what somebody invited in this role may do for the organisation; "" for none."""

    group: str
    pages: tuple[str, ...] = ()
    site: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    others: tuple[str, ...] = field(default=())
    membership: str = ""


ROLES: dict[str, Role] = {
    "clerk": Role(
        names.CLERK, pages=("add", "change"), files=FILES, others=DESK, membership=Membership.Role.EDITOR
    ),
    "reviewer": Role(
        names.REVIEWER, pages=("change", "lock", "unlock"), files=FILES, others=DESK, membership=Membership.Role.EDITOR
    ),
    "publisher": Role(
        names.PUBLISHER, pages=("add", "change", "publish", "lock", "unlock"), files=FILES, others=DESK,
        membership=Membership.Role.APPROVER,
    ),
    "keeper": Role(
        names.KEEPER, pages=(), site=("add", "change", "publish", "lock", "unlock", "bulk_delete"), files=ALL_FILES,
        others=(
            *DESK, *EVERY_CORRECTION, *VOCABULARY, *_all("search", "synonymgroup", "bestbet"), "search.view_searched",
            *_all("wagtailredirects", "redirect"), *_all("wagtailcore", "workflow", "task", "collection"),
            *_all("sources", "source"), "review.publish_incomplete", *_all("corrections", "departmentmailbox"),
        ),
        membership=Membership.Role.ADMINISTRATOR,
    ),
    "system": Role(
        names.SYSTEM, others=(*_all("accounts", "user"), *_all("wagtailcore", "site", verbs=("view", "add", "change")))
    ),
    "security": Role(
        names.SECURITY,
        others=(
            "accounts.view_user", "accounts.change_user", *_all("accounts", "membership"), *_all("auth", "group"),
            *_all("subscribers", "subscriber", "apikey"),
        ),
    ),
    "audit": Role(names.AUDIT, others=("accounts.view_signin",)),
}  # fmt: skip


@transaction.atomic
def ensure_roles() -> int:
    """Make the groups that are missing and give each its permissions; what staff added to one stays.

    Returns how many groups were made. Lists that are made later get theirs at the next run.
    """
    made = 0
    for role in ROLES.values():
        group, created = Group.objects.get_or_create(name=role.group)
        made += created
        group.permissions.add(*_permissions((ENTER, *role.others)))
        _give_pages(group, role)
        _give_files(group, role.files)
    return made


def _permissions(wanted: tuple[str, ...]) -> list[Permission]:
    """The permissions of these names; an app that is not installed has none."""
    pairs = {tuple(name.split(".", 1)) for name in wanted}
    rows = Permission.objects.filter(codename__in=[codename for _app, codename in pairs]).select_related("content_type")
    return [row for row in rows if (row.content_type.app_label, row.codename) in pairs]


def _give_pages(group: Group, role: Role) -> None:
    lists = Page.objects.filter(depth=3, slug__in=KINDS) if role.pages else Page.objects.none()
    home = Page.objects.filter(depth=2) if role.site else Page.objects.none()
    for pages, verbs in ((lists, role.pages), (home, role.site)):
        for permission in _page_permissions(verbs):
            for page in pages:
                GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def _page_permissions(verbs: tuple[str, ...]) -> list[Permission]:
    codenames = [f"{verb}_page" for verb in verbs]
    return list(Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=codenames))


def _give_files(group: Group, codenames: tuple[str, ...]) -> None:
    root = Collection.get_first_root_node()
    for permission in Permission.objects.filter(
        content_type__app_label__in=("wagtailimages", "wagtaildocs"), codename__in=codenames
    ):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)
