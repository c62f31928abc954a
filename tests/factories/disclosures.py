"""Factory of Disclosure."""

from portal.disclosures.models import Disclosure
from tests.factories.pages import RecordFactory


class DisclosureFactory(RecordFactory):
    """A Disclosure, published through the same verb as an importer's."""

    class Meta:
        model = Disclosure
