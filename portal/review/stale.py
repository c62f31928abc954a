"""A save that began from an older draft: what was typed is parked, compared with the newer draft, merged by field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin.views.pages.edit import EditView
from wagtail.models import Page, Revision

from portal.pages.differences import differences, fields_of, label_of, marked, pieces
from portal.review.models import ParkedText

MINE, NEWER = "mine", "newer"


@dataclass(frozen=True)
class Choice:
    """One field that the two drafts say differently; texts are lines, `chosen` is MINE, NEWER or "" (to be chosen).

    `html` marks what would change from the newer draft to mine. `base` is what both began from, None if not known.
    """

    field: str
    label: str
    base: str | None
    mine: str
    newer: str
    html: SafeString
    chosen: str


def parked(view: EditView) -> HttpResponse:
    """Keep what the editor's form says although a newer draft exists, and lead to the page where one chooses."""
    base = base_revision(view)
    page = base.as_object() if base else view.page
    form = view.form_class(
        view.request.POST, view.request.FILES, instance=page, subscription=view.subscription,
        parent_page=view.parent, for_user=view.request.user,
    )  # fmt: skip
    form.defer_required_fields()
    unread = [] if form.is_valid() else list(salvaged(form))
    mine = form.save(commit=False)
    known = [row for row in (base, view.latest_revision) if row]
    if not unread and any(not differences(row, mine) for row in known):
        return _nothing_typed(view.request, view.real_page_record, view.latest_revision)
    kept = ParkedText.objects.create(
        page=view.real_page_record, user=view.request.user, base=base, content=mine.serializable_data(), unread=unread
    )
    return redirect("review_merge", kept.pk)


def _nothing_typed(request: HttpRequest, page: Page, newest: Revision) -> HttpResponse:
    names = {"title": page.get_admin_display_title(), "user": newest.user or _("somebody")}
    words = _("%(user)s saved “%(title)s” after you opened it. You changed nothing; please look again.")
    messages.warning(request, words % names)
    return redirect("wagtailadmin_pages:edit", page.pk)


def base_revision(view: EditView) -> Revision | None:
    """The newest draft that both know: the one loaded or last saved by itself; where that was overwritten since, the
    one before it. None where nothing older is kept.
    """
    typed = view.request.POST
    loaded = typed.get("overwrite_revision_id") or typed.get("loaded_revision_id") or ""
    if not loaded.isdecimal():
        return None
    kept = view.real_page_record.revisions.order_by("-pk")
    if loaded == str(view.latest_revision.pk):
        return kept.filter(pk__lt=loaded).first()
    return kept.filter(pk=loaded).first() or kept.filter(pk__lt=loaded).first()


def salvaged(form: Any) -> Iterator[dict[str, str]]:
    """What was typed into fields that cannot be read, as `{label, text}`; the form can be saved without them then."""
    yield from _unread(form)
    for formset in getattr(form, "formsets", {}).values():
        for row in formset.forms:
            yield from salvaged(row)
        formset._errors = [{} for _row in formset.forms]
        formset._non_form_errors = formset.error_class()


def _unread(form: Any) -> Iterator[dict[str, str]]:
    for name in list(form.errors):
        if name in form.fields:
            typed = form.data.get(form.add_prefix(name), "")
            yield {"label": str(form[name].label), "text": str(typed)}
    form._errors = type(form.errors)()


def choices(kept: ParkedText, newest: Revision, chosen: Mapping[str, str]) -> list[Choice]:
    """Every field that the parked text and the newest draft say differently; `chosen` holds what was chosen so far.

    Where only one of them changed a field, that one is proposed.
    """
    page = newest.as_object()
    mine = kept.page.specific_deferred.with_content_json(kept.content)
    base = kept.base.as_object() if kept.base else None
    return [found for name in fields_of(type(page)) if (found := _choice(name, base, mine, page, chosen))]


def _choice(name: str, base: Page | None, mine: Page, newer: Page, chosen: Mapping[str, str]) -> Choice | None:
    theirs, own = pieces(newer, name), pieces(mine, name)
    if theirs == own:
        return None
    began = pieces(base, name) if base else None
    proposed = {True: MINE, False: NEWER}.get(theirs == began) if began in (theirs, own) else ""
    return Choice(
        field=name,
        label=label_of(type(newer), name),
        base=None if began is None else _lines(began),
        mine=_lines(own),
        newer=_lines(theirs),
        html=marked(theirs, own),
        chosen=chosen.get(name) or proposed or "",
    )


def _lines(found: list[tuple[str, str]]) -> str:
    return "\n".join(text for _key, text in found)


@transaction.atomic
def merge(kept: ParkedText, newest: Revision, chosen: Mapping[str, str], user: Any) -> Revision:
    """A new draft: the newest one with the fields of which `chosen` says MINE from the parked text; that is settled."""
    content = dict(newest.content)
    for name, whose in chosen.items():
        if whose == MINE and name in kept.content:
            content[name] = kept.content[name]
    page = kept.page.specific.with_content_json(content)
    if not page.live:
        page.save(clean=False)
    revision: Revision = page.save_revision(user=user, log_action=True, clean=False)
    kept.settled_at = timezone.now()
    kept.save(update_fields=["settled_at"])
    return revision
