"""What stands under the fields that every record and its parts have: plain words, with an example."""

from django.utils.translation import gettext_lazy as _

RECORD = {
    "title": _("The full title as on the document, such as 关于印发《苏州市专精特新企业培育办法》的通知."),
    "summary": _("Two or three sentences: who gets what, and by when. Shown in lists and search results."),
    "change_note": _(
        "What readers should know about this change, such as “Deadline moved to 30 June”. Empty again for the next one."
    ),
    "significant": _(
        "Tick where readers should look again: a new deadline, amount or rule. Not for a corrected typing error."
    ),
    "level": _("The level of the body that issued it: a city bureau's document is of the city."),
    "regions": _("Where it applies. Type a name or a code; several are possible. A city includes its districts."),
    "policy_fields": _("What it is about; tick all that fit, at least one."),
    "record_owner": _("The department that answers for this record; its people may edit it."),
    "operator": _(
        "Who keeps the record for that department, such as the enterprise service centre. Empty: the department itself."
    ),
    "visibility": _(
        "Public: everybody. Directed or internal: shown nowhere on the site and in no data that is given away."
    ),
    "published_on": _("The day on which the issuing body made it public, not the day on which you enter it."),
    "example": _("Tick only for content made up to show the portal; readers see a mark."),
    "source_name": _("The site or newspaper it was taken from, such as 江苏省工业和信息化厅网站."),
    "source_id": _("The number that the source itself gives it; filled in by imports."),
    "source_url": _(
        "The address of the original page. It is checked regularly, and you are told when it no longer answers."
    ),
    "source_licence": _("On what terms the source may be used again, if it says so."),
    "go_live_at": _("Leave empty to publish at once. Otherwise it appears by itself at this time."),
    "expire_at": _("Leave empty. A passed deadline or validity shows by itself; at this time the page would vanish."),
    "source_retrieved_on": _("The day on which it was taken from the source."),
}
ROLE = {
    "role": _(
        "What the body does here: the receiving department takes applications, the competent one decides on them."
    ),
    "organisation": _("Choose the body from the list; one that is missing is added under settings."),
    "region": _("Only where a body takes applications for one region, such as each district's own bureau."),
    "window": _("The counter, such as 市政务服务中心二楼 B12 窗口."),
    "hours": _("When it is open, such as 工作日 9:00–12:00，13:00–17:00."),
    "phone": _("With area code; several separated by 、. An office number, not a private mobile number."),
    "address": _("Street and house number that people can find."),
}
ATTACHMENT = {
    "name": _("What readers see, such as 附件1：项目申报书."),
    "document": _("The file itself. Word, Excel, PDF, WPS and OFD are accepted."),
    "url": _("Only where the file stays on another site; it is checked regularly."),
}
CONDITION = {
    "kind": _("A condition to apply says who may apply; one of recognition says what is assessed."),
    "text": _("One condition only, in the words of the document."),
}
MATERIAL = {
    "name": _("As the notice calls it, such as 营业执照复印件."),
    "note": _("What people often get wrong: seals, pages, order, what it is replaced by."),
    "required": _("Off where it is needed in some cases only; say in the note in which."),
    "copies": _("How many on paper; empty where it is handed in online only."),
    "form": _("The blank form to fill in, where there is one."),
}
CONTACT = {
    "name": _("The office rather than a person, such as 市科技局高新处."),
    "phone": _("With area code; an office number, not a private mobile number."),
    "address": _("Where one may come, if one may."),
    "hours": _("When somebody answers, such as 工作日 9:00–17:00."),
}
