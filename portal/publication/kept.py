"""What is made of the log and of the site's settings, kept until these move."""

from collections.abc import Callable
from typing import TypeVar

from portal.publication.models import LogHead
from portal.publication.page_cache import keep, recall

# A net under everything that no mark tells of.
LONGEST_SECONDS = 600
Part = TypeVar("Part")


def of_log(name: str, head: LogHead, make: Callable[[], Part]) -> Part:
    """What `make` reads of the log and what follows it, made once while log and site stand still.

    `head` was read before. It may depend on nothing else: on no vocabulary, no clock. None is not kept.
    """
    return _kept(f"log:{head.epoch}:{head.position}:{head.edition}:{name}", head, make)


def of_site(name: str, head: LogHead, make: Callable[[], Part]) -> Part:
    """What `make` reads of rows whose changes move the site's edition, such as sites and their looks."""
    return _kept(f"site:{head.epoch}:{head.edition}:{name}", head, make)


def _kept(key: str, head: LogHead, make: Callable[[], Part]) -> Part:
    found = recall(key)
    if found:
        part: Part = found[0]
        return part
    made = make()
    if head.epoch and made is not None:
        keep(key, (made,), LONGEST_SECONDS)
    return made
