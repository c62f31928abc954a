"""Wagtail's signals, brought to the log: publish, unpublish, delete, move, restriction."""

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from portal.pages.models import PortalPage
from portal.publication import record as log


@receiver(page_published)
def on_published(sender: type, instance: Page, **kwargs: Any) -> None:
    """The page itself; and, when a page above others was renamed, everything whose address changed with it."""
    page = instance.specific
    if isinstance(page, PortalPage):
        page.derive()
        log.record(page)
    if page.numchild:
        record_tree(page)


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
