"""Requests to addresses that somebody else gave cannot reach inside, and end."""

import datetime as dt
import gzip
import io
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import LazySettings
from django.utils import timezone

from portal import outgoing
from portal.outgoing import connecting, sending
from portal.outgoing.addresses import Target, is_public

# Octal, hexadecimal, short, decimal, mapped, translated, tunnelled, look-alikes, and what parsers disagree about.
FORMS = """
http://example.com/ https://example.com:8443/ https://example.com:80/ https://example.com:0443/ ftp://example.com/
file:///etc/passwd //example.com/ javascript:alert(1) https:/example.com https:///x https://user@example.com/
https://user:secret@example.com/ https://example.com@127.0.0.1/ https://127.0.0.1#@example.com/
https://example.com/#part https://127.0.0.1/ https://127.1/ https://127.0.1/ https://0177.0.0.1/ https://0x7f.0.0.1/
https://0x7f000001/ https://2130706433/ https://017700000001/ https://127.0.0.01/ https://127.0.0.1./ https://0/
https://0.0.0.0/ https://00000177.0.0.1/ https://10.0.0.1/ https://172.16.0.1/ https://192.168.1.1/
https://169.254.169.254/ https://100.64.0.1/ https://192.0.0.8/ https://198.18.0.1/ https://192.0.2.1/
https://203.0.113.9/ https://224.0.0.1/ https://240.0.0.1/ https://255.255.255.255/ https://192.88.99.1/
https://1.2.3.4.5/ https://1.2.3/ https://256.1.1.1/ https://1.1.1.1.0x1/ https://[::]/ https://[::1]/
https://[::ffff:127.0.0.1]/ https://[::ffff:8.8.8.8]/ https://[::ffff:7f00:1]/ https://[::127.0.0.1]/
https://[64:ff9b::7f00:1]/ https://[64:ff9b::8.8.8.8]/ https://[64:ff9b:1::1]/ https://[2002:7f00:1::]/
https://[2002:808:808::1]/ https://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/ https://[2001:db8::1]/
https://[2001:10::1]/ https://[3fff::1]/ https://[fe80::1]/ https://[fe80::1%25eth0]/ https://[fe80::1%eth0]/
https://[fc00::1]/ https://[fd00:ec2::254]/ https://[ff02::1]/ https://[fec0::1]/ https://[5f00::1]/ https://[100::1]/
https://[::1 https://::1/ https://[127.0.0.1]/ https://[1:2:3]/ https://localhost/ https://localhost./
https://LOCALHOST/ https://a.localhost/ https://printer.local/ https://metadata.google.internal/ https://intranet/
https://1.0.0.127.in-addr.arpa/ https://example.com./ https://exa_mple.com/ https://-a.example.com/ https://a..com/
https://127%2e0.0.1/ https://%31%32%37.0.0.1/ https://１２７.０.０.１/ https://①②⑦.⓪.⓪.①/ https://127。0。0。1/ https://[::１]/
https://ⅼocalhost/ https://xn--/ https://example.com:443:443/ https://example.com:99999/ http://127.0.0.1:8000/
http://localhost:8000/ http://[::1]:8000/
https://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.com/
https://例えaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.com/
"""
REFUSED = [
    *FORMS.split(),
    "https://127.0.0.1\\@example.com/",
    "https://exa\xadmple/",
    "",
    " https://example.com/",
    "https://example.com/a b",
    "https://example.com/\r\nHost: x",
    "https://exam\tple.com/",
    "https://example.com/" + "a" * 2000,
]
ALLOWED = {
    "https://example.com": ("example.com", "/"),
    "HTTPS://Example.COM:443/a/b?c=d&e=%E4": ("example.com", "/a/b?c=d&e=%E4"),
    "https://example.com?x=1": ("example.com", "/?x=1"),
    "https://政务.example.cn/x": ("xn--zfr164b.example.cn", "/x"),
    "https://ｅｘａｍｐｌｅ.com/": ("example.com", "/"),
    "https://8.8.8.8/": ("8.8.8.8", "/"),
    "https://[2606:4700::1111]/": ("2606:4700::1111", "/"),
}


@pytest.mark.parametrize("url", REFUSED, ids=lambda url: ascii(url)[:60])
def test_refuses_what_is_not_plainly_public(url: str) -> None:
    with pytest.raises(outgoing.Refused):
        outgoing.judged(url)


@pytest.mark.parametrize("url", ALLOWED)
def test_allows_https_to_public_hosts(url: str) -> None:
    found = outgoing.judged(url)

    assert (found.host, found.path) == ALLOWED[url]
    assert found.secure and found.port == 443


@pytest.mark.parametrize("url", ["http://127.0.0.1:8000/x", "http://localhost/x", "http://[::1]:8000/x"])
def test_one_setting_opens_loopback_by_its_three_names(url: str, settings: LazySettings) -> None:
    settings.OUTGOING_LOOPBACK = True

    assert not outgoing.judged(url).secure
    for other in (
        "http://127.0.0.2:8000/", "http://127.1:8000/", "http://0.0.0.0:8000/", "https://127.0.0.1/", "http://10.0.0.1/",
        "http://[::ffff:127.0.0.1]:8000/", "http://localhost.example.com/", "http://example.com/",
    ):  # fmt: skip
        with pytest.raises(outgoing.Refused):
            outgoing.judged(other)


@pytest.mark.parametrize(
    "answers",
    [["127.0.0.1"], ["93.184.215.14", "10.0.0.1"], ["fe80::1%eth0"], ["::ffff:127.0.0.1"], ["64:ff9b::7f00:1"]],
)
def test_names_that_lead_inside_are_refused(answers: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connecting, "looked_up", lambda host, port: answers)

    assert outgoing.post("https://example.com/", b"", {}).error == "refused"
    with pytest.raises(outgoing.Refused):
        outgoing.check("https://example.com/")


def test_rebinding_between_check_and_connection_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was judged is what is connected to: the name is not looked up again."""
    asked: list[str] = []
    connected: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["93.184.215.14"] if len(asked) == 1 else ["127.0.0.1"]

    def connect(self: Any, host: str, port: int, **given: Any) -> Any:
        connected.append(host)
        raise connecting.httpcore.ConnectError("no network in tests")

    monkeypatch.setattr(connecting, "looked_up", rebinding)
    monkeypatch.setattr(connecting.httpcore.SyncBackend, "connect_tcp", connect)

    assert outgoing.post("https://example.com/", b"", {}).error == "unreachable"
    assert (asked, connected) == (["example.com"], ["93.184.215.14"])
    assert outgoing.post("https://example.com/", b"", {}).error == "refused"
    assert connected == ["93.184.215.14"]


def test_slow_name_servers_do_not_hold_longer_than_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    release = threading.Event()
    monkeypatch.setattr(connecting, "looked_up", lambda host, port: release.wait(30) and [])

    found = outgoing.post("https://example.com/", b"", {}, timeout=0.3)
    release.set()

    assert found.error == "unresolvable" and found.seconds < 10


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "2400:3200::1"])
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(connecting.ipaddress.ip_address(address))


class Server:
    """Says what it is told over a bare socket; `said` is what came in first."""

    def __init__(self, talk: Callable[[socket.socket], None], context: ssl.SSLContext | None = None) -> None:
        self.said, self.talk, self.context, self.sent = b"", talk, context, 0
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/x"
        self.connections = 0
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _address = self.socket.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        try:
            with self.context.wrap_socket(connection, server_side=True) if self.context else connection as open_one:
                self.said = open_one.recv(65_536)
                self.talk(open_one)
        except OSError:
            return

    def close(self) -> None:
        self.socket.close()


@pytest.fixture
def serve(settings: LazySettings) -> Iterator[Callable[..., Server]]:
    settings.OUTGOING_LOOPBACK = True
    made: list[Server] = []

    def start(talk: Callable[[socket.socket], None], **given: Any) -> Server:
        made.append(Server(talk, **given))
        return made[-1]

    yield start
    for server in made:
        server.close()


def saying(*pieces: bytes, every: float = 0.0) -> Callable[[socket.socket], None]:
    def talk(connection: socket.socket) -> None:
        for piece in pieces:
            connection.sendall(piece)
            time.sleep(every)

    return talk


def test_redirects_are_answers(serve: Any) -> None:
    server = serve(saying(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/trap\r\nContent-Length: 0\r\n\r\n"))

    found = outgoing.post(server.url, b"{}", {})

    assert (found.status, found.ok, server.connections) == (302, False, 1)


def test_proxies_netrc_and_cookies_of_the_environment_are_not_used(
    serve: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    proxy = serve(saying(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    server = serve(saying(b"HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n"))

    outgoing.post(server.url, b"{}", {"content-type": "application/json"})
    assert outgoing.post(server.url, b"{}", {"content-type": "application/json"}).ok

    assert proxy.connections == 0
    lines = server.said.decode().lower()
    assert "accept-encoding: identity\r\n" in lines and f"host: 127.0.0.1:{server.port}\r\n" in lines
    assert "cookie" not in lines and "authorization" not in lines and "content-length: 2\r\n" in lines


def test_nothing_is_expanded(serve: Any) -> None:
    bomb = gzip.compress(b"\0" * 30_000_000)
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(bomb)
    server = serve(saying(head + bomb))

    found = outgoing.post(server.url, b"", {})

    assert found.ok and found.body == bomb[: 64 * 1024]


@pytest.mark.parametrize(
    "head", [b"Transfer-Encoding: chunked\r\n\r\n", b"\r\n", b"Content-Length: 99999999999\r\n\r\n"]
)
def test_endless_bodies_are_left(serve: Any, head: bytes) -> None:
    piece = b"1000\r\n" + b"x" * 4096 + b"\r\n"
    server = serve(saying(b"HTTP/1.1 200 OK\r\n" + head, *[piece] * 5_000))

    found = outgoing.get(server.url)

    assert found.status == 200 and len(found.body) <= 64 * 1024


def test_a_download_is_written_as_it_comes_and_ends_at_its_limit(serve: Any) -> None:
    said = b"HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\n" + b"x" * 300_000
    whole, cut = io.BytesIO(), io.BytesIO()

    found = outgoing.download(serve(saying(said)).url, whole, most=300_000, timeout=5)
    long = outgoing.download(serve(saying(said)).url, cut, most=200_000, timeout=5)

    assert found.ok and found.body == b"" and whole.getvalue() == b"x" * 300_000
    assert (long.ok, long.error, len(cut.getvalue())) == (False, "too_long", 200_000)


def test_endless_headers_are_left(serve: Any) -> None:
    server = serve(saying(b"HTTP/1.1 200 OK\r\n", *[b"X-A: " + b"x" * 1000 + b"\r\n"] * 5_000))

    found = outgoing.get(server.url)

    assert (found.status, found.error) == (None, "protocol")


@pytest.mark.parametrize(
    "pieces",
    [[b"H"] * 100, [b"HTTP/1.1 200 OK\r\n", *[b"X-A: x\r\n"] * 100], [b"HTTP/1.1 100 Continue\r\n\r\n"] * 100,
     [b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", *[b"x"] * 100], [b""] * 100],
    ids=["status line", "headers", "continue", "body", "silence"],
)  # fmt: skip
def test_dripping_ends_at_the_deadline(serve: Any, pieces: list[bytes]) -> None:
    server = serve(saying(*pieces, every=0.1))

    found = outgoing.get(server.url, timeout=0.5)

    assert found.error in ("timeout", "protocol") and not found.ok
    assert found.seconds < 5


@pytest.mark.parametrize(
    "said", [b"garbage\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n", b"", b"HTTP/1.1 999999 X\r\n\r\n"]
)
def test_nonsense_is_an_error_of_the_other_side(serve: Any, said: bytes) -> None:
    assert outgoing.get(serve(saying(said)).url).error == "protocol"


def test_refused_connections_are_unreachable(serve: Any) -> None:
    server = serve(saying(b""))
    server.close()

    assert outgoing.get(server.url, timeout=2).error in ("unreachable", "protocol")


def certificate(folder: Path, name: str) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now, day = timezone.now(), dt.timedelta(days=1)
    made = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - day).not_valid_after(now + day)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    certified, secret = folder / "cert.pem", folder / "key.pem"
    certified.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return certified, secret


class Secure:
    """An https server on loopback that stands for `name`, and what trusts its certificate."""

    def __init__(self, folder: Path, name: str, monkeypatch: pytest.MonkeyPatch, serve: Any) -> None:
        certified, secret = certificate(folder, name)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certified, secret)
        self.names: list[str | None] = []
        context.sni_callback = lambda sock, server_name, ctx: self.names.append(server_name)
        self.context = context
        self.server = serve(saying(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"), context=context)
        trusting = connecting.tls_context()
        trusting.load_verify_locations(certified)
        self.trusting = trusting
        target = Target(True, "receiver.example.org", self.server.port, "/x", ("127.0.0.1",))
        monkeypatch.setattr(sending, "judged", lambda url: target)


def test_name_and_certificate_are_the_hosts_while_the_address_is_the_checked_one(
    serve: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secure = Secure(tmp_path, "receiver.example.org", monkeypatch, serve)
    monkeypatch.setattr(sending, "_tls", lambda: secure.trusting)

    found = outgoing.get("https://receiver.example.org/x")

    assert (found.status, found.body, found.detail) == (200, b"ok", "")
    assert secure.names == ["receiver.example.org"]
    assert b"host: receiver.example.org:" in secure.server.said.lower()


@pytest.mark.parametrize(("name", "trusted"), [("receiver.example.org", False), ("another.example.org", True)])
def test_certificates_are_verified(
    serve: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, trusted: bool
) -> None:
    secure = Secure(tmp_path, name, monkeypatch, serve)
    if trusted:
        monkeypatch.setattr(sending, "_tls", lambda: secure.trusting)

    found = outgoing.get("https://receiver.example.org/x")

    assert (found.status, found.error) == (None, "tls")


def test_old_tls_is_refused(serve: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert connecting.tls_context().minimum_version == ssl.TLSVersion.TLSv1_2
    secure = Secure(tmp_path, "receiver.example.org", monkeypatch, serve)
    secure.context.set_ciphers("ALL:@SECLEVEL=0")
    secure.context.minimum_version = ssl.TLSVersion.TLSv1
    secure.context.maximum_version = ssl.TLSVersion.TLSv1_1
    monkeypatch.setattr(sending, "_tls", lambda: secure.trusting)

    assert outgoing.get("https://receiver.example.org/x").error in ("tls", "unreachable", "protocol")


def test_slow_tls_ends_at_the_deadline(serve: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    server = serve(saying(*[b"\x16"] * 100, every=0.1))
    target = Target(True, "receiver.example.org", server.port, "/x", ("127.0.0.1",))
    monkeypatch.setattr(sending, "judged", lambda url: target)

    found = outgoing.get("https://receiver.example.org/x", timeout=0.5)

    assert found.error in ("timeout", "tls") and found.seconds < 5
