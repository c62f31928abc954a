"""Codes of the public forms in the reader's words; vocabularies that editors keep are portal.taxonomy's."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.disclosures import choices as disclosures
from portal.guides import choices as guides
from portal.pages import choices as pages
from portal.policies import choices as policies
from portal.publication.kinds import KINDS
from portal.windows.models import HappeningKind
from search.filters.facets import STATUS_LABELS

Words = Mapping[str, str | Promise]

# A status is told in the words of what the window is for: an activity is not applied for.
STATUS_BY_KIND: dict[str, Words] = {
    # Translators: 报名中 / 报名即将截止 / 报名已截止 / 报名未开始
    "activities": {
        "open": _("registration open"),
        "closing_soon": _("registration closing soon"),
        "closed": _("registration closed"),
        "upcoming": _("registration not open yet"),
    },
    # Translators: 进行中 / 即将结束 / 已结束
    "disclosures": {"open": _("under way"), "closing_soon": _("ending soon"), "closed": _("ended")},
}
WINDOW_PURPOSE: Words = {
    "apply": _("Period for application"),
    "register": _("Period for registration"),
    "object": _("Period of publicity"),
    "comment": _("Period for comments"),
    "claim": _("Period for claims"),
}
WITHDRAWAL: Words = {
    "merged": _("It was merged into another record."),
    "replaced": _("It was replaced by another record."),
    "issued_in_error": _("It was issued in error."),
    "not_public": _("It is not public."),
    "retention_over": _("The time for which it is kept is over."),
    "unspecified": _("It was withdrawn."),
}
UNIT: Words = {
    "workday": _("working days"),
    "calendar_day": _("days"),
    "month": pgettext_lazy("unit of a time limit", "months"),
}

WORDS: dict[str, Words] = {
    "status": STATUS_LABELS,
    **{f"status of {kind}": {**STATUS_LABELS, **words} for kind, words in STATUS_BY_KIND.items()},
    "happening": dict(HappeningKind.choices),
    "window": WINDOW_PURPOSE,
    "withdrawal": WITHDRAWAL,
    "unit": UNIT,
    "kind": {name: kind.label for name, kind in KINDS.items()},
    "validity": dict(policies.Validity.choices),
    "document_class": dict(policies.DocumentClass.choices),
    "relation": dict(policies.RelationKind.choices),
    "category": dict(policies.Category.choices),
    "mode": dict(policies.Mode.choices),
    "selection": dict(policies.Selection.choices),
    "stacking": dict(policies.StackingRule.choices),
    "purpose": dict(policies.ItemPurpose.choices),
    "form": dict(policies.InterpretationForm.choices),
    "condition": dict(pages.ConditionKind.choices),
    "role": dict(pages.RoleName.choices),
    "disclosure_type": dict(disclosures.DisclosureType.choices),
    "act": dict(disclosures.Act.choices),
    "service_kind": dict(guides.ServiceKind.choices),
    "subject": dict(guides.Subject.choices),
}


def word(scheme: str, code: str | None) -> str:
    """The words for a code, "" for none; an unknown code is its own word. Raises KeyError for an unknown scheme."""
    return str(WORDS[scheme].get(code, code)) if code else ""
