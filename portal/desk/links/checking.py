"""Tries links: of one host one at a time with pauses, HEAD before GET, through the client that cannot reach inside."""

import datetime as dt
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from urllib.parse import unquote, urljoin, urlsplit

from django.db import connections
from django.db.models import Q
from django.urls import Resolver404, resolve
from wagtail.documents import get_document_model
from wagtail.models import Page, Site

from portal.batches import in_batches
from portal.desk.models import Link
from portal.outgoing import Answer, get, head
from portal.publication.models import PublishedPath
from portal.windows.instants import SHANGHAI

# Failures on this many different days make a link broken: a server that is down for a night does not.
DAYS_TO_BREAK = 3
AGAIN_WHEN_WELL = dt.timedelta(days=7)
AGAIN_WHEN_FAILED = dt.timedelta(hours=20)
AGAIN_WHEN_BROKEN = dt.timedelta(days=3)
MOST_AT_ONCE = 2000
HOSTS_AT_ONCE = 8
PAUSE_SECONDS = 1.0
REDIRECTS = 3
# Something answers there, only not to us.
NOT_FOR_PROGRAMS = frozenset({401, 403, 405, 406, 407, 412, 418, 429, 451})


def due(now: dt.datetime) -> dict[str, list[Link]]:
    """Links of other sites to try now, by host."""
    hosts: dict[str, list[Link]] = defaultdict(list)
    waiting = Link.objects.filter(Q(next_at=None) | Q(next_at__lte=now), internal=False)
    for link in waiting.order_by("next_at", "pk")[:MOST_AT_ONCE]:
        hosts[link.host].append(link)
    return hosts


def try_all(hosts: dict[str, list[Link]], pause: float = PAUSE_SECONDS) -> Iterator[tuple[Link, Answer]]:
    """Each link with what came of it, as hosts are done with; the caller writes."""
    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
        waiting = [pool.submit(_try_host, links, pause) for links in hosts.values()]
        for done in as_completed(waiting):
            yield from done.result()


def _try_host(links: list[Link], pause: float) -> list[tuple[Link, Answer]]:
    found = []
    try:
        for number, link in enumerate(links):
            time.sleep(pause if number else 0)
            found.append((link, ask(link.url)))
    finally:
        connections.close_all()
    return found


def ask(url: str) -> Answer:
    """HEAD, and GET where that fails: many servers know no HEAD. A few redirects are followed, each judged anew."""
    answer = _follow(head, url)
    return answer if reached(answer) else _follow(get, url)


def _follow(send: Callable[[str], Answer], url: str) -> Answer:
    answer = send(url)
    for _hop in range(REDIRECTS):
        target = answer.headers.get("location", "")
        if answer.status not in {301, 302, 303, 307, 308} or not target:
            break
        url = urljoin(url, target)
        answer = send(url)
    return answer


def reached(answer: Answer) -> bool:
    """Whether a reader would find something there."""
    return answer.status is not None and (answer.status < 400 or answer.status in NOT_FOR_PROGRAMS)


def note(link: Link, answer: Answer, now: dt.datetime) -> None:
    """Write what came of a try; failures count once a Shanghai day."""
    today = now.astimezone(SHANGHAI).date()
    link.status, link.checked_at = answer.status, now
    if reached(answer):
        link.error, link.failed_days, link.last_failed_on = "", 0, None
    else:
        link.error = answer.error or f"HTTP {answer.status}"
        link.failed_days += link.last_failed_on != today
        link.last_failed_on = today
    link.broken = link.failed_days >= DAYS_TO_BREAK
    wait = AGAIN_WHEN_BROKEN if link.broken else AGAIN_WHEN_FAILED if link.failed_days else AGAIN_WHEN_WELL
    link.next_at = now + wait
    link.save()


def check_internal(now: dt.datetime) -> int:
    """Judge addresses of this site by the page tree and the log; returns how many lead nowhere."""
    nowhere = 0
    for link in in_batches(Link.objects.filter(internal=True)):
        there = is_there(urlsplit(link.url).path)
        link.broken, link.status, link.checked_at = not there, 200 if there else 404, now
        link.error = "" if there else "HTTP 404"
        link.save()
        nowhere += not there
    return nowhere


def is_there(path: str) -> bool:
    """Whether this site answers at a path: a live record's, a live page's, a file's, or one of its own views."""
    known = PublishedPath.objects.filter(path=path).select_related("item").first()
    if known is not None:
        return bool(known.item.live)
    try:
        match = resolve(path)
    except Resolver404:
        return False
    if match.url_name == "wagtaildocs_serve":
        return bool(get_document_model().objects.filter(pk=match.kwargs["document_id"]).exists())
    return match.url_name not in ("wagtail_serve", "record") or _page_is_live(path)


def _page_is_live(path: str) -> bool:
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        return False
    inside = unquote(path).strip("/").removeprefix("en/")
    url_path = f"{site.root_page.url_path}{inside}/" if inside else site.root_page.url_path
    return bool(Page.objects.live().filter(url_path=url_path).exists())
