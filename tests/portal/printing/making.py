"""Small compilations for tests of print."""

import io
import re

import pypdfium2

from portal.jobs.worker import drain
from portal.policies.models import Compilation, CompilationEntry, Scheme, SchemeCondition, SchemeContact
from portal.printing.models import Release
from portal.printing.releases import release
from portal.publication.transaction import transaction
from tests.factories.compilations import CompilationFactory
from tests.factories.schemes import SchemeFactory


def scheme(title: str = "北京市人工智能算力券", **facts) -> Scheme:
    """A scheme with what S 6.1.6 asks for."""
    stated = {
        "category": "funding", "amount_text": "最高支持200万元", "audience_text": "租用算力的企业",
        "conditions": [
            SchemeCondition(kind="apply", text="在本市注册"),
            SchemeCondition(kind="apply", text="合同金额不低于100万元"),
            SchemeCondition(kind="recognise", text="经专家评审认定"),
        ],
        "contacts": [SchemeContact(name="市经济和信息化局", phone="55578888")],
    }  # fmt: skip
    return SchemeFactory(title=title, **{**stated, **facts})


def compilation(*entries: CompilationEntry, **facts) -> Compilation:
    """A published compilation of these entries in their order."""
    for order, entry in enumerate(entries):
        entry.sort_order = order
    return CompilationFactory(**{"title": "惠企政策汇编", "edition": "2026年版", **facts, "entries": list(entries)})


def frozen(page: Compilation, user=None) -> Release:
    """A release of the page whose PDF is still waiting to be made."""
    with transaction():
        return release(page, user=user)


def released(page: Compilation, user=None) -> Release:
    """A release of the page, its PDF made."""
    made = frozen(page, user)
    drain()
    made.refresh_from_db()
    return made


def fetched(client, address: str) -> bytes:
    """A file as a reader gets it."""
    response = client.get(address)
    assert response.status_code == 200
    # Read to its end, the client closes it; to close it here would close the test's database, too.
    return b"".join(response.streaming_content)


def pdf_of(release: Release) -> bytes:
    """The file's bytes."""
    with release.file.open() as file:
        return file.read()


def lines(pdf: bytes) -> list[list[str]]:
    """The lines of every page as a reader of the file gets them, without spaces."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    found = [page.get_textpage().get_text_bounded().splitlines() for page in document]
    return [[re.sub(r"\s+", "", line) for line in page] for page in found]


def texts(pdf: bytes) -> list[str]:
    """The text of every page in one."""
    return ["".join(page) for page in lines(pdf)]
