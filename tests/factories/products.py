"""Factory of PolicyProduct."""

from portal.policies.models import PolicyProduct
from tests.factories.pages import RecordFactory


class PolicyProductFactory(RecordFactory):
    """A PolicyProduct, published through the same verb as an importer's."""

    class Meta:
        model = PolicyProduct
