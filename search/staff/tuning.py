"""What staff tuned, kept per process and read again when the stamp in the database differs."""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from search.models import BestBet, SynonymGroup, TuningStamp
from search.staff.synonym_lookup import Synonyms


@dataclass
class Tuning:
    """Synonyms and best bets as at one stamp; each is read when it is first asked for."""

    token: uuid.UUID | None

    @cached_property
    def synonyms(self) -> Synonyms:
        """The synonyms, ready to be looked up."""
        groups = SynonymGroup.objects.order_by("pk")
        return Synonyms((group.lines(), group.direction == SynonymGroup.Direction.BOTH) for group in groups)

    @cached_property
    def best_bets(self) -> dict[str, list[BestBet]]:
        """The best bets of each compact query in their order, expired ones too."""
        found = defaultdict(list)
        for bet in BestBet.objects.all():
            for key in bet.compacted():
                found[key].append(bet)
        return dict(found)


_tuning: Tuning | None = None


def current() -> Tuning:
    """The tuning in force. One row is read each time; it is read before the entries, so a change between is noticed."""
    global _tuning
    token = TuningStamp.objects.filter(pk=1).values_list("token", flat=True).first()
    tuning = _tuning
    if tuning is None or tuning.token != token:
        tuning = _tuning = Tuning(token)
    return tuning
