"""Why something public is taken down, and where its readers go instead: asked wherever a page goes away."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from portal.pages.models import PortalPage
from portal.publication import record as log
from portal.publication.models import PublishedItem

# The reasons an editor may give (portal.publication.record.WITHDRAWAL_REASONS); "unspecified" is what programs say.
REASONS: dict[str, Promise] = {
    "replaced": _("Replaced by another record"),
    "merged": _("Merged into another record: it was there twice"),
    "issued_in_error": _("Published by mistake: what was said is removed from the open data, too"),
    "not_public": _("Must not be public: what was said is removed from the open data, too"),
    "retention_over": _("Its time is over, it is kept no longer"),
}
NEED_SUCCESSOR = frozenset({"replaced", "merged"})


class WithdrawalForm(forms.Form):
    """Reason, successor, note. `records` are those that the public would lose; with none nothing is asked."""

    reason = forms.ChoiceField(label=_("Why is it withdrawn?"), widget=forms.RadioSelect)
    successor = forms.ModelChoiceField(
        label=_("Which record takes its place?"),
        queryset=Page.objects.none(),
        required=False,
        help_text=_("Readers of the old address and followers of the open data are led there."),
    )
    note = forms.CharField(
        label=_("Note for the public"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One sentence; it stays beside the notice that the record was withdrawn."),
    )

    def __init__(self, *args: Any, records: Iterable[PortalPage] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.records = list(records)
        kinds = PortalPage.__subclasses__()
        self.fields["reason"].choices = list(REASONS.items())  # type: ignore[attr-defined]
        self.fields["reason"].required = bool(self.records)
        self.fields["successor"].queryset = Page.objects.live().type(*kinds)  # type: ignore[attr-defined]
        self.fields["successor"].widget = AdminPageChooser(target_models=kinds)

    def clean(self) -> dict[str, Any]:
        """A record that is replaced or merged says by which; nothing takes its own place, nor what goes with it."""
        cleaned: dict[str, Any] = super().clean() or {}
        successor = cleaned.get("successor")
        if successor and successor.pk in {record.pk for record in self.records}:
            self.add_error("successor", ValidationError(_("A record cannot take its own place: choose another one.")))
        elif cleaned.get("reason") in NEED_SUCCESSOR and not successor and "successor" not in self.errors:
            self.add_error("successor", ValidationError(_("Choose the record that takes its place.")))
        return cleaned

    def tell(self) -> None:
        """Tell the log why, before the pages go: Wagtail's own signals give no reason."""
        chosen = self.cleaned_data
        successor = chosen["successor"].specific.permanent_id if chosen.get("successor") else None
        for record in self.records:
            log.withdraw(record.permanent_id, reason=chosen["reason"], successor=successor, note=chosen["note"].strip())


def public_records(pages: Iterable[Page]) -> list[PortalPage]:
    """Those of the pages that the public can read as records."""
    found = [page for page in (page.specific for page in pages) if isinstance(page, PortalPage)]
    ids = [page.permanent_id for page in found]
    public = set(PublishedItem.objects.filter(pk__in=ids, live=True).values_list("pk", flat=True))
    return [page for page in found if page.permanent_id in public]


def leaving(pages: Iterable[Page], *, descendants: bool) -> list[PortalPage]:
    """The public records that go away with these pages: what lies below them, and aliases."""
    found: dict[int, Page] = {}
    for page in pages:
        tree = page.get_descendants(inclusive=True) if descendants else Page.objects.filter(pk=page.pk)
        aliases = Page.objects.filter(alias_of__in=tree.values("pk"))
        found |= {one.pk: one for one in (*tree, *aliases)}
    return public_records(found.values())
