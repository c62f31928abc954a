"""One function a kind: a page, unsaved or not, says what another portal's detail form says."""

from collections.abc import Callable
from typing import Any

from portal.activities.models import Activity, ActivityAttachment, ActivityContact, ActivityRole, ActivityWindow
from portal.disclosures.models import (
    Disclosure,
    DisclosureAttachment,
    DisclosureContact,
    DisclosureEntry,
    DisclosureRole,
    DisclosureWindow,
)
from portal.guides.models import GuideAttachment, GuideCondition, GuideMaterial, GuideRole, ServiceGuide
from portal.importers.lines import Refused
from portal.importers.lookups import Lookups
from portal.pages.models import PortalPage
from portal.sources.forms import parts
from portal.sources.forms.parts import Form, day, member, members, strings, text
from portal.sources.forms.policies import fill_document, fill_interpretation, fill_notice, fill_scheme

Fill = Callable[[Any, Form, Lookups, str], None]


def fill_guide(page: ServiceGuide, form: Form, lookups: Lookups, origin: str) -> None:
    """A service guide."""
    parts.fill_common(page, form, lookups)
    for name, limit in (("service_code", 64), ("service_kind", 32), ("catalogue_name", 500), ("consult_phone", 500)):
        setattr(page, name, text(form, name, limit))
    for name in ("complaint_phone", "platform", "conditions_text", "place", "apply_url"):
        setattr(page, name, text(form, name, 255 if name in ("complaint_phone", "platform") else None))
    page.subjects, page.themes = strings(member(form, "audience"), "subject"), strings(form, "themes")
    page.visits = parts.count(form, "visits")
    page.online_booking, page.courier = parts.yes_or_no(form, "online_booking"), parts.yes_or_no(form, "courier")
    for name in ("legal", "promised"):
        limit_of = member(form, f"{name}_time_limit")
        setattr(page, f"{name}_limit_value", parts.count(limit_of, "value"))
        setattr(page, f"{name}_limit_unit", text(limit_of, "unit"))
    page.roles = parts.roles(GuideRole, form, lookups, "competent", "receiving")
    page.conditions = parts.conditions(GuideCondition, form)
    page.materials = parts.materials(GuideMaterial, form)
    page.attachments = parts.attachments(GuideAttachment, form, origin)
    page.steps = parts.article_text(form, origin)


def fill_disclosure(page: Disclosure, form: Form, lookups: Lookups, origin: str) -> None:
    """A disclosure with its list."""
    parts.fill_common(page, form, lookups)
    page.disclosure_type, page.act = text(form, "disclosure_type", 24), text(form, "act", 16)
    page.published_month, page.title_truncated = text(form, "published_month", 7), form.get("title_truncated") is True
    page.objection_channel = text(form, "objection_channel")
    page.windows = parts.windows(DisclosureWindow, form, members(form, "windows"))
    page.roles = parts.roles(DisclosureRole, form, lookups, "issuing", "competent")
    page.contacts = parts.contacts(DisclosureContact, form)
    page.attachments = parts.attachments(DisclosureAttachment, form, origin)
    page.entries = [
        DisclosureEntry(
            permanent_id=parts.part_id(form, one), name_as_printed=text(one, "name_as_printed", 500),
            uscc=text(one, "uscc", 18), certificate_no=text(one, "certificate_no", 64), valid_to=day(one, "valid_to"),
            amount=parts.number(one, "amount"), note=text(one, "note", 500), sort_order=order,
        )
        for order, one in enumerate(members(form, "entries"))
    ]  # fmt: skip
    page.body = parts.article_text(form, origin)


def fill_activity(page: Activity, form: Form, lookups: Lookups, origin: str) -> None:
    """An activity."""
    parts.fill_common(page, form, lookups)
    for name in ("starts_at", "ends_at", "cancelled_at"):
        setattr(page, name, parts.instant(form, name))
    page.place, page.online_url = text(form, "place", 500), text(form, "online_url", 1000)
    page.capacity, page.cancel_reason = parts.count(form, "capacity"), text(form, "cancel_reason", 500)
    page.windows = parts.windows(ActivityWindow, form, members(form, "windows"))
    page.roles = parts.roles(ActivityRole, form, lookups, "competent", "receiving")
    page.contacts = parts.contacts(ActivityContact, form)
    page.attachments = parts.attachments(ActivityAttachment, form, origin)
    page.body = parts.article_text(form, origin)


FILLS: dict[type[PortalPage], Fill] = {fill.__annotations__["page"]: fill for fill in (  # the page's own kind decides
    fill_document, fill_scheme, fill_notice, fill_interpretation, fill_guide, fill_disclosure, fill_activity
)}  # fmt: skip
_MODELS = {(model.kind, model.subtype): model for model in FILLS}
KINDS = tuple(dict.fromkeys(kind for kind, _subtype in _MODELS))


def model_of(kind: str, form: Form) -> type[PortalPage]:
    """The page model of a form; raises Refused for one that is made of references to other records."""
    subtype = "scheme" if kind == "policy-products" and form.get("type") == "scheme" else ""
    if (kind, subtype) not in _MODELS:
        raise Refused("put together from other records: it is not taken over")
    return _MODELS[kind, subtype]
