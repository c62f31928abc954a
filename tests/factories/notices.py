"""Factory of ApplicationNotice."""

from portal.policies.models import ApplicationNotice
from tests.factories.pages import RecordFactory


class ApplicationNoticeFactory(RecordFactory):
    """A ApplicationNotice, published through the same verb as an importer's."""

    class Meta:
        model = ApplicationNotice
