"""A feed as Atom (RFC 4287) with archives (RFC 5005) and deleted entries (RFC 6721)."""

from io import StringIO
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed, rfc3339_date
from django.utils.xmlutils import SimplerXMLGenerator

from api.feeds.entries import Entry
from api.feeds.frame import Frame
from portal.publication.xml import writable

MEDIA_TYPE = Atom1Feed.content_type
ARCHIVES = "http://purl.org/syndication/history/1.0"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"


class Atom(Atom1Feed):
    """Django's Atom feed with what the log adds."""

    def __init__(self, frame: Frame):
        super().__init__(
            title=writable(frame.title),
            link=frame.home,
            description=None,
            language="zh-CN",
            author_name=settings.WAGTAIL_SITE_NAME,
            author_link=settings.PORTAL_BASE_URL + "/",
            feed_url=frame.own("atom"),
            feed_guid=frame.address("atom"),
            feed_copyright=f"{settings.API_LICENCE['name']} {settings.API_LICENCE['url']}",
        )
        self.frame = frame
        for entry in frame.document.entries:
            self.add_item(**item_of(entry), updateddate=entry.updated, entry=entry)

    def latest_post_date(self) -> Any:
        """Of what is gone, too."""
        return self.frame.updated

    def root_attributes(self) -> dict[str, str]:
        """With the namespaces of the extensions."""
        return {**super().root_attributes(), "xmlns:fh": ARCHIVES, "xmlns:at": TOMBSTONES}

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        """Links to the other documents, what is gone."""
        super().add_root_elements(handler)
        for relation, address in self.frame.links("atom"):
            handler.addQuickElement("link", "", {"rel": relation, "href": address})
        if self.frame.document.archive:
            handler.addQuickElement("fh:archive")
        for gone in self.frame.document.tombstones:
            handler.startElement("at:deleted-entry", AttributesImpl({"ref": gone.id, "when": rfc3339_date(gone.when)}))
            handler.addQuickElement("at:comment", gone.reason)
            handler.endElement("at:deleted-entry")

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        """Plain summary, facts as content, codes as categories."""
        super().add_item_elements(handler, item)
        entry: Entry = item["entry"]
        if entry.summary:
            handler.addQuickElement("summary", entry.summary)
        for category in entry.categories:
            attributes = {"term": category.code, "scheme": category.scheme, "label": category.label}
            handler.addQuickElement("category", "", attributes)
        handler.addQuickElement("content", entry.html, {"type": "html"})


def item_of(entry: Entry) -> dict[str, Any]:
    """What Django's feeds of either format are given of an entry."""
    return {
        "title": entry.title,
        "link": entry.url,
        "unique_id": entry.id,
        "author_name": entry.author,
        # Django writes it as HTML; each format writes its own.
        "description": None,
        "pubdate": entry.published,
    }


def atom(frame: Frame) -> bytes:
    """The document as Atom."""
    written = StringIO()
    Atom(frame).write(written, "utf-8")
    return written.getvalue().encode()
