"""Another portal of this product: a dump first, then its change feed (docs/howto/mirror-the-portal.md)."""

import hashlib
import io
import json
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode, urljoin

from django.utils.translation import gettext as _

from portal import outgoing
from portal.importers.lines import read_lines
from portal.importers.lookups import Lookups
from portal.importers.run import RECORD_ERRORS, reason
from portal.jobs.running import Run
from portal.publication.kinds import KINDS
from portal.sources.fetching.downloads import expanded, fetched, headers, sentence
from portal.sources.fetching.steps import Step
from portal.sources.incoming import Brought, Gone, VisitFailed
from portal.sources.models import Source
from portal.sources.readers import Glance, incoming, origin_of, readable

MANIFEST = "/data/dumps/manifest.json"
EVENTS = 100
AT_ONCE = 100
MOST_JSON = 16 * 1024 * 1024
SECONDS = 60.0
# A portal that is busy says when to come again; longer is for the next visit.
LONGEST_WAIT = 30
TRIES = 3
GONE = (404, 410)


def steps(source: Source, run: Run) -> Iterator[Step]:
    """The dump where there is no position or it is no longer kept, then the changes to the end of the log."""
    visit = _Visit(source, run)
    position = source.position
    begun_anew = False
    while True:
        if not position:
            for step in visit.dump():
                yield step
                position = step.position or position
        page = visit.changes(position)
        if page is None and begun_anew:
            raise VisitFailed(_("The portal keeps no position, not even that of its own dump."))
        if page is None:
            position, begun_anew = "", True
            continue
        position = str(page["next_cursor"])
        yield Step(visit.changed(page["data"]), position)
        if not page["has_more"]:
            return


class _Visit:
    """One visit to one portal."""

    def __init__(self, source: Source, run: Run) -> None:
        self.source, self.run, self.origin = source, run, origin_of(source)
        self.lookups: Lookups = Glance()

    def dump(self) -> Iterator[Step]:
        """Every record of the newest dump in detail form; the last step has the position and the ids of all."""
        manifest = self._json(MANIFEST)
        files = [one for one in manifest.get("texts") or [] if one.get("kind") in self.source.kinds]
        seen: set[str] = set()
        unnamed = 0
        with TemporaryDirectory(prefix="huiqi-source-") as folder:
            paths = [self._file(one, Path(folder) / str(order)) for order, one in enumerate(files)]
            for one, path in zip(files, paths, strict=True):
                for brought in self._lines(str(one["kind"]), path, seen):
                    unnamed += brought.unnamed
                    yield Step(brought)
        yield Step(Brought(whole=True, listed=seen, unnamed=unnamed), str(manifest["cursor"]))

    def _file(self, one: dict[str, Any], path: Path) -> Path:
        """A file of the dump, compared with the checksum in the manifest."""
        self.run.progress(0, 0, _("Fetching %(name)s") % {"name": one.get("path")})
        fetched(self.source, self._address(str(one.get("path"))), path, seconds=5 * SECONDS)
        with path.open("rb") as stream:
            if hashlib.file_digest(stream, "sha256").hexdigest() != one.get("sha256"):
                raise VisitFailed(_("%(name)s is damaged: its checksum is not that of the manifest.")
                                  % {"name": one.get("path")})  # fmt: skip
        return expanded(path, path.with_suffix(".expanded"))

    def _lines(self, kind: str, path: Path, seen: set[str]) -> Iterator[Brought]:
        brought = Brought()
        for line in read_lines(path):
            if line.record is None:
                brought.refuse(line.number, None, line.refusal)
            else:
                seen.add(str(line.record.get("id")))
                self._add(brought, kind, line.record, line.number)
            if len(brought.incoming) >= AT_ONCE:
                self.run.progress(0, 0, _("%(count)s lines read") % {"count": line.number})
                yield brought
                brought = Brought()
        yield brought

    def changes(self, position: str) -> dict[str, Any] | None:
        """One page of the change feed; None where the position is no longer kept."""
        page = self._json(f"/api/v1/changes?{urlencode({'after': position, 'limit': EVENTS})}", gone=(410,))
        if page and not (isinstance(page.get("data"), list) and page.get("next_cursor")):
            raise VisitFailed(_("The change feed says something else than a change feed."))
        return page or None

    def changed(self, events: list[dict[str, Any]]) -> Brought:
        """The newest state of every record that the events are about."""
        newest: dict[str, tuple[str, dict[str, Any]]] = {}
        for event in events:
            kind, data = str(event.get("subject")).split("/")[0], event.get("data") or {}
            if kind in self.source.kinds and kind in KINDS and data.get("id"):
                newest[str(data["id"])] = (kind, data)
        brought = Brought()
        for order, (upstream_id, (kind, data)) in enumerate(newest.items(), 1):
            self.run.progress(order, len(newest), _("Fetching %(name)s") % {"name": upstream_id})
            form = self._json(f"/api/v1/{kind}/{upstream_id}", gone=GONE) if data.get("object") else {}
            if form:
                self._add(brought, kind, form, order)
            else:
                brought.gone.append(Gone(upstream_id, str(data.get("reason") or "")))
        return brought

    def _add(self, brought: Brought, kind: str, form: dict[str, Any], line: int) -> None:
        """One record; what no page could say is refused now and not when somebody accepts it."""
        upstream_id = str(form.get("id") or "") or None
        try:
            found = incoming(self.source, kind, form)
            readable(self.source, kind, form).scratch(self.lookups)
            brought.incoming.append(found)
        except RECORD_ERRORS as error:
            brought.refuse(line, upstream_id, reason(error))

    def _address(self, path: str) -> str:
        """An address on the same portal; the key goes to no other host."""
        url = urljoin(self.origin, path)
        if not url.startswith(f"{self.origin}/"):
            raise VisitFailed(_("%(url)s lies outside the portal.") % {"url": url[:200]})
        return url

    def _json(self, path: str, *, gone: tuple[int, ...] = ()) -> dict[str, Any]:
        """A JSON object; {} for a status in `gone`. Comes again, shortly, where the portal is busy."""
        url = self._address(path)
        for _attempt in range(TRIES):
            body = io.BytesIO()
            answer = outgoing.download(url, body, most=MOST_JSON, timeout=SECONDS, headers=headers(self.source, url))
            if answer.status in gone and not answer.error:
                return {}
            if answer.ok:
                return _object(url, body.getvalue())
            wait = answer.headers.get("retry-after", "")
            if answer.status not in (429, 503) or not wait.isdecimal() or int(wait) > LONGEST_WAIT:
                break
            self.run.beat()
            time.sleep(int(wait))
        raise VisitFailed(sentence(url, answer))


def _object(url: str, body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise VisitFailed(_("%(url)s did not answer with JSON.") % {"url": url[:200]})
    return found
