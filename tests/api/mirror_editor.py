"""An editor who never rests: publishes, changes, withdraws, takes back, through the verbs of the editor's buttons.

`python -m tests.api.mirror_editor SEED` says when it begins, works until a line comes on its standard input (and until
it has done everything at least once), then says what it did.
"""

import json
import random
import select
import sys
from collections import Counter

import django

django.setup()

from portal.pages.models import PortalPage  # noqa: E402
from portal.pages.verbs import publish_changes, withdraw  # noqa: E402
from tests.factories.documents import PolicyDocumentFactory  # noqa: E402
from tests.factories.guides import ServiceGuideFactory  # noqa: E402
from tests.factories.notices import ApplicationNoticeFactory  # noqa: E402

FACTORIES = (PolicyDocumentFactory, ServiceGuideFactory, ApplicationNoticeFactory)
REASONS = ("unspecified", "replaced", "retention_over", "not_public")
DEEDS = ("publish", "change", "withdraw")
FEWEST = 3


def act(dice: random.Random, pages: list[PortalPage], number: int) -> str:
    """One deed; returns its name."""
    deed = dice.choices(DEEDS, (5, 5, 2))[0] if len(pages) > FEWEST else "publish"
    if deed == "publish":
        pages.append(dice.choice(FACTORIES)(title=f"第{number}件"))
    elif deed == "change":
        page = dice.choice(pages)
        page.summary = f"第{number}次改动"
        publish_changes(page=page)
    else:
        withdraw(page=pages.pop(dice.randrange(len(pages))), reason=dice.choice(REASONS))
    return deed


def main(seed: int) -> None:
    """Until told to stop."""
    dice, done = random.Random(seed), Counter[str]()
    pages: list[PortalPage] = []
    say("begins")
    while len(done) < len(DEEDS) or not select.select([sys.stdin], [], [], 0)[0]:
        done[act(dice, pages, done.total())] += 1
    say(json.dumps(done))


def say(line: str) -> None:
    """To whoever started this."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]))
