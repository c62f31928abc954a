"""A flag in the reader's words: what became of the document, and since when as far as that is known."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from portal.breakdown.flags import Flag

WITH_DAY = {
    "changed": gettext_noop("“%(title)s”, on which this rests, was changed on %(day)s."),
    "gone": gettext_noop("“%(title)s” has had the clause on which this rests no more since %(day)s."),
    "repealed": gettext_noop("“%(title)s”, on which this rests, is repealed since %(day)s."),
    "expired": gettext_noop("“%(title)s”, on which this rests, is no longer valid since %(day)s."),
}
WITHOUT = {
    "changed": gettext_noop("“%(title)s”, on which this rests, was changed."),
    "gone": gettext_noop("“%(title)s” no longer has the clause on which this rests."),
    "repealed": gettext_noop("“%(title)s”, on which this rests, is repealed."),
    "expired": gettext_noop("“%(title)s”, on which this rests, is no longer valid."),
    "withdrawn": gettext_noop("“%(title)s”, on which this rests, is no longer published here."),
}


def sentence(flag: Flag) -> str:
    """In the active language; days are Shanghai days."""
    known = flag.since is not None and flag.why in WITH_DAY
    day = date_format(timezone.localtime(flag.since).date()) if flag.since else ""
    return _((WITH_DAY if known else WITHOUT)[flag.why]) % {"title": flag.title, "day": day}
