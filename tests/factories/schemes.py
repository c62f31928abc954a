"""Factory of Scheme."""

from portal.policies.models import Scheme
from tests.factories.pages import RecordFactory


class SchemeFactory(RecordFactory):
    """A Scheme, published through the same verb as an importer's."""

    class Meta:
        model = Scheme
