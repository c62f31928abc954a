"""Factory of PolicyDocument."""

from portal.policies.models import PolicyDocument
from tests.factories.pages import RecordFactory


class PolicyDocumentFactory(RecordFactory):
    """A PolicyDocument, published through the same verb as an importer's."""

    class Meta:
        model = PolicyDocument
