"""What an editor judged of a clause that needs no scheme; everything else about coverage is counted, not stored."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Ground(models.TextChoices):
    """Why a clause needs no scheme."""

    DEFINITION = "definition", _("definitions, purpose, scope")
    ORGANISATION = "organisation", _("duties of departments, organisation")
    FINAL = "final", _("final provisions")
    OTHER = "other", _("another reason")


class ClauseJudgement(models.Model):
    """A clause (permanent id of the document's text) that needs no scheme, why, and who said so. `judged_at` is UTC."""

    document = models.ForeignKey("policies.PolicyDocument", models.CASCADE, related_name="clause_judgements")
    clause_id = models.UUIDField()
    ground = models.CharField(_("reason"), max_length=16, choices=Ground.choices)
    note = models.CharField(_("note"), max_length=255, blank=True)
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    judged_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "clause_id"], name="clause_judged_once")]

    def __str__(self) -> str:
        return f"{self.clause_id}: {self.get_ground_display()}"
