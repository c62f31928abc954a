"""What search keeps in the database beside the log: who rebuilds, what staff tuned, and what was searched."""

import datetime as dt
import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.publication.models import PublishedItem
from search.text.chinese import compact
from search.text.wordings import key_of, lines, parts_of

MOST_WORDINGS, LONGEST_WORDING = 5, 60
MOST_QUERIES, LONGEST_QUERY = 20, 200
MOST_PINNED = 3


class SearchRebuild(models.Model):
    """One row (id 1). `token` is the holder's ("" for none), alive while `beaten_at` is recent.

    `litter`: an index that does not serve may lie about. `replay_from`: events after this position may be missing in
    the serving index, since it was swapped in while they were applied to the one before.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    token = models.CharField(max_length=32, blank=True)
    started_at = models.DateTimeField(null=True)
    beaten_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    litter = models.BooleanField(default=False)
    replay_from = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"rebuild: {self.done} of {self.total}" if self.token else "no rebuild"


class TuningStamp(models.Model):
    """One row (id 1) that changes with every synonym and best bet, so that each process notices at its next search."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    token = models.UUIDField(default=uuid.uuid4)

    def __str__(self) -> str:
        return str(self.token)


class SynonymGroup(models.Model):
    """Wordings of one thing, one a line. One way: only the first finds the others, they do not find it."""

    class Direction(models.TextChoices):
        BOTH = "both", _("each wording also finds the others")
        FIRST = "first", _("only the first wording also finds the others")

    wordings = models.TextField(
        _("wordings"),
        help_text=_("One a line, at most five. Spaces, punctuation, capitals, traditional characters do not matter."),
    )
    direction = models.CharField(_("direction"), max_length=8, choices=Direction.choices, default=Direction.BOTH)
    note = models.CharField(_("note"), max_length=255, blank=True, help_text=_("For colleagues; never shown outside."))
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        ordering = ["wordings"]
        verbose_name = _("synonyms entry")
        verbose_name_plural = _("synonyms")

    def __str__(self) -> str:
        return (" → " if self.direction == self.Direction.FIRST else " = ").join(self.lines())

    def lines(self) -> list[str]:
        """The wordings in order."""
        return lines(self.wordings)

    def looked_for(self) -> list[str]:
        """The wordings that are looked for in a query."""
        return self.lines() if self.direction == self.Direction.BOTH else self.lines()[:1]

    def clean(self) -> None:
        """Refuse wordings that nobody can search for, repeated ones, and those another entry looks for."""
        self.wordings = "\n".join(self.lines())
        errors = [*_unusable(self.lines(), MOST_WORDINGS, LONGEST_WORDING), *self._elsewhere()]
        if len(self.lines()) < 2:
            errors.insert(0, gettext("Give at least two wordings, each on a line of its own."))
        if errors:
            raise ValidationError({"wordings": errors})

    def _elsewhere(self) -> list[str]:
        """A wording looked for by two entries would make the order of the entries decide."""
        found = gettext("“%(wording)s” is already in another entry: %(entry)s. Add the new wordings there.")
        mine = {key_of(wording): wording for wording in self.looked_for() if key_of(wording)}
        return [
            found % {"wording": mine[key], "entry": other}
            for other in SynonymGroup.objects.exclude(pk=self.pk)
            for key in sorted({key_of(wording) for wording in other.looked_for()} & mine.keys())
        ]


class BestBet(models.Model):
    """A public record that stands first for certain queries, up to and including a Shanghai day, or for ever."""

    queries = models.TextField(
        _("searches"),
        help_text=_("One a line, as people type them. The record comes first only for exactly these searches."),
    )
    record = models.ForeignKey(PublishedItem, models.CASCADE, verbose_name=_("record"), related_name="best_bets")
    sort_order = models.PositiveSmallIntegerField(
        _("order"), default=1, help_text=_("Where a search has several best bets (at most three), smallest first.")
    )
    until = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("It counts up to the end of this day; empty: for ever.")
    )
    note = models.CharField(_("note"), max_length=255, blank=True, help_text=_("For colleagues; never shown outside."))
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        ordering = ["sort_order", "pk"]
        verbose_name = _("best bet")
        verbose_name_plural = _("best bets")

    def __str__(self) -> str:
        return "、".join(self.lines())

    def lines(self) -> list[str]:
        """The searches in order."""
        return lines(self.queries)

    def compacted(self) -> set[str]:
        """The searches as they are compared."""
        return {compact(line) for line in self.lines()}

    def is_current(self, day: dt.date) -> bool:
        """Whether it counts on a Shanghai day."""
        return self.until is None or self.until >= day

    def clean(self) -> None:
        """Refuse a withdrawn record, a day that has passed, repeated searches, and a fourth for the same search."""
        self.queries = "\n".join(self.lines())
        unusable = _unusable(self.lines(), MOST_QUERIES, LONGEST_QUERY)
        errors: dict[str, Any] = {"queries": [*unusable, *self._elsewhere()]}
        record = PublishedItem.objects.filter(pk=self.record_id).first()
        if record and not record.live:
            errors["record"] = gettext("“%(title)s” was withdrawn. Choose a record that is public.") % {
                "title": record.title
            }
        if self.until and self.until < timezone.localdate():
            errors["until"] = gettext("This day has passed.")
        if any(errors.values()):
            raise ValidationError({name: found for name, found in errors.items() if found})

    def _elsewhere(self) -> list[str]:
        today = timezone.localdate()
        current = [other for other in BestBet.objects.exclude(pk=self.pk) if other.is_current(today)]
        errors = []
        for line in self.lines():
            same = [other for other in current if compact(line) in other.compacted()]
            if any(other.record_id == self.record_id for other in same):
                errors.append(gettext("“%s” already has this record as a best bet.") % line)
            elif len(same) >= MOST_PINNED:
                errors.append(gettext("“%s” already has three best bets. Take one away first.") % line)
        return errors


class Searched(models.Model):
    """A text that people searched for: `key` is its keyed hash, `text` stays "" until it was asked for often enough.

    `asked` counts the days kept; `total` is how many records the last search with it found.
    """

    key = models.CharField(max_length=64, unique=True)
    text = models.CharField(_("search"), max_length=64, blank=True)
    initial = models.CharField(max_length=1, blank=True)
    asked = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["initial", "-asked", "text"], name="searched_initial"),
            models.Index(fields=["-asked", "text"], name="searched_often"),
        ]
        default_permissions = ("view",)
        verbose_name = _("search that people made")
        verbose_name_plural = _("searches that people made")

    def __str__(self) -> str:
        return self.text


class SearchedDay(models.Model):
    """How often a text was searched for on a Shanghai day, and how often nothing was found."""

    searched = models.ForeignKey(Searched, models.CASCADE, related_name="days")
    day = models.DateField(db_index=True)
    asked = models.PositiveIntegerField(default=0)
    nothing = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["searched", "day"], name="searched_once_a_day")]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.day}: {self.asked}"


def _unusable(wordings: list[str], most: int, longest: int) -> list[str]:
    """What is wrong with the lines themselves, in the reader's words."""
    errors = []
    if len(wordings) > most:
        errors.append(gettext("There are %(count)s lines; at most %(most)s.") % {"count": len(wordings), "most": most})
    seen: set[tuple[str, ...]] = set()
    for wording in wordings:
        if not (parts := parts_of(wording)):
            errors.append(gettext("“%s” holds no word that can be searched for.") % wording)
        elif parts in seen:
            errors.append(gettext("“%s” is there twice.") % wording)
        if len(wording) > longest:
            names = {"wording": f"{wording[:20]}…", "longest": longest}
            errors.append(gettext("“%(wording)s” is longer than %(longest)s characters.") % names)
        seen.add(parts)
    return errors


def _tuned(**signal: Any) -> None:
    TuningStamp.objects.update_or_create(pk=1, defaults={"token": uuid.uuid4()})


for _model in (SynonymGroup, BestBet):
    post_save.connect(_tuned, sender=_model, dispatch_uid=f"search.tuned.save.{_model.__name__}")
    post_delete.connect(_tuned, sender=_model, dispatch_uid=f"search.tuned.delete.{_model.__name__}")
