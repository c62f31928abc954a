"""The editing form of every record: it belongs to a department for which its editor acts."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import WagtailAdminPageForm

from portal.accounts.reach import Reach, reach_of
from portal.taxonomy.models import Organisation

OWNER = "record_owner"


class RecordForm(WagtailAdminPageForm):
    """Offers the editor's own departments as owner, the first of them for a new record."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reach = reach_of(self.for_user) if self.for_user else Reach(True, ())
        self.limited = bool(reach.parts) and OWNER in self.fields
        if not self.limited:
            return
        own = Organisation.objects.filter(pk__in=reach.organisations)
        self.fields[OWNER].queryset = own
        if not (self.instance.pk or self.instance.record_owner_id):
            first = self.for_user.memberships.current().order_by("pk").first()
            self.initial[OWNER] = first.organisation_id if first else None

    def clean_record_owner(self) -> Organisation | None:
        """Never nobody's, so that no record escapes its department."""
        owner: Organisation | None = self.cleaned_data.get(OWNER)
        if self.limited and owner is None:
            raise ValidationError(_("Choose your department: a record without an owner belongs to everybody."))
        return owner
