"""Factory of ServiceGuide."""

from portal.guides.models import ServiceGuide
from tests.factories.pages import RecordFactory


class ServiceGuideFactory(RecordFactory):
    """A ServiceGuide, published through the same verb as an importer's."""

    class Meta:
        model = ServiceGuide
