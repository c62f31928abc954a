"""What a feed says of itself, whatever the format: names, addresses of its documents, hub."""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import gettext as _

from api.feeds.documents import Document
from api.feeds.wanted import Wanted
from api.links import absolute
from portal.publication.kinds import KINDS
from search.filters.facets import FACETS


@dataclass(frozen=True)
class Frame:
    """A document with its addresses. `path` is the site path without the format's ending; `since` dates an empty one.

    `canonical` is the query that belongs to the address; a saved filter's feed has none. `hub` is who tells of changes
    (WebSub), "" where nobody does: archives, saved filters.
    """

    document: Document
    path: str
    canonical: str
    title: str
    home: str
    since: dt.datetime
    hub: str = ""

    @property
    def updated(self) -> dt.datetime:
        """When anything in the document was last told."""
        return self.document.updated or self.since

    def address(self, ending: str, archive: str | None = None) -> str:
        """The address of a document of this feed in a format."""
        named = urlencode({"archive": archive}) if archive else ""
        query = "&".join(part for part in (self.canonical, named) if part)
        return absolute(f"{self.path}.{ending}") + (f"?{query}" if query else "")

    def own(self, ending: str) -> str:
        """The document's own address."""
        return self.address(ending, self.document.archive)

    def links(self, ending: str) -> list[tuple[str, str]]:
        """(relation, address) of what the document leads to, but for itself (RFC 5005, WebSub §4)."""
        document = self.document
        found = [("current", self.address(ending))] if document.archive else []
        if self.hub:
            found.append(("hub", self.hub))
        if document.older:
            found.append(("prev-archive", self.address(ending, document.older)))
        if document.newer:
            found.append(("next-archive", self.address(ending, document.newer)))
        return found


def title_of(wanted: Wanted) -> str:
    """The portal's name, the kinds and what was selected, for people."""
    kinds = "、".join(str(KINDS[kind].label) for kind in wanted.kinds) or _("All kinds")
    selection = wanted.selection
    narrowing = {name: values for name, values in selection.chosen.items() if name != "kind"}
    chosen = [label for name, values in narrowing.items() for label in FACETS[name].labels(values).values()]
    words = [selection.text] if selection.text else []
    narrowed = "、".join(words + chosen)
    return f"{settings.WAGTAIL_SITE_NAME} · {kinds}" + (f" · {narrowed}" if narrowed else "")


def home_of(wanted: Wanted) -> str:
    """The page that lists the same records: a listing, or search over several kinds."""
    path = "/search/" if "kind" in wanted.selection.facets else f"/{wanted.kinds[0]}/"
    return absolute(path) + (f"?{wanted.canonical}" if wanted.canonical else "")
