"""What search keeps in the database beside the log: the lease of the one rebuild that may run."""

from django.db import models


class SearchRebuild(models.Model):
    """One row (id 1). `token` is the holder's ("" for none), alive while `beaten_at` is recent.

    `litter`: an index was begun that was neither swapped in nor removed. `replay_from`: events after this position may
    be missing in the serving index, since it was swapped in while they were applied to the one before.
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
