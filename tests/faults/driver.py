"""The portal's worker and editors in one process: publishes and indexes in turn while a rebuild runs elsewhere."""

import datetime as dt
import json
import random
import select
import sys
from contextlib import suppress
from typing import Any

import django

django.setup()

from django.utils import timezone  # noqa: E402

from portal.publication.models import PublishedItem  # noqa: E402
from search.engine import EngineUnavailable, configured_engine  # noqa: E402
from search.indexing.audit import audit  # noqa: E402
from search.indexing.indexer import Indexer  # noqa: E402
from search.models import SearchRebuild  # noqa: E402
from tests.search.consistency import drain  # noqa: E402
from tests.search.records import publish, remove  # noqa: E402

SENTENCES = (
    "对认定的高新技术企业给予一次性奖励。",
    "支持中小企业数字化改造，按实际投入给予补贴。",
    "申报单位应当提交项目计划书和财务报表。",
    "本办法自印发之日起施行，有效期三年。",
    "科技创新券可用于购买检验检测服务。",
    "对首次上规模的工业企业给予奖励。",
)
DICE = random.Random(7)
WORKER = Indexer()


def one(n: int, **given: Any) -> PublishedItem:
    """Publish or change a record."""
    text = "".join(DICE.choices(SENTENCES, k=40))
    return publish(title=f"第{n}号支持企业发展的若干政策", body_text=text, level="city", field=["technology"], **given)


def seed(count: str) -> int:
    """The first records, and the one whose title every search must find."""
    publish(title="始终可以找到的政策文件", body_text="对企业的扶持政策。")
    for n in range(int(count)):
        one(n)
    return PublishedItem.objects.count()


def turn(n: int) -> None:
    """Publish one, change one, now and then withdraw one; then let the worker look.

    Its index may be taken away while it writes: the worker tries again at its next turn.
    """
    one(n)
    kept = PublishedItem.objects.filter(live=True).exclude(title__startswith="始终").order_by("?").first()
    if kept and n % 3:
        one(n, id=kept.pk)
    elif kept:
        remove(kept)
    with suppress(EngineUnavailable):
        drain(WORKER)


def busy() -> int:
    """Turns until the next line comes."""
    turns = 0
    while not select.select([sys.stdin], [], [], 0)[0]:
        turns += 1
        turn(turns)
    return turns


def settle() -> dict[str, Any]:
    """As a minute later: the worker, which ran all the time, does what is left, and the index is compared."""
    SearchRebuild.objects.update(beaten_at=timezone.now() - dt.timedelta(seconds=61))
    WORKER.tended_at = None
    drain(WORKER)
    return check()


def check() -> dict[str, Any]:
    """What check_search says."""
    found = audit(configured_engine(), timezone.now())
    return {**found.counts, "reason": found.reason, "newer": found.newer, "filed": found.filed, "public": found.public}


def main() -> None:
    """A line in, a line out."""
    commands = {"seed": seed, "busy": busy, "settle": settle}
    while line := sys.stdin.readline():
        name, *arguments = line.split()
        print(json.dumps(commands[name](*arguments)), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
