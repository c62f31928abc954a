"""Pages together: deleted, moved, renamed with their parent, restricted."""

from wagtail.models import Page, PageViewRestriction
from wagtail.test.utils.form_data import nested_form_data

from portal.home.models import HomePage
from portal.publication.transaction import transaction
from tests.factories.documents import PolicyDocumentFactory
from tests.journeys.doors.ways import (
    WITHDRAWAL,
    Way,
    bulk,
    draft,
    each,
    empty,
    post,
    second_listing,
    two,
)


def delete_one() -> Way:
    page = PolicyDocumentFactory()
    return Way(post("wagtailadmin_pages:delete", page.pk, **WITHDRAWAL), each("withdrawn", page), WITHDRAWAL)


def delete_a_tree() -> Way:
    first, second = two()
    go = post("wagtailadmin_pages:delete", first.get_parent().pk, **WITHDRAWAL)
    return Way(go, each("withdrawn", first, second), WITHDRAWAL)


def bulk_publish() -> Way:
    first, second = draft("甲"), draft("乙")
    return Way(bulk("publish", first, second), each("published", first, second))


def bulk_unpublish() -> Way:
    first, second = two()
    return Way(bulk("unpublish", first, second, **WITHDRAWAL), each("withdrawn", first, second), WITHDRAWAL)


def bulk_unpublish_with_descendants() -> Way:
    first, second = two()
    go = bulk("unpublish", first.get_parent(), include_descendants="on", **WITHDRAWAL)
    return Way(go, each("withdrawn", first, second), WITHDRAWAL)


def bulk_delete() -> Way:
    first, second = two()
    return Way(bulk("delete", first, second, **WITHDRAWAL), each("withdrawn", first, second), WITHDRAWAL)


def bulk_move() -> Way:
    (first, second), target = two(), second_listing()
    return Way(bulk("move", first, second, chooser=target.pk), each("moved", first, second))


def move() -> Way:
    page, target = PolicyDocumentFactory(), second_listing()
    return Way(post("wagtailadmin_pages:move_confirm", page.pk, target.pk), each("moved", page))


def move_of_a_parent() -> Way:
    """To another home page, whose addresses are others."""
    first, second = two()
    site = Page.objects.get(depth=2)
    home = site.get_parent().add_child(instance=HomePage(title="新首页", slug="new-home"))
    return Way(post("wagtailadmin_pages:move_confirm", first.get_parent().pk, home.pk),
               each("withdrawn", first, second))  # fmt: skip


def rename_of_a_parent() -> Way:
    first, second = two()
    listing = first.get_parent().specific
    form = nested_form_data({"title": listing.title, "slug": "documents", "kind": listing.kind, "comments": empty()})
    return Way(post("wagtailadmin_pages:edit", listing.pk, **form, **{"action-publish": "yes"}),
               each("moved", first, second))  # fmt: skip


def restrict() -> Way:
    page = PolicyDocumentFactory()
    return Way(post("wagtailadmin_pages:set_privacy", page.pk, restriction_type="login"), each("withdrawn", page),
               {"reason": "not_public"})  # fmt: skip


def restrict_a_parent() -> Way:
    first, second = two()
    return Way(post("wagtailadmin_pages:set_privacy", first.get_parent().pk, restriction_type="login"),
               each("withdrawn", first, second), {"reason": "not_public"})  # fmt: skip


def lift_a_restriction() -> Way:
    page = PolicyDocumentFactory()
    with transaction():
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    return Way(post("wagtailadmin_pages:set_privacy", page.pk, restriction_type="none"), each("published", page))


def lift_a_parents_restriction() -> Way:
    first, second = two()
    with transaction():
        PageViewRestriction.objects.create(page=first.get_parent(), restriction_type="login")
    return Way(post("wagtailadmin_pages:set_privacy", first.get_parent().pk, restriction_type="none"),
               each("published", first, second))  # fmt: skip
