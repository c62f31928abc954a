"""What stands under the fields of activities."""

from django.utils.translation import gettext_lazy as _

from portal.pages.help_texts import RECORD

ACTIVITY = {
    "summary": RECORD["summary"],
    "starts_at": _("Day and time, in China time."),
    "ends_at": _("Day and time; it is taken from the lists afterwards."),
    "capacity": _("How many may come; empty where there is no limit."),
    "place": _("House, floor, room."),
    "online_url": _("Where one takes part or watches online."),
    "windows": _("From when to when one may register."),
    "roles": _("Who holds it."),
    "about_document": _("The document it is about."),
    "about_scheme": _("The scheme it is about."),
    "body": _("Programme, speakers, how one gets there."),
    "contacts": _("Whom to ask."),
    "attachments": _("Programme, slides, form."),
    "cancelled_at": _("Only when it is cancelled: from when that is so."),
    "cancel_reason": _("Shown to those who registered, such as 因台风延期，另行通知."),
}
