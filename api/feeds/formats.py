"""The three formats of a feed, by the ending of its address."""

from collections.abc import Callable

from api.feeds import atom, jsonfeed, rss
from api.feeds.frame import Frame

FORMATS: dict[str, tuple[Callable[[Frame], bytes], str]] = {
    "atom": (atom.atom, atom.MEDIA_TYPE),
    "rss": (rss.rss, rss.MEDIA_TYPE),
    "json": (jsonfeed.jsonfeed, jsonfeed.MEDIA_TYPE),
}
