"""What people searched: counted without knowing who, readable only when asked for often, forgotten after 90 days."""

import datetime as dt
import os
import threading
from typing import Any

import pytest
from django.db import DatabaseError, connections
from django.test import RequestFactory
from django.utils import timezone

from search.models import Searched, SearchedDay
from search.results.presentation import listing_result, search_result
from search.searches import note, popular, store
from search.searches.countable import LONGEST, countable
from search.searches.store import DAYS_KEPT, K
from search.searches.tally import FULL, MOST, Count, Tally, tally
from tests.search.records import publish

WRITERS = 4


@pytest.fixture(autouse=True)
def empty_tally() -> None:
    tally._begin()


def search_for(text: str, times: int = 1, total: int = 3) -> None:
    for _ in range(times):
        note(text, total)


def stored() -> list[tuple[str, int, int]]:
    return list(SearchedDay.objects.order_by("searched_id").values_list("searched__text", "asked", "nothing"))


def write(text: str, asked: int, *, days_ago: int = 0, total: int = 3) -> None:
    day = timezone.localdate() - dt.timedelta(days=days_ago)
    store.write({(day, text): Count(asked, asked if not total else 0, total)})


@pytest.mark.parametrize(
    "text",
    [
        "13800138000", "138 0013 8000", "电话１３８-００１３-８０００", "0512-6523 1234", "某某 320502199001011234",
        "32050219900101123X", "一三八零零一三八零零零", "someone@example.org", "某某＠example.org",
        "91320594MA1ABCDE5X", "账号6222.0212.3456", "长" * (LONGEST + 1), "", "？！", "\x00",
    ],
)  # fmt: skip
def test_text_that_may_name_a_person_is_not_counted(text: str) -> None:
    assert countable(text) == ""


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("  高企　補貼 ", "高企 补贴"),
        ("苏府规字〔2020〕12号", "苏府规字〔2020〕12号"),
        ("2024年、2025年", "2024年、2025年"),
        ("专精特新 ＡＩ", "专精特新 ai"),
        ("@ 补贴", "@ 补贴"),
    ],
)
def test_text_is_counted_in_one_form(text: str, counted: str) -> None:
    assert countable(text) == counted


@pytest.mark.django_db
def test_reading_writes_nothing_until_the_tally_is_flushed(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        search_for("高企补贴", K)
    tally.flush()

    assert stored() == [("高企补贴", K, 0)]


@pytest.mark.django_db
def test_text_is_not_stored_before_it_was_asked_for_often_enough() -> None:
    search_for("高企补贴", K - 1)
    tally.flush()
    searched = Searched.objects.get()
    assert (searched.text, searched.initial, searched.asked) == ("", "", 0)
    assert stored() == [("", K - 1, 0)]

    search_for("高企 补贴")
    search_for("高企补贴", total=0)
    tally.flush()

    assert stored() == [("高企补贴", K, 1), ("", 1, 0)]


@pytest.mark.django_db
def test_hash_depends_on_the_secret_key(settings: Any) -> None:
    first = store.key_of("高企补贴")

    settings.SECRET_KEY = "another" * 10

    assert store.key_of("高企补贴") != first


@pytest.mark.django_db
def test_nothing_finer_than_the_day_and_nobody_is_stored() -> None:
    columns = {field.name for model in (Searched, SearchedDay) for field in model._meta.get_fields()}

    assert columns == {
        "id", "key", "text", "initial", "asked", "total", "days", "searched", "day", "nothing",
    }  # fmt: skip


@pytest.mark.django_db
def test_days_older_than_kept_are_forgotten_and_rare_texts_with_them() -> None:
    write("常搜", K, days_ago=DAYS_KEPT - 1)
    write("过去常搜", K)
    write("只有过去", K)
    SearchedDay.objects.exclude(searched__text="常搜").update(day=timezone.localdate() - dt.timedelta(days=DAYS_KEPT))
    write("过去常搜", 1)

    store.forget_old_days()

    assert sorted(stored()) == [("", 1, 0), ("常搜", K, 0)]
    assert Searched.objects.count() == 2
    assert Searched.objects.get(text="常搜").asked == K


@pytest.mark.django_db
def test_popular_gives_successful_searches_the_most_asked_first() -> None:
    write("高企补贴", K)
    write("高企认定", K + 1)
    write("高企没有", K, total=0)
    write("高企少见", K - 1)
    write("人才补贴", K + 2)

    assert popular("高企") == ["高企认定", "高企补贴"]
    assert popular(" 高 ", limit=1) == ["高企认定"]
    assert popular("企") == popular("%") == popular("_") == []
    assert popular("") == ["人才补贴", "高企认定", "高企补贴"]


@pytest.mark.django_db
def test_search_that_finds_nothing_any_more_is_not_popular() -> None:
    write("高企补贴", K)
    write("高企补贴", 1, total=0)

    assert popular("高企") == []


@pytest.mark.django_db
def test_failed_writing_is_kept_for_the_next_time(monkeypatch: pytest.MonkeyPatch, caplog: Any) -> None:
    def refuse(counts: object) -> None:
        search_for("高企补贴")
        raise DatabaseError("read-only")

    search_for("高企补贴", K - 1)
    with monkeypatch.context() as patched:
        patched.setattr(store, "write", refuse)
        tally.flush()
    assert "searches could not be counted" in caplog.text
    assert "高企" not in caplog.text
    tally.flush()

    assert stored() == [("高企补贴", K, 0)]


def test_memory_is_bounded() -> None:
    for number in range(MOST + 10):
        note(f"补贴{number}", 1)

    assert len(tally._counts) == MOST
    assert tally._full.is_set()
    assert FULL < MOST


def test_forked_process_begins_empty() -> None:
    search_for("高企补贴")
    tally._lock.acquire()
    reader, writer = os.pipe()
    if not (child := os.fork()):
        os.write(writer, b"locked" if tally._lock.locked() else f"{len(tally._counts)}".encode())
        os._exit(0)
    os.waitpid(child, 0)

    assert os.read(reader, 9) == b"0"
    tally._lock.release()
    os.close(reader)
    os.close(writer)


@pytest.mark.django_db
def test_no_thread_is_started_where_none_is_wanted() -> None:
    search_for("高企补贴")

    assert tally._writer is None


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_thread_writes_and_ends(settings: Any) -> None:
    settings.SEARCHES_FLUSH_SECONDS = 600
    own = Tally()
    own._writes_at_exit = True
    own.add("高企补贴", 1)
    writer = own._writer
    own._full.set()
    assert writer is not None
    writer.join()

    assert stored() == [("", 1, 0)]
    assert own._writer is None


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_writers_at_the_same_time_lose_nothing() -> None:
    start, failures = threading.Barrier(WRITERS), []
    texts = [f"补贴{number}" for number in range(20)]

    def work(number: int) -> None:
        turned = texts[number:] + texts[:number]
        start.wait()
        try:
            for _ in range(3):
                store.write({(timezone.localdate(), text): Count(1, 1, 0) for text in turned})
        except Exception as error:
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert sorted(stored()) == sorted((text, 3 * WRITERS, 3 * WRITERS) for text in texts)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "counted"),
    [
        ("q=研发补贴", True),
        ("q=研发补贴&page=2", False),
        ("q=研发补贴&level=city", False),
        ("q=研发补贴&-level=city", False),
        ("q=研发补贴&sort=date", False),
        ("level=city", False),
    ],
)
def test_only_the_first_page_of_a_search_for_words_alone_counts(indexed: Any, query: str, counted: bool) -> None:
    publish(title="企业研发补贴")
    indexed()
    search_result(RequestFactory().get("/search/?" + query))
    listing_result("policies", RequestFactory().get("/policies/?" + query))
    tally.flush()

    assert len(stored()) == counted
