"""What a disclosure needs before the public reads it, and what it must not say (S 7.4.2.6)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cms_blocks import plain_text
from portal.disclosures.choices import DisclosureType
from portal.disclosures.private_numbers import private_numbers
from portal.pages.missing import Missing, filled, lacking

if TYPE_CHECKING:
    from portal.disclosures.models import Disclosure

WITH_OBJECTION = (DisclosureType.PROPOSED_RESULT, DisclosureType.PUBLIC_COMMENT)
# Rows of a list that are named one by one; more are counted.
MOST_NAMED = 5


def disclosure_requirements(page: "Disclosure") -> Iterator[Missing]:
    """A type; a period and a channel where one may object; no numbers of persons anywhere."""
    if not page.disclosure_type:
        yield lacking("disclosure_type", _("Choose the type."))
    if page.disclosure_type in WITH_OBJECTION:
        yield from _objection(page)
    yield from _numbers_in_texts(page)
    yield from _numbers_in_list(page)


def _objection(page: "Disclosure") -> Iterator[Missing]:
    if not any(window.closes_at for window in page.windows.all()):
        yield lacking("windows", _("Give the period of publicity with its last day."))
    if not filled(page.objection_channel):
        yield lacking("objection_channel", _("Say where and how one may object or comment."))


def _numbers_in_texts(page: "Disclosure") -> Iterator[Missing]:
    texts = {
        "title": page.title,
        "summary": page.summary,
        "body": plain_text(page.body),
    }
    for field, text in texts.items():
        if found := private_numbers(text):
            words = _("Mask the numbers of persons: %(numbers)s.")
            yield lacking(field, words % {"numbers": "、".join(found[:MOST_NAMED])})


def _numbers_in_list(page: "Disclosure") -> Iterator[Missing]:
    rows = [
        (number, found)
        for number, row in enumerate(page.entries.all(), 1)
        if (found := private_numbers("\n".join((row.name_as_printed, row.uscc, row.certificate_no, row.note))))
    ]
    for number, found in rows[:MOST_NAMED]:
        words = _("Mask the number of a person in row %(row)s of the list: %(numbers)s.")
        yield lacking("entries", words % {"row": number, "numbers": "、".join(found)})
    if len(rows) > MOST_NAMED:
        words = _("%(count)s more rows of the list hold numbers of persons.")
        yield lacking("entries", words % {"count": len(rows) - MOST_NAMED})
