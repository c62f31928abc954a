"""Which addresses may be called: a strict reading of the URL, and a judgement of every IP address behind its host."""

import ipaddress
import re
from dataclasses import dataclass

import idna
from django.conf import settings
from django.utils.translation import gettext as _

LONGEST_URL = 2000
HTTPS_PORT = 443
LOOPBACK = {"127.0.0.1": ("127.0.0.1",), "[::1]": ("::1",), "localhost": ("127.0.0.1", "::1")}
# Names that never lead to the open internet (RFC 6761, RFC 6762, RFC 7686, RFC 8375, ICANN's .internal).
INWARD = ("localhost", "local", "internal", "arpa", "onion")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# A whole URL in one shape: no user, no backslash, no blank, no fragment, nothing percent-encoded in the host.
_URL = re.compile(
    r"(?P<scheme>https?)://(?P<host>\[[0-9a-f:.]{2,45}\]|[^\[\]\s/?#@:\\%\x00-\x20\x7f]+)(?::(?P<port>[1-9][0-9]{0,4}))?"
    r"(?P<target>[/?][!-~]*)?",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
# What inet_aton and browsers would take for a part of an IPv4 address.
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
# Addresses Python calls global although they lead elsewhere, or only newer versions call private.
_NOT_PUBLIC_V4 = [ipaddress.IPv4Network(text) for text in ("192.0.0.0/24", "192.88.99.0/24", "100.64.0.0/10")]
# Only global unicast is public; in it Teredo, ORCHID and the like, documentation and 6to4 carry something else.
_UNICAST_V6 = ipaddress.IPv6Network("2000::/3")
_NOT_PUBLIC_V6 = [ipaddress.IPv6Network(text) for text in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")]


class Refused(Exception):
    """An address that may not be called; the text is the reason, for people."""


@dataclass(frozen=True)
class Target:
    """A URL taken apart. `host` is ASCII without brackets; `fixed` are its addresses where none are looked up."""

    secure: bool
    host: str
    port: int
    path: str
    fixed: tuple[str, ...] = ()

    @property
    def authority(self) -> str:
        """What the Host header says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = HTTPS_PORT if self.secure else 80
        return host if self.port == usual else f"{host}:{self.port}"


def judged(url: str) -> Target:
    """The parts of a URL that may be called as far as can be told without looking its name up; raises Refused."""
    found = _URL.fullmatch(url) if len(url) <= LONGEST_URL else None
    if found is None:
        raise Refused(_("not a plain https address such as https://receiver.example.org/path"))
    host, path = found["host"].lower(), found["target"] or "/"
    path = path if path.startswith("/") else f"/{path}"
    if "#" in path or "\\" in path:
        raise Refused(_("not a plain https address such as https://receiver.example.org/path"))
    secure, port = found["scheme"].lower() == "https", int(found["port"] or 0)
    if settings.OUTGOING_LOOPBACK and not secure and host in LOOPBACK and port < 65536:
        return Target(False, LOOPBACK[host][0], port or 80, path, LOOPBACK[host])
    if not secure or port not in (0, HTTPS_PORT):
        raise Refused(_("only https on port 443 is called"))
    return _public(host, path)


def _public(host: str, path: str) -> Target:
    if host.startswith("["):
        literal = _literal(host[1:-1])
        return Target(True, literal, HTTPS_PORT, path, (literal,))
    name = _ascii(host)
    if _NUMBER.fullmatch(name.rpartition(".")[2]):
        literal = _literal(name)
        return Target(True, literal, HTTPS_PORT, path, (literal,))
    labels = name.split(".")
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise Refused(_("not a host name"))
    if len(labels) < 2 or labels[-1] in INWARD:
        raise Refused(_("a name that does not lead to the open internet"))
    return Target(True, name, HTTPS_PORT, path)


def _ascii(host: str) -> str:
    """The name as it is looked up; what normalises to another spelling is judged in that spelling."""
    if host.isascii():
        return host
    try:
        return idna.encode(host, uts46=True, transitional=False).decode().lower()
    except (idna.IDNAError, UnicodeError) as error:
        raise Refused(_("not a host name")) from error


def _literal(text: str) -> str:
    try:
        address = ipaddress.ip_address(text)
    except ValueError as error:
        raise Refused(_("not an IP address in its usual form")) from error
    require_public(address)
    return str(address)


def require_public(address: Address) -> None:
    """Raises Refused for every address that is not plainly a public host's own."""
    if not is_public(address):
        raise Refused(_("the address %s is not a public one") % address)


def is_public(address: Address) -> bool:
    """Public unicast that stands for itself: nothing mapped, translated, tunnelled, reserved or local."""
    if isinstance(address, ipaddress.IPv4Address):
        special = address.is_multicast or address.is_reserved or address.is_unspecified
        return address.is_global and not special and not any(address in net for net in _NOT_PUBLIC_V4)
    return (
        address in _UNICAST_V6
        and address.scope_id is None
        and address.is_global
        and not any(address in net for net in _NOT_PUBLIC_V6)
    )
