"""A feed as RSS 2.0: same records, ids and order as in Atom, whose elements it borrows for what RSS has not."""

from io import StringIO
from typing import Any

from django.conf import settings
from django.utils.feedgenerator import Rss201rev2Feed, rfc3339_date
from django.utils.xmlutils import SimplerXMLGenerator

from api.feeds.atom import ARCHIVES, item_of
from api.feeds.entries import Entry
from api.feeds.frame import Frame
from portal.publication.xml import writable

MEDIA_TYPE = Rss201rev2Feed.content_type


class Rss(Rss201rev2Feed):
    """Django's RSS feed with archives and the instant of the last event."""

    def __init__(self, frame: Frame):
        super().__init__(
            title=writable(frame.title),
            link=frame.home,
            description=writable(frame.title),
            language="zh-CN",
            feed_url=frame.own("rss"),
            feed_copyright=f"{settings.API_LICENCE['name']} {settings.API_LICENCE['url']}",
        )
        self.frame = frame
        for entry in frame.document.entries:
            item = {**item_of(entry), "description": str(entry.html)}
            self.add_item(**item, unique_id_is_permalink=False, entry=entry)

    def latest_post_date(self) -> Any:
        """Of what is gone, too."""
        return self.frame.updated

    def rss_attributes(self) -> dict[str, str]:
        """With the namespaces of the extensions."""
        return {**super().rss_attributes(), "xmlns:fh": ARCHIVES}

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        """Links to the other documents."""
        super().add_root_elements(handler)
        for relation, address in self.frame.links("rss"):
            handler.addQuickElement("atom:link", None, {"rel": relation, "href": address})
        if self.frame.document.archive:
            handler.addQuickElement("fh:archive")

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        """When it was last told, codes as categories of their vocabularies."""
        super().add_item_elements(handler, item)
        entry: Entry = item["entry"]
        handler.addQuickElement("atom:updated", rfc3339_date(entry.updated))
        for category in entry.categories:
            handler.addQuickElement("category", category.code, {"domain": category.scheme})


def rss(frame: Frame) -> bytes:
    """The document as RSS."""
    written = StringIO()
    Rss(frame).write(written, "utf-8")
    return written.getvalue().encode()
