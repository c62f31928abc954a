"""TLS and sign-in by the real client: whom it trusts, what it says of us, and the deadline through TLS."""

import hashlib
import shutil
import ssl
import subprocess
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from search.engine import EngineUnavailable, Query
from tests.elasticsearch.fault_server import FaultServer, fault_server
from tests.elasticsearch.test_faults import SECRET, on

pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate that signs itself, with its key in the same file."""
    path = tmp_path_factory.mktemp("tls")
    named = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    files = ["-keyout", str(path / "key"), "-out", str(path / "certificate")]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *named, *files]
    subprocess.run(command, check=True, capture_output=True)
    return path


@pytest.fixture
def server(certificate: Path) -> Iterator[FaultServer]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "certificate", certificate / "key")
    with fault_server(context) as served:
        yield served


def fingerprint(certificate: Path) -> str:
    der = ssl.PEM_cert_to_DER_cert((certificate / "certificate").read_text())
    return hashlib.sha256(der).hexdigest()


def test_certificate_is_trusted_by_its_authority_its_fingerprint_or_not_at_all(
    server: FaultServer, certificate: Path
) -> None:
    ways: list[dict[str, Any]] = [
        {"CA_FILE": str(certificate / "certificate")},
        {"FINGERPRINT": fingerprint(certificate)},
        {"VERIFY": False},
    ]
    for way in ways:
        assert on(server.url, **way).search(Query("企业")).total == 0, way
    for way in ({}, {"FINGERPRINT": "0" * 64}):
        with pytest.raises(EngineUnavailable, match="no secure connection"):
            on(server.url, **way).search(Query("企业"))
    assert server.requests == len(ways)


@pytest.mark.parametrize("fault", ["drips headers", "drips body", "hangs before headers", "hangs in body"])
def test_deadline_holds_through_tls(server: FaultServer, certificate: Path, fault: str) -> None:
    engine = on(server.url, CA_FILE=str(certificate / "certificate"))
    engine.search(Query("企业"))
    server.fault = fault
    with pytest.raises(EngineUnavailable, match="in time"):
        engine.search(Query("企业"))

    server.fault = "well"
    assert engine.search(Query("企业")).total == 0


def test_password_or_key_goes_with_every_request() -> None:
    with fault_server() as server:
        on(server.url).search(Query("企业"))
        assert b"authorization: Basic " + b64encode(f"huiqi:{SECRET}".encode()) in server.head
        on(server.url, BASIC_AUTH=None, API_KEY="a2V5").search(Query("企业"))
        assert b"authorization: ApiKey a2V5" in server.head
