"""What stands under the fields of the policy chain: plain words, with an example."""

from django.utils.translation import gettext_lazy as _

from portal.pages.help_texts import RECORD

DOCUMENT = {
    "summary": RECORD["summary"],
    "doc_number": _("As printed, such as 苏府规字〔2023〕5号; any kind of brackets is understood."),
    "index_number": _("The index number 索引号 of the disclosure catalogue, if it has one."),
    "document_class": _("Its class 文种; a bureau's measures or rules are a normative document."),
    "roles": _("Issuing bodies in the order of the document; who interprets it, if it says so."),
    "issued_on": _("The day under the document's signature 成文日期."),
    "effective_from": _("From when it applies 施行日期, such as 自2023年7月1日起施行."),
    "valid_to": _("The last day on which it is valid; with 有效期3年, count from the day it takes effect."),
    "valid_text": _("The sentence about validity as printed, such as 自发布之日起施行，有效期3年."),
    "validity_override": _(
        "Leave empty: it is computed from dates and relations, unless a published decision says otherwise."
    ),
    "validity_override_from": _("From when that holds."),
    "preferential": _("Whether enterprises gain something from it. The supermarket shows those that do."),
    "subject": _("The subject class of the disclosure catalogue, such as 工业、交通/工业."),
    "keywords": _("Words people would look for that the title lacks; separated by spaces or 、."),
    "body": _("The text of the document. Mark each article as a clause, so that schemes can point at it."),
    "attachments": _("Forms, lists and annexes, in the order of the document."),
    "relations": _("Which documents it rests on, amends or repeals. The others' validity follows from this."),
}
RELATION = {
    "kind": _("How this document stands to the other: it repeals, amends, replaces, implements or rests on it."),
    "target": _("The other document, if it is here."),
    "target_number": _("Its number, where it is not here, such as 苏府〔2018〕77号."),
    "target_title": _("Its title, where it is not here."),
    "effective_on": _("From when; empty: from when this document takes effect."),
    "partial": _("Tick where only some articles are amended or repealed."),
}
NOTICE = {
    "summary": RECORD["summary"],
    "doc_number": _("The number of the notice, if it has one, such as 苏科资〔2024〕18号."),
    "programme_year": _("For which year one applies, as four digits; it may differ from today's."),
    "batch": _("Where a year has several, such as 第二批."),
    "series": _("The same word in every year's call links them, such as gaoqi-rending."),
    "previous_notice": _("Last year's call. Filled in by itself when you copy it."),
    "pays_notice": _("Only for a fulfilment notice: the call whose applicants are paid by it."),
    "items": _("What one applies to here; a notice with three projects has three items, each with its own period."),
    "conditions_text": _("The conditions in the words of the notice."),
    "conditions": _("The same conditions one by one; readers see a list that they can tick."),
    "time_text": _("The time in the words of the notice, such as 网上申报截止时间为6月30日17:00."),
    "method": _("How one applies, step by step."),
    "apply_url": _("The page on which one applies, not the portal's front page."),
    "fulfilment_value": _("Within how many days or months money is paid or the decision made."),
    "fulfilment_unit": _("Working days, calendar days or months."),
    "data_basis": _("For automatic grants: from which records the receivers are found."),
    "materials": _("What is handed in, one by one."),
    "roles": _("Who receives the applications and who decides on them."),
    "contacts": _("Whom to ask about the call and, where there is one, about the system."),
    "body": _("The text of the notice."),
    "attachments": _("Guides, forms and lists that come with it."),
}
ITEM = {
    "name": _("What one applies to, such as 2024年度苏州市科技型中小企业研发后补助."),
    "scheme": _("The standing scheme that this round belongs to."),
    "purpose": _("What one does: apply, claim what was granted, answer a survey."),
    "mode": _("Granted without application: no period and no materials, but say from which records."),
    "windows": _("When one may apply. A second period, such as for a second batch, is another window."),
}
SCHEME = {
    "summary": RECORD["summary"],
    "category": _(
        "Recognition gives a title, project an undertaking, funding money, development a place in a programme."
    ),
    "mode": _("Whether enterprises must apply."),
    "selection": _("Everyone who qualifies, the best, those recommended, or the first."),
    "parent_scheme": _("Only for a sub-class: the scheme it belongs to. A sub-class has none of its own."),
    "bases": _("The clauses it was cut out of. At least one; when the document changes, you are told."),
    "roles": _("Who decides (competent), who takes applications (receiving), who commissions (authorising)."),
    "no_roles_reason": _("Only where the documents name no department."),
    "audience_text": _("Who may benefit, in the words of the document."),
    "industries": _("Only where it is limited to some; empty means all."),
    "sizes": _("Only where it is limited to some sizes; none ticked means all."),
    "growth_stages": _("Only where it is limited to some stages; none ticked means all."),
    "amount_min": _("In yuan, digits only: 20万元 is 200000. Empty where there is no least amount."),
    "amount_max": _("In yuan, digits only: 最高500万元 is 5000000."),
    "amount_rate": _("A share between 0 and 1, such as 0.3 for thirty per cent."),
    "amount_text": _("The support in the words of the document."),
    "support_forms": _("How it helps: money, a reduction, a loan, a title, space …"),
    "stacking_rule": _("Whether one may have it beside others; 就高不重复 is “only the highest counts”."),
    "stacking_with": _("Only where the document names the others."),
    "stacking_text": _("The sentence about it as printed."),
    "conditions": _("One condition a row."),
    "materials": _("What is handed in as a rule; each year's call may differ."),
    "process": _("The steps from application to money."),
    "data_basis": _("For automatic grants: from which records the receivers are found."),
    "fulfilment_value": _("Within how many days or months money is paid or the decision made."),
    "fulfilment_unit": _("Working days, calendar days or months."),
    "cycle_every": _("1 is every year, 2 every second year; empty where nobody promises it."),
    "cycle_text": _("The usual time in words, such as 每年3—4月. It is shown as a guess, never as a deadline."),
    "window_text": _("What the source says about the time, as printed."),
    "valid_from": _("From when the scheme exists, if the document says so; not when one may apply."),
    "valid_to": _("The last day on which it exists, if the document says so; not the deadline of a call."),
    "valid_text": _("The sentence about validity as printed."),
    "contacts": _("Whom to ask between calls, too."),
}
BASIS = {
    "document": _("The document, if it is here."),
    "clause_id": _("The clause's permanent id; filled in when you cut the scheme out on the break-down screen."),
    "printed_title": _("The document's title, where it is not here."),
    "printed_number": _("The document's number, where it is not here, such as 国发〔2023〕15号."),
}
PRODUCT = {
    "summary": RECORD["summary"],
    "audience_text": _("For whom the package is, such as 刚成立的科技型企业."),
    "members": _("The schemes in it, in the order readers should meet them."),
    "body": _("What else one should know: how the schemes go together, what comes first."),
}
MEMBER = {
    "scheme": _("A scheme; it may be in several products."),
    "heading": _("The heading under which it stands, such as 研发投入. The same words put schemes together."),
}
INTERPRETATION = {
    "summary": RECORD["summary"],
    "form": _("Text, graphic 图解, video, or questions and answers."),
    "body": _("The text: what is new, who gains, how one gets it."),
    "subjects": _("The documents or schemes it explains; it is shown on their pages."),
    "attachments": _("The slides or the poster as a file."),
}
SUBJECT = {
    "document": _("The document that is explained, if it is here."),
    "product": _("The product that is explained, if it is a package of schemes."),
    "scheme": _("The scheme that is explained, if it is one only."),
    "printed_title": _("The title, where the document is not here."),
}
COMPILATION = {
    "summary": RECORD["summary"],
    "edition": _("Such as 2024年版 or 2024年第一季度."),
    "foreword": _("What the collection is for and as of which day."),
    "entries": _("The schemes it collects, in the order of print."),
}
ENTRY = {
    "heading": _("The chapter, such as 科技创新. The same words put entries together."),
    "document": _("A document to print as a whole, where the entry is no scheme."),
    "scheme": _("The scheme; it is printed in the version of the day of release."),
    "note": _("What should stand beside it in print."),
}
