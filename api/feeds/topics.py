"""The feeds of kinds and filters by their addresses: what one may subscribe to at the hub."""

import datetime as dt
import re
from dataclasses import dataclass

from django.conf import settings

from api.errors import InvalidParameters
from api.feeds.documents import archived, current
from api.feeds.formats import FORMATS
from api.feeds.frame import Frame, home_of, title_of
from api.feeds.wanted import ALL, Wanted, wanted
from api.links import absolute
from api.parameters import of_query
from portal.publication.kinds import KINDS
from portal.windows.calm import calm

HUB = "/hub"
_PATH = re.compile(rf"/feeds/({'|'.join((*KINDS, ALL))})\.({'|'.join(FORMATS)})")


@dataclass(frozen=True)
class Topic:
    """The feed of a kind (or ALL) narrowed by a filter, in the format of an ending."""

    kind: str
    ending: str
    wanted: Wanted

    def frame(self, now: dt.datetime, archive: str | None = None) -> Frame:
        """Its current document, or the archive of that name; raises as `archived` does."""
        asked = self.wanted
        document = archived(asked, now, archive) if archive else current(asked, now)
        hub = "" if archive else absolute(HUB)
        since = calm(now).since
        return Frame(document, f"/feeds/{self.kind}", asked.canonical, title_of(asked), home_of(asked), since, hub)

    @property
    def address(self) -> str:
        """What its documents say of themselves."""
        query = self.wanted.canonical
        return absolute(f"/feeds/{self.kind}.{self.ending}") + (f"?{query}" if query else "")


def topic_of(address: str) -> Topic | None:
    """The topic whose own address this is; None for any other address."""
    path, _mark, query = address.removeprefix(settings.PORTAL_BASE_URL).partition("?")
    found = _PATH.fullmatch(path)
    if not found or not address.startswith(settings.PORTAL_BASE_URL):
        return None
    try:
        topic = Topic(found[1], found[2], wanted(of_query(query.encode("utf-8", "replace")), found[1]))
    except InvalidParameters:
        return None
    return topic if topic.address == address else None
