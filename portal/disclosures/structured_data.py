"""A disclosure in schema.org's words. The names in its list stay in the page and the API: they are no mark-up."""

from portal.disclosures.choices import DisclosureType
from portal.pages.structured_data import Described, Form, bodies, files, owner, references, work


def disclosure(form: Form) -> Described:
    """An article of its section, which expires when one can no longer object or comment."""
    kind = form["disclosure_type"]
    return work(
        "Article",
        form,
        headline=form["title"],
        articleSection=DisclosureType(kind).label if kind in DisclosureType.values else None,
        author=bodies(form, "issuing", "competent") or owner(form),
        expires=form.get("closes_at"),
        mentions=[*references("Legislation", form["policies"]), *references("GovernmentService", form["schemes"])],
        associatedMedia=files(form),
    )
