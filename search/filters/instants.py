"""Instants as dyadic intervals, so that "this value holds now" is a set of exact terms on any engine.

An instant is an integer of microseconds in blocks of 2^20 per second. A span of time is covered by the fewest
intervals of the form [p·2^k, (p+1)·2^k); an instant lies in exactly one interval of each size. A span is indexed
by its cover, an instant asks for its intervals: they meet in one term if and only if the span holds the instant.
"""

import datetime as dt
from collections.abc import Iterator

from portal.publication.rendering import BEGINNING, END_OF_TIME

SECOND_BITS = 20
BITS = 58
LIMIT = 1 << BITS


def ordinal(instant: dt.datetime) -> int:
    """The instant as an integer, 0 ≤ n < 2^58, in order and exact to the microsecond."""
    since = instant - BEGINNING
    return ((since.days * 86_400 + since.seconds) << SECOND_BITS) | since.microseconds


def cover(starts_at: dt.datetime, ends_at: dt.datetime) -> Iterator[tuple[int, int]]:
    """(k, p) of the fewest dyadic intervals of starts_at ≤ t < ends_at; BEGINNING and END_OF_TIME are open."""
    low = 0 if starts_at <= BEGINNING else ordinal(starts_at)
    high = LIMIT if ends_at >= END_OF_TIME else ordinal(ends_at)
    while low < high:
        size = min((low & -low).bit_length() - 1 if low else BITS, (high - low).bit_length() - 1)
        yield size, low >> size
        low += 1 << size


def containing(instant: dt.datetime) -> Iterator[tuple[int, int]]:
    """(k, p) of every dyadic interval that holds the instant: 59 of them."""
    clamped = min(max(instant, BEGINNING), END_OF_TIME - dt.timedelta(microseconds=1))
    number = ordinal(clamped)
    for size in range(BITS + 1):
        yield size, number >> size
