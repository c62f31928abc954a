"""A list: its columns are given a meaning, the first rows are shown as they would become, then it is run."""

from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import cached_property
from wagtail.models import Page

from portal.importers.lines import Refused
from portal.intake.columns import (
    ENTRIES,
    KIND_LABELS,
    MEANINGS,
    likely_columns,
    likely_list_kind,
    record_of,
    signature,
)
from portal.intake.forms.mapping import MappingForm
from portal.intake.kinds import kinds_for, label_of
from portal.intake.lists import List, lists_of
from portal.intake.models import ColumnMapping, ListRun, UploadState
from portal.intake.reading import Reading
from portal.intake.views.base import FileView
from portal.intake.views.permission import own_upload
from portal.intake.views.uploads import has_failed
from portal.jobs.queue import enqueue

PREVIEWED = 4


def list_kinds(user: Any) -> dict[str, str]:
    """Kinds that rows can become, as far as this person may begin them, with their labels."""
    allowed = kinds_for(user, tuple(kind for kind in MEANINGS if kind != ENTRIES))
    labels = {kind: label_of(kind) for kind in allowed}
    return labels | ({ENTRIES: str(KIND_LABELS[ENTRIES])} if "disclosures" in allowed else {})


def may_publish(user: Any, kind: str) -> bool:
    """Whether this person may publish records of the kind; entries of a disclosure become a draft in any case."""
    listing: Page | None = kinds_for(user, (kind,)).get(kind) if kind != ENTRIES else None
    return bool(listing and listing.permissions_for_user(user).can_publish_subpage())


class ListView(FileView):
    """The mapping of one uploaded list."""

    template_name = "intake_admin/list.html"
    header_icon = "table"

    def dispatch(self, request: HttpRequest, upload_id: UUID, **kwargs: Any) -> HttpResponseBase:
        """Documents have a screen of their own."""
        self.upload = own_upload(request, upload_id)
        if not self.upload.is_list:
            return redirect("intake_review", self.upload.pk)
        self.kinds = list_kinds(request.user)
        if not self.kinds:
            raise PermissionDenied
        return super().dispatch(request, **kwargs)

    @cached_property
    def lists(self) -> list[List]:
        """The sheets."""
        return lists_of(Reading.from_json(self.upload.reading)) if self.upload.reading else []

    @cached_property
    def sheet(self) -> int:
        """Which sheet, from 0; the first where none or nonsense is asked for."""
        asked = self.request.POST.get("sheet") or self.request.GET.get("sheet") or ""
        return int(asked) if asked in map(str, range(len(self.lists))) else 0

    @cached_property
    def kind(self) -> str:
        """What was asked for, else what the upload was said to be, else what the header looks like."""
        asked = self.request.POST.get("kind") or self.request.GET.get("kind") or self.upload.kind
        likely = asked if asked in self.kinds else likely_list_kind(self.lists[self.sheet])
        return likely if likely in self.kinds else next(iter(self.kinds))

    def get_context_data(self, form: MappingForm | None = None, **kwargs: Any) -> dict[str, Any]:
        """While the file is read, or where it has no rows, there is no form."""
        context = {
            **super().get_context_data(**kwargs),
            "upload": self.upload,
            "failed": has_failed(self.upload),
            "waiting": self.upload.state == UploadState.READING,
        }
        if not self.lists:
            return context
        found, form = self.lists[self.sheet], form or self._form()
        return context | {
            "form": form, "media": form.media, "found": found, "sheet": self.sheet, "kind": self.kind,
            "kinds": self.kinds, "sheets": [one.name for one in self.lists],
            "preview": previewed(found, self._columns(form), self.kind, form),
            "runs": self.upload.runs.select_related("job")[:10],
        }  # fmt: skip

    def _columns(self, form: MappingForm) -> dict[str, int]:
        if form.is_bound:
            return form.columns() if form.is_valid() else {}
        return {name: int(value) for name, value in form.initial.items() if name in named(self.kind)}

    def _form(self) -> MappingForm:
        found = self.lists[self.sheet]
        known = ColumnMapping.objects.filter(kind=self.kind, signature=signature(found)).first()
        stem = PurePath(self.upload.name).stem[:60]
        initial: dict[str, Any] = {"source": stem, **(known.columns if known else likely_columns(found, self.kind))}
        return MappingForm(found, self.kind, initial=initial)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Preview, or a dry run; what the columns mean is remembered for the same header line."""
        if not self.lists:
            return redirect("intake_list", self.upload.pk)
        form = MappingForm(self.lists[self.sheet], self.kind, request.POST)
        if not form.is_valid() or "preview" in request.POST:
            return self.render_to_response(self.get_context_data(form=form))
        self._remember(form)
        run = ListRun(
            upload=self.upload, kind=self.kind, columns=form.columns(), user=_user(request),
            options=form.options() | {"sheet": self.sheet},
        )  # fmt: skip
        return redirect("intake_run", start(run).pk)

    def _remember(self, form: MappingForm) -> None:
        kept = {"source": form.cleaned_data.get("source", ""), "base": form.cleaned_data.get("base", "")}
        ColumnMapping.objects.update_or_create(
            kind=self.kind, signature=signature(form.found),
            defaults={"columns": form.columns() | {name: value for name, value in kept.items() if value},
                      "user": _user(self.request)},
        )  # fmt: skip


def _user(request: HttpRequest) -> Any:
    return request.user


def named(kind: str) -> set[str]:
    """The fields of a kind and the key: what a column is chosen for."""
    return {meaning.name for meaning in MEANINGS[kind]} | {"key"}


def previewed(found: List, columns: dict[str, int], kind: str, form: MappingForm) -> dict[str, Any]:
    """The first rows as they would become: `lines` of (field, value by row), `rows` as {number, refusal}."""
    base = form.cleaned_data.get("base", "") if form.is_bound and form.is_valid() else form.initial.get("base", "")
    rows, records = [], []
    for place, row in enumerate(found.rows[:PREVIEWED]):
        try:
            record, refusal = record_of(row, columns, kind, base), ""
        except Refused as refused:
            record, refusal = {}, str(refused)
        rows.append({"number": found.first_row + place, "refusal": refusal})
        records.append(record)
    taken = [meaning for meaning in MEANINGS[kind] if meaning.name in columns]
    lines = [(meaning.label, [record.get(meaning.name, "") for record in records]) for meaning in taken]
    return {"rows": rows, "lines": lines, "refused": any(row["refusal"] for row in rows)}


def start(run: ListRun) -> ListRun:
    """Save the run and ask for it."""
    run.job = enqueue("intake.list", user=run.user, list_run=str(run.pk))
    run.save(force_insert=True)
    return run
