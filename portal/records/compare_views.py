"""`/compare/?items=…`: up to four products side by side; the choice stands in the address."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from portal.policies.templatetags.policy_tags import MOST_COMPARED
from portal.records.comparing import asked_for, chosen_of, found_for, rows_of, suggestions
from search.filters.scope import scope_q

LONGEST_WORDS = 60


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Never an error, whatever the address says: what is not there is told in words above what is."""
    now = timezone.now()
    within = scope_q(request, now)
    asked = asked_for(request.GET.get("items", ""))
    words = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_WORDS]
    known = found_for(asked, within)
    items = list(dict.fromkeys(known[word] for word in asked if word in known))
    shown = items[:MOST_COMPARED]
    chosen = chosen_of(shown, now)
    rows = rows_of(chosen, now)
    different = request.GET.get("only") == "different"
    choice = ",".join(one.slug for one in chosen)
    context: dict[str, Any] = {
        "chosen": chosen,
        "rows": [row for row in rows if not (different and row.same)],
        "has_same": any(row.same for row in rows),
        "different": different,
        "choice": choice,
        "before": f"{choice}," if choice else "",
        "full": len(chosen) >= MOST_COMPARED,
        "suggestions": [] if len(chosen) >= MOST_COMPARED else suggestions(shown, words, now, within),
        "words": words,
        "notices": notices([word for word in asked if word not in known], items[MOST_COMPARED:]),
        "now": now,
    }
    return TemplateResponse(request, "items/compare.html", context)


def notices(unknown: list[str], beyond: list[Any]) -> list[str]:
    """What could not be done with the address, in words."""
    found = []
    if unknown:
        words = ngettext(
            "There is no public product “%(names)s”.", "There are no public products “%(names)s”.", len(unknown)
        )
        found.append(words % {"names": _(", ").join(word[:40] for word in unknown)})
    if beyond:
        words = _("Four products are compared at once; left out: %(names)s.")
        found.append(words % {"names": _(", ").join(item.title for item in beyond)})
    return found
