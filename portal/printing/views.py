"""What the codes in print lead to: what an entry said, what changed since, and how it stands now."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils import timezone

from portal.printing.changes import Since, since
from portal.printing.facts import facts_of
from portal.printing.models import Release
from portal.printing.reading import may_be_read, own_words_stand, present, printed_entries

GONE = 410
# SQLite's and PostgreSQL's largest key.
LARGEST_KEY = 2**63 - 1


def release_page(request: HttpRequest, release_id: int) -> HttpResponse:
    """The whole: every entry, marked where it changed."""
    release = _release(release_id)
    entries = _entries(release)
    context = {"release": release, "entries": entries, "readable": may_be_read(release), "now": timezone.now()}
    context["changed"] = sum(entry.state != "same" for entry in entries)
    context["later"] = _later(release)
    return TemplateResponse(request, "printing/release.html", context)


def entry_page(request: HttpRequest, release_id: int, number: int) -> HttpResponse:
    """One entry: changes first, then what was printed."""
    release = _release(release_id)
    found = _entries(release, only=number)
    if not found:
        raise Http404
    entry = found[0]
    context: dict[str, Any] = {
        "release": release, "entry": entry, "printed": entry.printed.facts(release.released_at),
        "current": facts_of(entry.now, timezone.now()) if entry.now and entry.state == "changed" else [],
        "now": timezone.now(), "later": _later(release),
    }  # fmt: skip
    return TemplateResponse(request, "printing/entry.html", context)


def release_pdf(request: HttpRequest, release_id: int) -> HttpResponseBase:
    """The file; 404 while it is being made, 410 once something in it was taken back."""
    release = _release(release_id)
    if not release.file:
        raise Http404
    if not may_be_read(release):
        return TemplateResponse(request, "printing/taken_back.html", {"release": release}, status=GONE)
    name = f"{release.title} {release.edition}.pdf"
    return FileResponse(release.file.open("rb"), filename=name, content_type="application/pdf")


def _release(release_id: int) -> Release:
    found = Release.objects.filter(pk=release_id).first() if release_id <= LARGEST_KEY else None
    if found is None:
        raise Http404
    if not own_words_stand(found):
        # In memory only: the codes in print still lead to the entries, which have words of their own.
        found.title = found.edition = ""
        found.contents = [row | {"heading": "", "note": ""} for row in found.contents]
    return found


def _entries(release: Release, only: int | None = None) -> list[Since]:
    rows = printed_entries(release, only)
    standing = present([row.id for row in rows])
    now = timezone.now()
    found = []
    for row in rows:
        item, detail = standing.get(row.id, (None, None))
        found.append(since(row, item, detail, release.released_at, now))
    return found


def _later(release: Release) -> Release | None:
    return Release.objects.filter(compilation=release.compilation, number__gt=release.number).first()
