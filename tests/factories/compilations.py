"""Factory of Compilation."""

from portal.policies.models import Compilation
from tests.factories.pages import RecordFactory


class CompilationFactory(RecordFactory):
    """A Compilation, published through the same verb as an importer's."""

    class Meta:
        model = Compilation
