"""QR codes, and the short addresses they lead to."""

import segno
from django.conf import settings


def release_address(release: int) -> str:
    """The page of a whole release."""
    return f"{settings.PORTAL_BASE_URL}/c/{release}"


def entry_address(release: int, entry: int) -> str:
    """The page that says what an entry said when it was printed, and what changed since."""
    return f"{settings.PORTAL_BASE_URL}/c/{release}/{entry}"


def item_address(item_id: object) -> str:
    """A record's permanent address."""
    return f"{settings.PORTAL_BASE_URL}/i/{item_id}"


def qr(address: str) -> str:
    """The address as a picture (SVG data), level M: a quarter of the usual damage to paper does no harm."""
    code = segno.make(address, error="m", micro=False)
    return code.svg_data_uri(border=2, dark="#000", light="#fff", omitsize=True)
