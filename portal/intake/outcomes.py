"""What became of a row, in words."""

from django.utils.translation import gettext as _


def label_of_outcome(outcome: str, *, dry: bool) -> str:
    """In the active language; a dry run says what would become."""
    done = {"created": _("made"), "changed": _("changed"), "unchanged": _("unchanged"), "refused": _("refused")}
    would = done | {"created": _("would be made"), "changed": _("would be changed")}
    return (would if dry else done).get(outcome, outcome)
