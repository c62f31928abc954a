"""Factory of Interpretation."""

from portal.policies.models import Interpretation
from tests.factories.pages import RecordFactory


class InterpretationFactory(RecordFactory):
    """A Interpretation, published through the same verb as an importer's."""

    class Meta:
        model = Interpretation
