"""Drops the cached vocabulary when a term changes."""

from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver

from portal.taxonomy import vocabulary
from portal.taxonomy.models import Region, Term


@receiver([post_save, post_delete], dispatch_uid="taxonomy.term_changed")
def term_changed(sender, **kwargs):
    """A term was saved or deleted; fixtures (`raw`) count too."""
    if issubclass(sender, Term):
        vocabulary.changed()


@receiver(m2m_changed, sender=Region.within.through, dispatch_uid="taxonomy.park_moved")
def park_moved(sender, action, **kwargs):
    """A park's divisions changed."""
    if action.startswith("post_"):
        vocabulary.changed()
