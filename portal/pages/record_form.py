"""The editing form of every record: it belongs to a department for which its editor acts."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.forms.pages import WagtailAdminPageForm

from portal.accounts.reach import Reach, reach_of
from portal.pages.choices import Visibility
from portal.taxonomy.models import Organisation

# Django wants the first value of such a field in a hidden one beside it, which Wagtail's forms do not show: without
# this it counts as changed in every form, and approving a record as editing it.
register_form_field_override(models.JSONField, override={"show_hidden_initial": False})

OWNER = "record_owner"
VISIBILITY = "visibility"


class RecordForm(WagtailAdminPageForm):
    """Offers the editor's own departments as owner, the first of them for a new record."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._ask_visibility()
        reach = reach_of(self.for_user) if self.for_user else Reach(True, ())
        self.limited = bool(reach.parts) and OWNER in self.fields
        if not self.limited:
            return
        own = Organisation.objects.filter(pk__in=reach.organisations)
        self.fields[OWNER].queryset = own
        if not (self.instance.pk or self.instance.record_owner_id):
            first = self.for_user.memberships.current().order_by("pk").first()
            self.initial[OWNER] = first.organisation_id if first else None

    def _ask_visibility(self) -> None:
        """公开属性 is chosen, not assumed: a new record's is empty until somebody did."""
        if VISIBILITY not in self.fields:
            return
        self.fields[VISIBILITY].choices = [("", "—"), *Visibility.choices]
        if self.instance.pk is None and not self.is_bound:
            self.initial[VISIBILITY] = ""

    def clean_record_owner(self) -> Organisation | None:
        """Never nobody's, so that no record escapes its department."""
        owner: Organisation | None = self.cleaned_data.get(OWNER)
        if self.limited and owner is None:
            raise ValidationError(_("Choose your department: a record without an owner belongs to everybody."))
        return owner
