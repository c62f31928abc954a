"""Leaflets and large print: what is on them, when they are made, and what a crowd gets."""

import datetime as dt
import uuid
from pathlib import Path

import pytest
from django.utils import timezone

from portal.jobs.running import JobRefused
from portal.pages.verbs import publish_changes, withdraw
from portal.policies.models import SchemeCondition
from portal.printing import sheet_store, sheet_views
from portal.printing.facts import Fact
from portal.printing.press import Paper
from portal.printing.sheet_store import Busy, sheet
from portal.printing.sheets import LINE, fitting
from tests.factories.disclosures import DisclosureFactory
from tests.factories.documents import PolicyDocumentFactory
from tests.factories.guides import ServiceGuideFactory
from tests.factories.interpretations import InterpretationFactory
from tests.factories.notices import ApplicationNoticeFactory
from tests.portal.printing.making import fetched, scheme, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def presses(monkeypatch) -> list[str]:
    """The HTML that would have been typeset; nothing is."""
    asked: list[str] = []

    def press(html: str, **limits):
        asked.append(html)
        return Paper(b"%PDF-made-up", 2)

    monkeypatch.setattr(sheet_views, "press", press)
    return asked


def test_a_leaflet_is_two_pages_and_says_what_for_whom_how_much_and_whom_to_ask(client):
    pages = texts(fetched(client, f"/i/{scheme().permanent_id}/leaflet.pdf"))
    assert len(pages) == 2
    for words in ("北京市人工智能算力券", "租用算力的企业", "最高支持200万元", "市经济和信息化局55578888"):
        assert words in pages[0]
    assert "合同金额不低于100万元" in pages[1] and "经专家评审认定" in pages[1]


def test_however_much_is_stated_a_leaflet_stays_two_pages_and_says_that_there_is_more(client):
    conditions = [
        SchemeCondition(kind="apply", text=f"第{number}项条件，" + "企业应当具备相应能力，" * 12)
        for number in range(60)
    ]
    page = scheme("很长的" * 60, conditions=conditions, audience_text="各类企业" * 300, amount_text="给予补贴，" * 400)
    pages = texts(fetched(client, f"/i/{page.permanent_id}/leaflet.pdf"))
    assert len(pages) == 2 and "第0项条件" in pages[1] and "…" in pages[0] and "…" in pages[1]


def test_large_print_holds_everything(client):
    pages = texts(fetched(client, f"/i/{scheme().permanent_id}/large-print.pdf"))
    whole = "".join(pages)
    for words in ("最高支持200万元", "合同金额不低于100万元", "经专家评审认定", "55578888"):
        assert words in whole


@pytest.mark.parametrize(
    "factory",
    [PolicyDocumentFactory, ApplicationNoticeFactory, InterpretationFactory, ServiceGuideFactory, DisclosureFactory],
)
def test_every_kind_has_both_and_its_page_links_to_them(client, presses, factory):
    page = factory()
    told = client.get(page.url).content.decode()
    for form in ("leaflet", "large-print"):
        assert f"/i/{page.permanent_id}/{form}.pdf" in told
        assert fetched(client, f"/i/{page.permanent_id}/{form}.pdf") == b"%PDF-made-up"
    assert len(presses) == 2 and all(page.title in html for html in presses)


def test_a_sheet_is_made_once_for_the_same_words_and_anew_for_others(client, presses):
    page = scheme()
    for _ in range(3):
        fetched(client, f"/i/{page.permanent_id}/leaflet.pdf")
    assert len(presses) == 1
    page.amount_text = "最高支持500万元"
    publish_changes(page=page)
    fetched(client, f"/i/{page.permanent_id}/leaflet.pdf")
    assert len(presses) == 2 and "500万元" in presses[1]


def test_only_the_newest_state_of_a_sheet_is_kept(settings):
    for html in ("一", "二"):
        sheet("name", html, lambda: b"pdf")
    assert len(list((Path(settings.DATA_DIR) / "sheets").glob("name-*.pdf"))) == 1


def test_what_a_killed_process_left_and_what_was_taken_away_meanwhile_do_no_harm(settings):
    folder = Path(settings.DATA_DIR) / "sheets"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "left-by-a-killed-process.part").write_bytes(b"half")
    path = sheet("gone", "一", lambda: b"pdf")
    path.unlink()

    assert sheet("gone", "一", lambda: b"again").read_bytes() == b"again"
    assert not list(folder.glob("*.part"))


def test_a_withdrawn_record_has_no_sheet(client, presses):
    page = scheme()
    withdraw(page=page, reason="issued_in_error")
    answer = client.get(f"/i/{page.permanent_id}/leaflet.pdf", follow=True)
    assert answer.status_code == 410 and not presses
    assert client.get(f"/i/{uuid.uuid4()}/large-print.pdf").status_code == 404


def test_a_crowd_is_told_to_come_again_instead_of_starting_a_hundred(client, monkeypatch, presses):
    def busy(*args):
        raise Busy

    monkeypatch.setattr(sheet_views, "sheet", busy)
    answer = client.get(f"/i/{scheme().permanent_id}/leaflet.pdf")
    assert answer.status_code == 503 and answer["Retry-After"] == "5" and not presses
    assert 'http-equiv="refresh"' in answer.content.decode()


def test_while_one_is_made_no_other_begins(settings, monkeypatch):
    monkeypatch.setattr(sheet_store, "WAIT_SECONDS", 0.2)

    def make_another() -> bytes:
        with pytest.raises(Busy):
            sheet("other", "二", lambda: b"never")
        return b"pdf"

    assert sheet("name", "一", make_another).read_bytes() == b"pdf"
    assert sheet("other", "二", lambda: b"now").read_bytes() == b"now"


def test_no_more_than_a_few_wait(settings, monkeypatch):
    for _ in range(sheet_store.MOST_WAITING):
        assert sheet_store._waiting.acquire(blocking=False)
    try:
        with pytest.raises(Busy):
            sheet("name", "一", lambda: b"never")
    finally:
        sheet_store._waiting.release(sheet_store.MOST_WAITING)


def test_where_printing_is_not_possible_readers_get_a_sentence(client, monkeypatch):
    def refused(*args, **limits):
        raise JobRefused("no Pango")

    monkeypatch.setattr(sheet_views, "press", refused)
    answer = client.get(f"/i/{scheme().permanent_id}/large-print.pdf")
    assert answer.status_code == 503 and "no Pango" not in answer.content.decode()


def test_what_does_not_fit_is_shortened_with_a_word_and_every_fact_keeps_its_name():
    facts = [Fact(str(number), f"名{number}", ("长" * LINE * 40,)) for number in range(4)]
    kept = fitting(facts, 20)
    assert [fact.name for fact in kept] == ["名0", "名1", "名2", "名3"]
    assert all("…" in fact.lines[0] and len(fact.lines[0]) < LINE * 20 for fact in kept)
    assert fitting([Fact("a", "名", ("短",))], 20)[0].lines == ("短",)


def test_the_day_of_print_is_shanghais(client, presses, monkeypatch):
    late = dt.datetime(2026, 12, 31, 17, 0, tzinfo=dt.UTC)
    monkeypatch.setattr(timezone, "now", lambda: late)
    page = scheme()
    fetched(client, f"/i/{page.permanent_id}/leaflet.pdf")
    assert "2027-01-01" in presses[0]
