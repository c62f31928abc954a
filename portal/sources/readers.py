"""How a record of a source, as JSON, becomes what a page says; and the digest by which an unchanged one is known."""

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from portal.importers.blocks import number_blocks, stable_id
from portal.importers.kinds import IMPORT_KINDS
from portal.importers.lines import Refused
from portal.importers.lookups import Lookups
from portal.importers.source import digest as import_digest
from portal.importers.stream import article_value, stream_value
from portal.intake.filling import FILL
from portal.intake.proposal import Proposal
from portal.pages.models import PortalPage
from portal.sources.forms.kinds import FILLS, model_of
from portal.sources.forms.parts import member, text
from portal.sources.incoming import Incoming
from portal.sources.models import Form, Source
from portal.taxonomy.models import Organisation
from portal.taxonomy.names import normalise
from portal.taxonomy.organisations import find_by_name

# Members of a detail form that say nothing of the record itself, or change with the clock.
PASSING = {
    "version", "updated_at", "status", "opens_at", "closes_at", "validity", "url", "api_url", "permalink", "year",
    "owner", "operator", "example", "superseded_by", "current_notices", "packaged_in", "body_text", "clauses",
    "interpretations", "next", "paid_by",
}  # fmt: skip
LONGEST_ID = 128


@dataclass(frozen=True)
class Readable:
    """A record that can be read: the page model, and what fills a page. `digest` is the importers' of it, if any."""

    model: type[PortalPage]
    page_id: UUID
    fill: Callable[[PortalPage, Lookups], None]
    digest: str = ""

    def scratch(self, lookups: Lookups) -> PortalPage:
        """A page that is never saved, to compare with and to copy from."""
        page = self.model()
        self.fill(page, lookups)
        for field in self.model._meta.concrete_fields:
            # As the database gives it back: 300000 and 300000.00 are the same amount.
            if isinstance(field, models.DecimalField) and (value := getattr(page, field.name)) is not None:
                setattr(page, field.name, round(Decimal(value), field.decimal_places))
        return page


class Glance(Lookups):
    """Looks without writing: a body that is not yet known is named and not made."""

    def body(self, name: str, uscc: str | None = None) -> Organisation:
        """The organisation of that name, else an unsaved one."""
        key = normalise(name)
        if key not in self._bodies:
            self._bodies[key] = find_by_name(name) or Organisation(name=name)
        return self._bodies[key]


def readable(source: Source, kind: str, record: dict[str, Any] | None, seen_at: dt.datetime | None = None) -> Readable:
    """How to fill a page from a record of the source. Raises Refused for one that cannot be read, or for none."""
    if record is None:
        raise Refused("there is no record")
    seen_on = timezone.localdate(seen_at) if seen_at else None
    if source.form == Form.PORTAL:
        return _of_portal(source, kind, record, seen_on)
    if source.form == Form.FOLDER:
        return _of_file(source, kind, record, seen_on)
    return _of_lines(source, kind, record, seen_on)


def _of_lines(source: Source, kind: str, record: dict[str, Any], seen_on: dt.date | None) -> Readable:
    normalised = IMPORT_KINDS[kind].normalise(record)
    target = IMPORT_KINDS[kind].target(normalised)

    def fill(page: PortalPage, lookups: Lookups) -> None:
        target.fill(page, normalised, lookups)
        _provenance(page, source, seen_on)

    page_id = stable_id(target.model.kind, normalised.source.id)
    return Readable(target.model, page_id, fill, import_digest(normalised))


def _of_portal(source: Source, kind: str, form: dict[str, Any], seen_on: dt.date | None) -> Readable:
    model, origin = model_of(kind, form), origin_of(source)
    upstream_id = str(form.get("id") or "")

    def fill(page: PortalPage, lookups: Lookups) -> None:
        FILLS[model](page, form, lookups, origin)
        named: dict[str, Any] = member(form, "source")
        page.source_name, page.source_id = str(named.get("name") or "")[:255], upstream_id
        page.source_url = str(named.get("url") or f"{origin}/i/{upstream_id}")[:1000]
        page.source_licence = str(named.get("licence") or "")[:255]
        page.source_retrieved_on = None
        _provenance(page, source, seen_on)

    return Readable(model, stable_id(origin, kind, upstream_id), fill)


def _of_file(source: Source, kind: str, record: dict[str, Any], seen_on: dt.date | None) -> Readable:
    proposal, into = Proposal.from_json(record["proposal"]), FILL[kind]
    upstream_id = str(record["file"])

    def fill(page: PortalPage, lookups: Lookups) -> None:
        with transaction.atomic():
            into.fill(page, proposal.likeliest(), proposal.rows)
            if isinstance(lookups, Glance):
                # Bodies that are not yet known are made by filling; a glance leaves none behind.
                transaction.set_rollback(True)
        value = stream_value if kind == "policies" else article_value
        page.body = value(number_blocks(proposal.blocks, upstream_id))
        page.title = page.title or Path(upstream_id).stem[:255]
        page.source_id = upstream_id
        _provenance(page, source, seen_on)

    return Readable(into.model, stable_id(str(source.pk), source.name, kind, upstream_id), fill)


def folder_of(source: Source) -> Path:
    """The folder of a file drop: its address, else one of its own below the first that is open."""
    return Path(source.address) if source.address else settings.SOURCE_FOLDERS[0] / f"source-{source.pk}"


def _provenance(page: PortalPage, source: Source, seen_on: dt.date | None) -> None:
    """What the record does not say of its origin, the source does; when it was last seen there is ours to say."""
    page.source_name = page.source_name or source.name
    page.source_licence = page.source_licence or source.licence
    page.source_retrieved_on = seen_on or page.source_retrieved_on


def origin_of(source: Source) -> str:
    """Scheme and host of another portal's address."""
    parts = urlsplit(source.address)
    return f"{parts.scheme}://{parts.netloc}"


def incoming(source: Source, kind: str, record: dict[str, Any]) -> Incoming:
    """A record with its id and digest. Raises Refused where it has none or is not what its kind wants."""
    if source.form == Form.PORTAL:
        model_of(kind, record)
        upstream_id, title = str(record.get("id") or ""), text(record, "title", 255)
        digest = _digest(_lasting(record))
    elif source.form == Form.FOLDER:
        upstream_id, digest = str(record["file"]), str(record["sha256"])
        title = str(Proposal.from_json(record["proposal"]).first("title") or upstream_id)
    else:
        normalised = IMPORT_KINDS[kind].normalise(record)
        upstream_id, title = normalised.source.id, normalised.title
        whenever = dataclasses.replace(normalised.source, retrieved_on=None)
        digest = import_digest(dataclasses.replace(normalised, source=whenever))
    if not upstream_id or len(upstream_id) > LONGEST_ID:
        raise Refused("the record has no id")
    if not title:
        raise Refused("title: missing")
    return Incoming(upstream_id, kind, title[:255], record, digest)


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _lasting(form: dict[str, Any]) -> dict[str, Any]:
    """A detail form without what passes; items of a call have a status of their own."""
    kept = {name: value for name, value in form.items() if name not in PASSING}
    if isinstance(form.get("items"), list):
        kept["items"] = [
            {name: value for name, value in item.items() if name not in PASSING}
            for item in form["items"]
            if isinstance(item, dict)
        ]
    return kept
