"""The steps of a review, and what is checked in each: 三审 (what it says) and 三校 (how it is written)."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Step(models.TextChoices):
    """A second pair of eyes, or one of three."""

    RELEASE = "release", _("second person")
    FIRST = "first", _("first review")
    SECOND = "second", _("second review")
    FINAL = "final", _("final review")


class Outcome(models.TextChoices):
    """How a step ended."""

    APPROVED = "approved", _("approved")
    REJECTED = "rejected", _("sent back")


_SOURCE = ("source", _("Text, numbers and dates were compared with the original, character by character."))
_PRIVATE = ("private", _("No identity-card or telephone numbers of persons, no state or trade secrets."))
_WRITING = ("writing", _("Wrong characters, punctuation and numbering were corrected."))

# Step -> what the reviewer confirms: code and sentence. A record keeps the codes.
POINTS: dict[str, tuple[tuple[str, Promise], ...]] = {
    Step.RELEASE: (_SOURCE, _PRIVATE),
    Step.FIRST: (
        ("facts", _("Title, number, bodies, dates, amounts and conditions are complete and right.")),
        _SOURCE,
        _WRITING,
    ),
    Step.SECOND: (
        ("basis", _("The documents it rests on are in force, and what it says follows from them.")),
        _PRIVATE,
        ("second_proof", _("The corrections of the first proof were made, and links and attachments open.")),
    ),
    Step.FINAL: (
        ("release", _("It may be published: scope, time and visibility are right.")),
        ("preview", _("The page was read in the preview as the public will see it.")),
        ("last_proof", _("Title, names of bodies and persons, amounts and deadlines were read once more.")),
    ),
}
