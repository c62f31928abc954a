"""Wagtail's signals, brought to the log: publish, unpublish, delete, move, restriction."""

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction, Revision
from wagtail.signals import page_published, page_unpublished, post_page_move

from portal.pages.gate import check
from portal.pages.models import PortalPage
from portal.publication import record as log


@receiver(post_save)
def on_created(sender: type, instance: Any, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """A page that is added live and an alias come without any signal of Wagtail's; an alias says what passed before."""
    if created and not raw and isinstance(instance, PortalPage) and instance.live:
        if instance.alias_of_id is None:
            check(instance)
        log.record(instance)


@receiver(page_published)
def on_published(sender: type, instance: Page, revision: Revision | None = None, **kwargs: Any) -> None:
    """The page itself; and, when a page above others was renamed, everything whose address changed with it.

    Wagtail sends this too when a page that is not live yet is only scheduled. What the gate refuses is raised here:
    everything around it rolls back.
    """
    page = instance.specific
    if isinstance(page, PortalPage):
        if page.live:
            check(page, revision=revision, due=bool(revision and revision.approved_go_live_at))
        page.derive()
        log.record(page, change_note=page.change_note, significant=page.significant)
        if page.live and (page.change_note or page.significant):
            spend_note(page, revision)
    if page.numchild:
        record_tree(page)


def spend_note(page: PortalPage, revision: Revision | None) -> None:
    """A note belongs to one publication: taken from page and revision, it cannot be told of a later one."""
    nothing = {"change_note": "", "significant": False}
    type(page).objects.filter(pk=page.pk).update(**nothing)
    if revision:
        Revision.objects.filter(pk=revision.pk).update(content={**revision.content, **nothing})


@receiver(post_save, sender=Revision)
def on_scheduled(sender: type, instance: Revision, **kwargs: Any) -> None:
    """A revision with an approved time will be published: what it lacks is said now, not at midnight."""
    if instance.approved_go_live_at and isinstance(page := instance.as_object(), PortalPage):
        check(page, revision=instance)


@receiver(page_unpublished)
def on_unpublished(sender: type, instance: Page, **kwargs: Any) -> None:
    """A plain unpublish gives no reason; the withdrawal verb gave one before."""
    page = instance.specific
    if isinstance(page, PortalPage):
        log.withdraw(page.permanent_id)


@receiver(pre_delete)
def on_delete(sender: type, instance: Any, **kwargs: Any) -> None:
    """Every deleted page, whether alone or with its tree: Django sends this for each record's own table."""
    if isinstance(instance, PortalPage):
        log.withdraw(instance.permanent_id)


@receiver(post_page_move)
def on_moved(sender: type, instance: Page, **kwargs: Any) -> None:
    """The page and all below it have new addresses."""
    record_tree(instance, inclusive=True)


@receiver([post_save, post_delete], sender=PageViewRestriction)
def on_restriction(sender: type, instance: PageViewRestriction, **kwargs: Any) -> None:
    """A restriction withdraws the page and all below it; its removal publishes them again."""
    if instance.page_id and Page.objects.filter(pk=instance.page_id).exists():
        record_tree(instance.page, inclusive=True)


def record_tree(page: Page, *, inclusive: bool = False) -> None:
    """Record every live record of a page's tree whose public form may have changed."""
    for found in page.get_descendants(inclusive=inclusive).live().specific().iterator():
        if isinstance(found, PortalPage):
            log.record(found)
