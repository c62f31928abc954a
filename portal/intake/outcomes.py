"""What became of a row, in words."""

from django.utils.translation import gettext as _


def label_of_outcome(outcome: str, *, dry: bool) -> str:
    """In the active language; a dry run says what would become."""
    done = {
        "created": _("newly made"),
        "changed": _("brought up to date"),
        "unchanged": _("unchanged"),
        "refused": _("refused"),
    }
    would = done | {"created": _("would be newly made"), "changed": _("would be brought up to date")}
    return (would if dry else done).get(outcome, outcome)
