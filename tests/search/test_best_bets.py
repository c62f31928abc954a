"""Records that staff put first: for exactly which searches, how long, and never one that was withdrawn."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from portal.publication.models import PublishedItem
from search.models import BestBet
from search.staff.best_bets import pinned
from tests.search.records import publish, remove

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def bet(record: PublishedItem, *queries: str, **given: Any) -> BestBet:
    made = BestBet(record=record, queries="\n".join(queries), **given)
    made.full_clean()
    made.save()
    return made


def refusal(*arguments: Any, **given: Any) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refused:
        bet(*arguments, **given)
    return refused.value.message_dict


def test_record_is_pinned_for_exactly_its_searches_however_they_are_typed() -> None:
    record = publish()
    bet(record, "人才补贴", "Talent 2024")

    assert pinned("人才补贴") == pinned(" 人才，補貼！") == pinned("ＴＡＬＥＮＴ 2024") == (str(record.pk),)
    assert pinned("人才补贴申请") == pinned("补贴") == pinned("") == pinned("？") == ()


def test_best_bets_of_one_search_keep_their_order_and_are_three_at_most() -> None:
    first, second, third, fourth = (publish() for _ in range(4))
    for record, order in ((second, 2), (first, 1), (third, 3)):
        bet(record, "人才补贴", sort_order=order)
    BestBet.objects.create(record=fourth, queries="人才补贴", sort_order=4)

    assert pinned("人才补贴") == (str(first.pk), str(second.pk), str(third.pk))


def test_best_bet_counts_until_the_end_of_its_last_day() -> None:
    today = timezone.localdate()
    lasting, ending = publish(), publish()
    bet(lasting, "人才补贴", sort_order=2)
    expiring = bet(ending, "人才补贴", until=today)
    assert pinned("人才补贴") == (str(ending.pk), str(lasting.pk))

    BestBet.objects.filter(pk=expiring.pk).update(until=today - DAY)
    expiring.refresh_from_db()
    expiring.save()

    assert pinned("人才补贴") == (str(lasting.pk),)


def test_withdrawn_record_gives_its_place_to_the_next() -> None:
    records = [publish() for _ in range(4)]
    for order, record in enumerate(records):
        BestBet.objects.create(record=record, queries="人才补贴", sort_order=order)

    remove(records[0])

    assert pinned("人才补贴") == tuple(str(record.pk) for record in records[1:])


def test_change_takes_effect_at_the_next_search() -> None:
    record, other = publish(), publish()
    made = bet(record, "人才补贴")
    assert pinned("人才补贴") == (str(record.pk),)
    made.record = other
    made.save()
    assert pinned("人才补贴") == (str(other.pk),)
    BestBet.objects.all().delete()
    assert pinned("人才补贴") == ()


def test_search_without_best_bets_reads_one_row(django_assert_num_queries: Any) -> None:
    bet(publish(), "人才补贴")
    pinned("人才补贴")

    with django_assert_num_queries(1):
        pinned("租房补贴")


def test_withdrawn_record_is_refused_by_its_title() -> None:
    record = publish(title="已经撤回的办法")
    remove(record)

    assert "已经撤回的办法" in refusal(record, "人才补贴")["record"][0]


def test_day_that_has_passed_is_refused() -> None:
    assert "passed" in refusal(publish(), "人才补贴", until=timezone.localdate() - DAY)["until"][0]


@pytest.mark.parametrize(
    ("queries", "message"),
    [(["人才补贴", "人才 补贴。", "人才补贴"], "twice"), (["！"], "no word"), (["长" * 201], "longer")],
)
def test_searches_are_refused_in_the_readers_words(queries: list[str], message: str) -> None:
    assert message in str(refusal(publish(), *queries)["queries"])


def test_same_record_twice_for_one_search_is_refused() -> None:
    record = publish()
    bet(record, "人才补贴", "人才")

    assert "already has this record" in refusal(record, "人才")["queries"][0]


def test_fourth_record_for_one_search_is_refused_unless_one_has_expired() -> None:
    for _ in range(3):
        made = bet(publish(), "人才补贴")
    assert "three best bets" in refusal(publish(), "人才补贴")["queries"][0]

    made.until = timezone.localdate() - DAY
    made.save()
    bet(publish(), "人才补贴")

    assert len(pinned("人才补贴")) == 3
