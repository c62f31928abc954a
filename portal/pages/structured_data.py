"""schema.org descriptions: what every kind says alike. They are made from the public form alone; what it lacks is left
out, nothing is guessed."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from portal.pages.paths import permalink
from portal.publication.addresses import absolute
from portal.taxonomy.vocabulary import label

Form = Mapping[str, Any]
Described = dict[str, Any]

VOCABULARY = "https://schema.org"
LANGUAGE = "zh-CN"
# What a description of one record may carry of long texts.
LONGEST_TEXT = 300


def described(type_name: str, **members: Any) -> Described:
    """`members` as a thing of that type; what is None or empty is left out."""
    kept = {name: plain(value) for name, value in members.items()}
    return {"@type": type_name, **{name: value for name, value in kept.items() if value not in (None, "", [], {})}}


def plain(value: Any) -> Any:
    """Translated words as text, a list without its empty members."""
    if isinstance(value, Promise):
        return str(value)
    if isinstance(value, list):
        return [member for member in value if member]
    return value


def statement(thing: Described) -> Described:
    """A description that stands by itself on a page."""
    return {"@context": VOCABULARY, **thing}


def record(type_name: str, form: Form, **members: Any) -> Described:
    """A record of the portal: name, summary and addresses of its public form, then `members`."""
    return described(
        type_name,
        **{"@id": absolute(permalink(form["id"]))},
        url=absolute(form["url"]),
        name=form["title"],
        description=shortened(form.get("summary")),
        **members,
    )


def work(type_name: str, form: Form, **members: Any) -> Described:
    """A record that is a text: with language, dates, where it applies, who publishes it and where it came from."""
    source = form.get("source") or {}
    return record(
        type_name,
        form,
        inLanguage=LANGUAGE,
        datePublished=form.get("published_on"),
        spatialCoverage=areas(form),
        about=[label("field", code) for code in form.get("field", ())],
        publisher=site_sponsor(),
        isBasedOn=source.get("url"),
        sourceOrganization=described("Organization", name=source["name"]) if source.get("name") else None,
        **members,
    )


def shortened(text: str | None) -> str | None:
    """The beginning of a text."""
    return text if not text or len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


def areas(form: Form) -> list[Described]:
    """Where the record applies."""
    return [
        described("AdministrativeArea", name=label("region", code), identifier=code) for code in form.get("region", ())
    ]


def bodies(form: Form, *roles: str) -> list[Described]:
    """The bodies of the first of these roles that has any."""
    held = form.get("roles") or {}
    return next((organisations(held[role]) for role in roles if held.get(role)), [])


def organisations(entries: Iterable[Form]) -> list[Described]:
    """Bodies of a public form; one that we know by name alone has no id."""
    return [described("Organization", **_named(entry), name=entry["name"]) for entry in entries]


def _named(entry: Form) -> dict[str, str]:
    return {"@id": f"urn:uuid:{entry['id']}"} if entry.get("id") else {}


def owner(form: Form) -> Described | None:
    """The body that keeps the record, else None."""
    return organisations([form["owner"]])[0] if form.get("owner") else None


def references(type_name: str, entries: Iterable[Form]) -> list[Described]:
    """Other records as the form names them: with addresses where we hold them, else as printed."""
    return [
        described(
            type_name,
            **({"@id": absolute(permalink(entry["id"]))} if entry.get("id") else {}),
            url=absolute(entry["url"]) if entry.get("url") else None,
            name=entry.get("title") or entry.get("doc_number"),
        )
        for entry in entries
    ]


def files(form: Form) -> list[Described]:
    """Attachments as media objects."""
    return [
        described(
            "MediaObject",
            name=entry["name"],
            contentUrl=absolute(entry["url"]) if entry["url"] else None,
            encodingFormat=entry["media_type"],
            contentSize=str(entry["bytes"]) if entry["bytes"] is not None else None,
            sha256=entry["sha256"],
        )
        for entry in form.get("attachments", ())
    ]


def phones(form: Form) -> list[Described]:
    """Whom to ask."""
    return [
        described("ContactPoint", name=entry["name"], telephone=entry["phone"])
        for entry in form.get("contact") or ()
        if entry.get("phone")
    ]


def site_sponsor() -> Described:
    """The body whose site this is; the site's own name until the operator gives it."""
    name = settings.SITE_IDENTITY.get("sponsor") or settings.WAGTAIL_SITE_NAME
    return described("Organization", name=name, url=absolute("/"))


def site() -> Described:
    """The portal as a whole."""
    return described(
        "WebSite", **{"@id": absolute("/#site")}, name=settings.WAGTAIL_SITE_NAME, url=absolute("/"),
        inLanguage=LANGUAGE, publisher=site_sponsor(),
    )  # fmt: skip


def breadcrumbs(*steps: tuple[str | Promise, str]) -> Described:
    """The way from the home page to a page: names and site paths of the steps after the home page."""
    way = [(_("Home"), "/"), *steps]
    return described(
        "BreadcrumbList",
        itemListElement=[
            described("ListItem", position=number, name=name, item=absolute(path))
            for number, (name, path) in enumerate(way, 1)
        ],
    )
