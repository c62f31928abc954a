"""Every field that an editor fills in has words under it, in every kind and in every part of one."""

import pytest
from django.utils import translation
from wagtail.admin.panels import FieldPanel, InlinePanel

from portal.pages.models import PortalPage

KINDS = [model for model in PortalPage.__subclasses__() if not model._meta.abstract]


def unexplained(panel, trail):
    """`trail.field` of every field and list of parts below this bound-to-model panel that has no help text."""
    if isinstance(panel, InlinePanel):
        if not panel.help_text and trail.count(".") == 0:
            yield f"{trail}.{panel.relation_name}"
        yield from unexplained(panel.child_edit_handler, f"{trail}.{panel.relation_name}")
    elif isinstance(panel, FieldPanel):
        if not (panel.help_text or panel.db_field.help_text):
            yield f"{trail}.{panel.field_name}"
    else:
        for child in getattr(panel, "children", ()):
            yield from unexplained(child, trail)


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)
def test_every_field_has_a_help_text(model):
    with translation.override("en"):
        assert list(unexplained(model.get_edit_handler(), model.__name__)) == []


def test_all_kinds_are_looked_at():
    assert len(KINDS) == 9
