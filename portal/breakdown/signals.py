"""What follows a publication or a withdrawal: links by number, and the public form of what rests on a document."""

from typing import Any

from django.db import transaction
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from portal.breakdown.relating import linkable
from portal.jobs.queue import enqueue_once
from portal.policies.models import PolicyDocument, Scheme
from portal.publication import record as log

LINK = "breakdown.link"


@receiver(page_published)
def on_published(sender: type, instance: Page, **kwargs: Any) -> None:
    """Only asks for the job: linking publishes other records, which is not for the request of an editor."""
    page = instance.specific
    if isinstance(page, PolicyDocument | Scheme) and page.live and linkable(page):
        transaction.on_commit(lambda: enqueue_once(LINK))


@receiver(page_unpublished)
def on_unpublished(sender: type, instance: Page, **kwargs: Any) -> None:
    """What a withdrawn document repealed is in force again."""
    _record_dependents(instance.specific)


@receiver(pre_delete, sender=PolicyDocument)
def on_deleted(sender: type, instance: PolicyDocument, **kwargs: Any) -> None:
    """The same of a deleted one."""
    _record_dependents(instance)


def _record_dependents(page: Any) -> None:
    if isinstance(page, PolicyDocument):
        for dependent in page.dependents():
            log.record(dependent)
