"""A service guide in schema.org's words."""

from portal.guides.choices import ServiceKind, Subject
from portal.pages.structured_data import Described, Form, areas, bodies, described, files, record

# ISO 8601 durations know no working days: a limit in those is left to the page.
DESIGNATORS = {"calendar_day": "D", "month": "M"}


def guide(form: Form) -> Described:
    """A guide as the service that it guides to."""
    kind = form["service_kind"]
    return record(
        "GovernmentService",
        form,
        identifier=form["service_code"],
        serviceType=ServiceKind(kind).label if kind in ServiceKind.values else None,
        provider=bodies(form, "competent"),
        serviceOperator=bodies(form, "receiving"),
        areaServed=areas(form),
        audience=[
            described("Audience", audienceType=Subject(code).label)
            for code in form["audience"]["subject"] or ()
            if code in Subject.values
        ],
        availableChannel=_channel(form),
        subjectOf=files(form),
    )


def _channel(form: Form) -> Described | None:
    phone, place = form["consult_phone"], form["place"]
    found = described(
        "ServiceChannel",
        serviceUrl=form["apply_url"],
        servicePhone=described("ContactPoint", telephone=phone) if phone else None,
        serviceLocation=described("Place", name=place) if place else None,
        processingTime=_duration(form["promised_time_limit"] or form["legal_time_limit"]),
    )
    return found if len(found) > 1 else None


def _duration(limit: Form | None) -> str | None:
    return f"P{limit['value']}{DESIGNATORS[limit['unit']]}" if limit and limit["unit"] in DESIGNATORS else None
