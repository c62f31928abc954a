"""The consumer that tells a proxy in front which addresses show something else now."""

import logging
import urllib.error
import urllib.request
from collections.abc import Sequence
from urllib.parse import quote, urlsplit

from django.conf import settings
from wagtail.models import Site

from portal.publication.models import PublicationEvent
from portal.publication.unavailable import Unavailable

logger = logging.getLogger(__name__)

PATIENCE_SECONDS = 5.0
# Varnish and nginx answer so where they did not keep the page.
NOT_KEPT = frozenset({404, 410, 412})


class ProxyPurge:
    """Sends PURGE for a record's address, former address and English twins on every host to every PROXY_PURGE_URLS."""

    name = "proxy"
    # What was published before there was a proxy is not in it.
    from_head = True

    def handle(self, events: Sequence[PublicationEvent]) -> None:
        """Raises Unavailable while a proxy is away, ValueError when it refuses."""
        paths = dict.fromkeys(path for event in events for path in (event.path, event.previous_path) if path)
        addresses = [(host, f"{prefix}{path}") for host in hosts() for path in paths for prefix in ("", "/en")]
        for host, address in addresses if paths else ():
            for proxy in settings.PROXY_PURGE_URLS:
                _purge(proxy, host, address)


def hosts() -> list[str]:
    """Every host that shows the portal's records: its own, and those of the sites that share its pages."""
    others = (urlsplit(site.root_url).netloc for site in Site.objects.filter(is_default_site=False))
    return list(dict.fromkeys((urlsplit(settings.PORTAL_BASE_URL).netloc, *others)))


def _purge(proxy: str, host: str, path: str) -> None:
    """The proxy is asked under its own address for the page of one of the portal's hosts."""
    request = urllib.request.Request(  # noqa: S310 - the operator's own address
        f"{proxy.rstrip('/')}{quote(path)}", method="PURGE", headers={"Host": host}
    )
    try:
        with _opener.open(request, timeout=PATIENCE_SECONDS):
            return
    except urllib.error.HTTPError as refused:
        if refused.code in NOT_KEPT:
            return
        if refused.code >= 500:
            raise Unavailable(f"the proxy answered {refused.code}") from refused
        raise ValueError(f"the proxy answered PURGE with {refused.code}") from refused
    except OSError as error:
        raise Unavailable(f"the proxy is away: {error}") from error


# No proxy on the way to the proxy.
_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
