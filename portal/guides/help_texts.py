"""What stands under the fields of guides."""

from django.utils.translation import gettext_lazy as _

from portal.pages.help_texts import RECORD

GUIDE = {
    "summary": RECORD["summary"],
    "service_code": _("The code in the list of government services."),
    "service_kind": _("Such as administrative licence or confirmation."),
    "catalogue_name": _("Its name in the list of government services."),
    "roles": _("Who handles it."),
    "conditions_text": _("Who may have it done, in the words of the guide."),
    "conditions": _("The same conditions one by one."),
    "materials": _("What is handed in, one by one."),
    "steps": _("What happens after what, and how long each takes."),
    "legal_limit_value": _("The limit that the law sets; digits only."),
    "legal_limit_unit": _("Working days, calendar days or months."),
    "promised_limit_value": _("The limit that the office promises; it is shown first."),
    "promised_limit_unit": _("Working days, calendar days or months."),
    "visits": _("How many times one must come; 0 where all is done online."),
    "fee": _("What it costs, in the words of the guide; also where nothing is charged."),
    "online_booking": _("Whether a visit can be booked online."),
    "courier": _("Whether the result comes by post."),
    "place": _("Counter and address."),
    "hours": _("When the counter is open, such as 9:00 to 12:00 and 13:30 to 17:00 on working days."),
    "consult_phone": _("Whom to ask, with area code."),
    "complaint_phone": _("Where to complain, with area code."),
    "platform": _("The system in which one applies, such as 广东政务服务网."),
    "apply_url": _("The page on which one begins."),
    "bases": _("The law or policy that provides for the service."),
    "attachments": _("Forms and examples."),
}
BASIS = {
    "document": _("Where the portal has the document; readers are led there."),
    "printed_title": _("Its title, where the portal does not have it."),
    "printed_number": _("Its number, where the portal does not have it."),
}
