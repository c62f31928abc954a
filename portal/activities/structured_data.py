"""An activity in schema.org's words, where alone it is called an event."""

from portal.pages.structured_data import Described, Form, bodies, described, organisations, owner, record, references

SCHEDULED, CANCELLED = "https://schema.org/EventScheduled", "https://schema.org/EventCancelled"
OFFLINE, ONLINE, MIXED = (
    f"https://schema.org/{name}EventAttendanceMode" for name in ("Offline", "Online", "Mixed")
)  # fmt: skip


def activity(form: Form) -> Described:
    """An activity as an Event; a cancelled one stays, and says so."""
    return record(
        "Event",
        form,
        startDate=form["starts_at"],
        endDate=form["ends_at"],
        eventStatus=CANCELLED if form["cancelled_at"] else SCHEDULED,
        eventAttendanceMode=_mode(form),
        location=_location(form),
        organizer=_organizer(form),
        maximumAttendeeCapacity=form["capacity"],
        about=[*references("Legislation", form["policies"]), *references("GovernmentService", form["schemes"])],
    )


def _mode(form: Form) -> str | None:
    if form["online_url"]:
        return MIXED if form["place"] else ONLINE
    return OFFLINE if form["place"] else None


def _location(form: Form) -> list[Described]:
    place, address = form["place"], form["online_url"]
    return [
        *([described("Place", name=place, address=place)] if place else ()),
        *([described("VirtualLocation", url=address)] if address else ()),
    ]


def _organizer(form: Form) -> list[Described]:
    """The department, else who keeps the record, else whoever is named as contact."""
    named = [entry for entry in form["contact"] if entry["name"]]
    kept = owner(form)
    return bodies(form, "competent") or ([kept] if kept else organisations(named))
