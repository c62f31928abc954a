"""Factory of Activity."""

from portal.activities.models import Activity
from tests.factories.pages import RecordFactory


class ActivityFactory(RecordFactory):
    """A Activity, published through the same verb as an importer's."""

    class Meta:
        model = Activity
