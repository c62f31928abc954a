"""Staff's screens: lists, forms, the chooser, the report and its spreadsheet, and who may see what."""

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.users.models import UserProfile

from portal.accounts.models import User
from search.models import BestBet, SynonymGroup
from search.searches import store
from search.searches.store import K
from search.searches.tally import Count
from search.staff.best_bets import pinned
from search.staff.synonyms import variants
from tests.search.records import publish, remove

pytestmark = pytest.mark.django_db
SYNONYMS, BEST_BETS = "wagtailsnippets_search_synonymgroup", "wagtailsnippets_search_bestbet"


def member(group: str) -> Client:
    user = User.objects.create_user(group, f"{group}@example.org", "not-a-default-1")
    user.groups.add(Group.objects.get(name=group))
    UserProfile.objects.create(user=user, preferred_language="en")
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def moderator() -> Client:
    return member("Moderators")


@pytest.fixture
def editor() -> Client:
    return member("Editors")


def write(text: str, asked: int, nothing: int = 0, days_ago: int = 0) -> None:
    day = timezone.localdate() - dt.timedelta(days=days_ago)
    store.write({(day, text): Count(asked, nothing, 7)})


def report(client: Client, **parameters: str) -> str:
    response = client.get(reverse("searches_report"), parameters)
    assert response.status_code == 200
    return response.content.decode()


def rows(client: Client, **parameters: str) -> list[list[str]]:
    """The spreadsheet's rows without its heading."""
    response = client.get(reverse("searches_report"), {"export": "csv", **parameters})
    content = b"".join(response.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))[1:]


def test_moderator_adds_a_synonym_and_it_counts(moderator: Client) -> None:
    given = {"wordings": "租房补贴\r\n 住房租赁补贴 \r\n", "direction": "both", "note": ""}

    response = moderator.post(reverse(f"{SYNONYMS}:add"), given)

    assert response.status_code == 302
    assert variants("租房补贴") == ("住房租赁补贴",)
    listed = moderator.get(reverse(f"{SYNONYMS}:list"), {"q": "租房"}).content.decode()
    assert "租房补贴 = 住房租赁补贴" in listed
    assert "/en/search/?q=%E7%A7%9F%E6%88%BF%E8%A1%A5%E8%B4%B4" in listed
    assert "高企" not in listed


def test_refused_synonym_is_shown_with_its_reason(moderator: Client) -> None:
    response = moderator.post(reverse(f"{SYNONYMS}:add"), {"wordings": "高企\n高科技企业", "direction": "both"})

    assert response.status_code == 200
    assert "高企 = 高新技术企业" in response.content.decode()


def test_saved_synonym_offers_to_try_it(moderator: Client) -> None:
    entry = SynonymGroup.objects.get(wordings__startswith="高企")

    page = moderator.get(reverse(f"{SYNONYMS}:edit", args=[entry.pk])).content.decode()

    assert "/en/search/?q=%E9%AB%98%E4%BC%81" in page
    assert "counts at once" in page
    assert "counts at once" not in moderator.get(reverse(f"{SYNONYMS}:add")).content.decode()


def test_moderator_adds_a_best_bet_and_it_counts(moderator: Client) -> None:
    record = publish(title="人才公寓管理办法")
    given = {"queries": "人才公寓", "record": str(record.pk), "sort_order": "1", "until": "", "note": ""}

    response = moderator.post(reverse(f"{BEST_BETS}:add"), given)

    assert response.status_code == 302
    assert pinned("人才公寓") == (str(record.pk),)
    bet = BestBet.objects.get()
    assert "人才公寓管理办法" in moderator.get(reverse(f"{BEST_BETS}:edit", args=[bet.pk])).content.decode()


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ("", "Choose a record."),
        ("nonsense", "not a valid"),
        ("6e7f3f8e-0000-4000-8000-000000000000", "no such record"),
    ],
)
def test_best_bet_without_a_known_record_is_refused(moderator: Client, record: str, message: str) -> None:
    given = {"queries": "人才公寓", "record": record, "sort_order": "1"}

    response = moderator.post(reverse(f"{BEST_BETS}:add"), given)

    assert response.status_code == 200
    assert message in response.content.decode()


def test_list_says_that_a_record_was_withdrawn_or_a_best_bet_has_ended(moderator: Client) -> None:
    gone, past = publish(title="撤回的办法"), publish(title="到期的办法")
    BestBet.objects.create(queries="一", record=gone)
    BestBet.objects.create(queries="二", record=past, until=timezone.localdate() - dt.timedelta(days=1))
    assert "record withdrawn" not in moderator.get(reverse(f"{BEST_BETS}:list")).content.decode()

    remove(gone)
    page = moderator.get(reverse(f"{BEST_BETS}:list")).content.decode()

    assert "record withdrawn" in page
    assert "撤回的办法 (withdrawn)" in page
    assert "ended" in page


def test_chooser_finds_public_records_by_title_number_address_and_id(moderator: Client) -> None:
    wanted = publish(title="关于人才公寓的管理办法", number="苏府规[2020]5", doc_number="苏府规〔2020〕5号")
    publish(title="别的办法")
    gone = publish(title="关于人才公寓的旧办法")
    remove(gone)
    asked = ["人才 办法", "苏府规〔2020〕5号", f"http://testserver{wanted.path}", str(wanted.pk)]

    for text in asked:
        page = moderator.get(reverse("public_records:choose_results"), {"q": text}).content.decode()
        assert "关于人才公寓的管理办法" in page, text
        assert "别的办法" not in page, text
        assert "旧办法" not in page, text

    modal = moderator.get(reverse("public_records:choose"))
    assert modal.json()["step"] == "choose"
    chosen = moderator.get(reverse("public_records:chosen", args=[wanted.pk])).json()
    assert chosen["result"]["id"] == str(wanted.pk)
    assert chosen["result"]["title"] == "关于人才公寓的管理办法"


def test_report_shows_only_what_was_asked_for_often_in_the_period(editor: Client) -> None:
    write("高企补贴", K + 2, nothing=1)
    write("人才补贴", K)
    write("少见", K - 1)
    write("过去常搜", K, days_ago=40)

    assert [row[:3] for row in rows(editor)] == [["高企补贴", str(K + 2), "1"], ["人才补贴", str(K), "0"]]
    assert "过去常搜" in {row[0] for row in rows(editor, days="90")}
    assert [row[0] for row in rows(editor, found="nothing")] == ["高企补贴"]
    assert [row[0] for row in rows(editor, q="人才")] == ["人才补贴"]
    assert [row[0] for row in rows(editor, ordering="times")] == ["人才补贴", "高企补贴"]
    page = report(editor)
    assert "高企补贴" in page
    assert "少见" not in page
    assert "过去常搜" not in page


def test_days_outside_the_period_do_not_help_a_text_over_the_threshold(editor: Client) -> None:
    write("高企补贴", K - 1)
    write("高企补贴", 1, days_ago=10)

    assert rows(editor, days="7") == []
    assert len(rows(editor)) == 1


@pytest.mark.parametrize("text", ["=1+1", "+86", "-补贴", "@补贴"])
def test_spreadsheet_takes_no_text_for_a_formula(editor: Client, text: str) -> None:
    write(text, K)

    assert rows(editor)[0][0] == f"'{text}"
    workbook = editor.get(reverse("searches_report"), {"export": "xlsx"})
    cell = load_workbook(io.BytesIO(b"".join(workbook.streaming_content))).active["A2"]
    assert (cell.value, cell.data_type) == (f"'{text}", "s")


def test_report_leads_to_the_search_and_to_prefilled_forms(moderator: Client, editor: Client) -> None:
    write("租房补贴", K)

    page = report(moderator)

    for address in (
        "/en/search/?q=",
        f"{reverse(f'{SYNONYMS}:add')}?wordings=",
        f"{reverse(f'{BEST_BETS}:add')}?queries=",
    ):
        assert f'href="{address}%E7%A7%9F%E6%88%BF%E8%A1%A5%E8%B4%B4"' in page
    assert "wordings=" not in report(editor)
    form = moderator.get(reverse(f"{SYNONYMS}:add"), {"wordings": "租房补贴"}).content.decode()
    assert "租房补贴</textarea>" in form
    form = moderator.get(reverse(f"{BEST_BETS}:add"), {"queries": "租房补贴"}).content.decode()
    assert "租房补贴</textarea>" in form


def test_hostile_text_is_shown_as_text(editor: Client) -> None:
    write("<script>alert(1)</script>", K)

    assert "<script>alert(1)" not in report(editor)


def test_editor_reads_but_does_not_tune(editor: Client) -> None:
    entry = SynonymGroup.objects.first()

    assert editor.get(reverse(f"{SYNONYMS}:list")).status_code == 200
    assert editor.get(reverse(f"{SYNONYMS}:add")).status_code == 302
    assert editor.post(reverse(f"{SYNONYMS}:delete", args=[entry.pk])).status_code == 302
    assert SynonymGroup.objects.filter(pk=entry.pk).exists()


@pytest.mark.parametrize(
    "name", ["searches_report", "searches_report_results", f"{SYNONYMS}:list", f"{BEST_BETS}:list"]
)
def test_without_permission_every_screen_is_refused(editor: Client, name: str) -> None:
    Group.objects.get(name="Editors").permissions.filter(content_type__app_label="search").delete()

    response = editor.get(reverse(name))

    assert (response.status_code, response.headers.get("Location")) == (302, reverse("wagtailadmin_home"))


@pytest.mark.parametrize("name", ["searches_report", f"{SYNONYMS}:list", "public_records:choose"])
def test_stranger_is_sent_to_sign_in(client: Client, name: str) -> None:
    assert reverse("wagtailadmin_login") in client.get(reverse(name)).headers["Location"]


def test_menus_offer_what_one_may_do(editor: Client) -> None:
    home: Any = editor.get(reverse("wagtailadmin_home")).content.decode()

    assert reverse("searches_report") in home
    assert reverse(f"{SYNONYMS}:list") in home
