"""A release: frozen, typeset, and told apart from what is true now."""

import datetime as dt
import hashlib
import re
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from portal.jobs.models import Job
from portal.pages.verbs import publish_changes, withdraw
from portal.policies.models import CompilationEntry, PolicyDocument
from portal.printing.models import Release
from portal.printing.releases import release
from portal.publication.transaction import transaction
from tests.factories.compilations import CompilationFactory
from tests.factories.documents import PolicyDocumentFactory
from tests.portal.printing.making import compilation, fetched, frozen, lines, pdf_of, released, scheme, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def booklet():
    """Three entries in two chapters."""
    entries = [
        CompilationEntry(heading="资金类", scheme=scheme(), note="以当年通知为准"),
        CompilationEntry(heading="资金类", scheme=scheme("中小企业贷款贴息", amount_text="贴息率2%")),
        CompilationEntry(
            heading="政策文件", document=PolicyDocumentFactory(title="科技创新条例", doc_number="京政发〔2023〕7号")
        ),
    ]
    return compilation(*entries)


def test_the_pdf_says_what_was_public(booklet):
    made = released(booklet)
    pages = texts(pdf_of(made))
    whole = "".join(pages)
    assert len(pages) == made.pages >= 4
    for words in ("惠企政策汇编", "2026年版", "最高支持200万元", "租用算力的企业", "在本市注册", "经专家评审认定"):
        assert words in whole
    for words in ("以当年通知为准", "京政发〔2023〕7号", "55578888"):
        assert words in whole


def test_the_contents_give_the_pages_on_which_the_entries_begin(booklet):
    pdf = pdf_of(released(booklet))
    pages, contents = texts(pdf), lines(pdf)[1]
    for title in ("北京市人工智能算力券", "中小企业贷款贴息", "科技创新条例"):
        found = [int(told[1]) for line in contents if (told := re.search(title + r"\D*(\d+)$", line))]
        assert len(found) == 1 and title in pages[found[0] - 1] and found[0] > 2
    assert all(page.endswith(str(number)) for number, page in enumerate(pages[1:], start=2))


def test_a_release_keeps_versions_and_the_file_its_sum(booklet):
    made = released(booklet)
    assert made.sha256 == hashlib.sha256(pdf_of(made)).hexdigest() and made.bytes == made.file.size
    assert [(row["entry"], row["n"], row["heading"]) for row in made.contents] == [
        (1, 1, "资金类"), (2, 1, "资金类"), (3, 1, "政策文件"),
    ]  # fmt: skip


def test_an_edit_afterwards_changes_nothing_that_was_released_and_shows_behind_the_code(booklet, client):
    made = frozen(booklet)
    before = client.get(f"/c/{made.pk}/1").content.decode()
    page = booklet.entries.first().scheme
    page.amount_text, page.audience_text = "最高支持500万元", "租用算力的企业"
    publish_changes(page=page)
    kept = Release.objects.get(pk=made.pk)
    told = client.get(f"/c/{made.pk}/1").content.decode()
    assert kept.contents == made.contents
    assert "最高支持500万元" not in before
    assert "<del>最高支持200万元</del>" in told and "<ins>最高支持500万元</ins>" in told
    assert "<del>租用算力的企业</del>" not in told
    assert client.get(f"/c/{made.pk}").content.decode().count("badge--amended") == 1


def test_the_job_may_be_run_twice_and_the_file_stays_the_same(booklet):
    made = released(booklet)
    Job.objects.filter(pk=made.job).update(state="waiting", attempts=0)
    assert released(booklet).number == 2
    assert Release.objects.get(pk=made.pk).sha256 == made.sha256


def test_a_withdrawn_entry_leads_to_its_successor(booklet, client):
    made, new = frozen(booklet), scheme("新的算力券")
    withdraw(page=booklet.entries.first().scheme, reason="replaced", successor=new.permanent_id)
    told = client.get(f"/c/{made.pk}/1").content.decode()
    assert "badge--cancelled" in told and "新的算力券" in told and "最高支持200万元" in told


def test_what_was_taken_back_is_read_nowhere_any_more(booklet, client):
    made = released(booklet)
    withdraw(page=booklet.entries.first().scheme, reason="issued_in_error")
    assert client.get(f"/c/{made.pk}.pdf").status_code == 410
    for address in (f"/c/{made.pk}", f"/c/{made.pk}/1"):
        answer = client.get(address)
        assert answer.status_code == 200 and "算力券" not in answer.content.decode()


def test_a_compilation_that_was_taken_back_leaves_only_its_entries(booklet, client):
    made = frozen(booklet)
    withdraw(page=booklet, reason="not_public")

    for address in (f"/c/{made.pk}", f"/c/{made.pk}/1"):
        told = client.get(address).content.decode()
        assert "算力券" in told
        assert not [words for words in (booklet.title, "以当年通知为准", "<h3>资金类") if words in told]


def test_a_repealed_document_says_so(booklet, client):
    made = frozen(booklet)
    page = PolicyDocument.objects.get()
    page.validity_override = "repealed"
    publish_changes(page=page)
    assert "badge--repealed" in client.get(f"/c/{made.pk}/3").content.decode()


def test_what_had_expired_before_it_was_printed_has_not_changed_since(client):
    page = compilation(CompilationEntry(scheme=scheme(valid_to=dt.date(2020, 1, 1))))
    made = frozen(page)
    told = client.get(f"/c/{made.pk}").content.decode()
    assert "badge--in_force" in told and told.count("badge--expired") == 1


def test_what_expires_after_printing_says_so_with_nobody_editing(client, monkeypatch):
    made = frozen(compilation(CompilationEntry(scheme=scheme(valid_to=dt.date(2099, 12, 31)))))
    later = dt.datetime(2100, 1, 2, tzinfo=dt.UTC)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert "badge--expired" in client.get(f"/c/{made.pk}/1").content.decode()


def test_the_compilation_offers_the_file_with_pages_and_sum(booklet, client):
    made = released(booklet)
    page = client.get(booklet.url).content.decode()
    assert f"/c/{made.pk}.pdf" in page and made.sha256 in page
    assert fetched(client, f"/c/{made.pk}.pdf") == pdf_of(made)


def test_only_what_is_public_can_be_released():
    draft = CompilationFactory.build(entries=[CompilationEntry(scheme=scheme())])
    with transaction(), pytest.raises(ValidationError):
        release(draft, user=None)
    with transaction(), pytest.raises(ValidationError):
        release(compilation(), user=None)


def test_an_entry_that_is_not_public_is_not_printed():
    hidden = scheme("内部试点事项")
    page = compilation(CompilationEntry(scheme=hidden), CompilationEntry(scheme=scheme()))
    withdraw(page=hidden, reason="not_public")
    made = frozen(page)
    assert [row["id"] for row in made.contents] != [] and str(hidden.permanent_id) not in str(made.contents)


def test_a_release_refuses_to_change(booklet):
    made = frozen(booklet)
    made.title = "另一本"
    with pytest.raises(ValueError, match="does not change"):
        made.save()


@pytest.mark.parametrize("address", ["/c/99", "/c/99.pdf", "/c/99/1", f"/c/{2**70}", f"/c/{2**70}/1", "/c/1/0"])
def test_what_never_was_is_not_found(address, client):
    assert client.get(address).status_code == 404


def test_nobody_can_reach_a_foreign_record_through_a_made_up_entry(booklet, client):
    made = frozen(booklet)
    assert client.get(f"/c/{made.pk}/{2**40}").status_code == 404
    assert client.get(f"/i/{uuid.uuid4()}/leaflet.pdf").status_code == 404
