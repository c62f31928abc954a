"""What stands under the fields of disclosures."""

from django.utils.translation import gettext_lazy as _

from portal.pages.help_texts import RECORD

DISCLOSURE = {
    "summary": RECORD["summary"],
    "disclosure_type": _("Proposed result: one may object. Final result: it is decided."),
    "act": _("What is done to those on the list, such as recognised, renamed, cancelled."),
    "published_month": _("Only where no day is known, as 2023-11."),
    "windows": _("From when to when one may object or comment."),
    "objection_channel": _("Where and how one objects, such as telephone, mailbox, address."),
    "roles": _("Who made it public."),
    "about_notice": _("The call whose result it is."),
    "about_scheme": _("The scheme it belongs to."),
    "about_document": _("The draft or document it is about."),
    "body": _("The text of the announcement."),
    "entries": _("The list. Never identity-card or mobile numbers; long lists are imported from Excel."),
    "contacts": _("Whom to ask."),
    "attachments": _("The list as a file."),
}
ENTRY = {
    "name_as_printed": _("As on the list, even where the enterprise has another name today."),
    "uscc": _("18 characters; the list need not give it."),
    "certificate_no": _("The certificate's number, such as GR202332001234."),
    "valid_to": _("Until when the title is held."),
    "amount": _("In yuan, digits only: 20万元 is 200000."),
    "note": _("What the list says besides."),
}
