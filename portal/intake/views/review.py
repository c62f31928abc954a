"""The document on one side, the proposed fields on the other; saved, they become a draft."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET
from wagtail.admin import messages

from portal.intake.document import Document
from portal.intake.drafts import make_draft
from portal.intake.forms.review import ReviewForm
from portal.intake.kinds import kinds_for, label_of
from portal.intake.models import Upload, UploadState
from portal.intake.proposals import KINDS, Proposal, propose
from portal.intake.reading import Reading
from portal.intake.views.base import FileView
from portal.intake.views.permission import earlier_of, own_upload
from portal.intake.views.uploads import has_failed

PICTURE_TYPES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


class ReviewView(FileView):
    """One file: while it is read its progress, then the review, later the way to its record."""

    template_name = "intake_admin/review.html"
    header_icon = "doc-full"

    def dispatch(self, request: HttpRequest, upload_id: UUID, **kwargs: Any) -> HttpResponseBase:
        """Lists have a screen of their own; what became a record is edited there."""
        self.upload = own_upload(request, upload_id)
        if self.upload.is_list:
            return redirect("intake_list", self.upload.pk)
        if self.upload.page_id and request.method == "GET":
            messages.warning(request, _("This file has become a record already; here it is."))
            return redirect("wagtailadmin_pages:edit", self.upload.page_id)
        return super().dispatch(request, **kwargs)

    @cached_property
    def reading(self) -> Reading:
        """What the file says."""
        return Reading.from_json(self.upload.reading)

    @cached_property
    def proposal(self) -> Proposal:
        """What follows from it for the chosen kind."""
        return propose(self.reading, self.upload.kind if self.upload.kind in KINDS else KINDS[0])

    def get_context_data(self, form: ReviewForm | None = None, **kwargs: Any) -> dict[str, Any]:
        """While it is not yet read there is neither form nor document."""
        context = {
            **super().get_context_data(**kwargs),
            "upload": self.upload,
            "failed": has_failed(self.upload),
            "kinds": {kind: label_of(kind) for kind in kinds_for(self.request.user)},
        }
        if self.upload.state != UploadState.READY:
            return context
        return context | self._review(form or self._form())

    def _review(self, form: ReviewForm) -> dict[str, Any]:
        document = Document(self.reading, self._picture_address)
        return {
            "form": form,
            "media": form.media,
            "document": document,
            "proposal": self.proposal,
            "earlier": earlier_of(self.request.user, self.upload),
            "counts": counted(self.proposal),
            "kind_label": label_of(self.proposal.kind),
        }

    def _picture_address(self, key: str) -> str:
        return f"{reverse('intake_picture', args=[self.upload.pk])}?key={list(self.reading.pictures).index(key)}"

    def _form(self) -> ReviewForm:
        """With what was typed and kept the last time."""
        kept = self.upload.chosen.get("typed")
        return ReviewForm(self.proposal, self.request.user, QueryDict(kept, mutable=False) if kept else None)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Keep for later, or make the draft. Sent twice, it makes one record."""
        self.upload = Upload.objects.select_for_update().get(pk=self.upload.pk)
        if self.upload.page_id:
            return redirect("wagtailadmin_pages:edit", self.upload.page_id)
        if self.upload.state != UploadState.READY:
            return redirect("intake_review", self.upload.pk)
        Upload.objects.filter(pk=self.upload.pk).update(chosen={"typed": _typed(request.POST)})
        if "later" in request.POST:
            messages.success(request, _("What you typed is kept; go on whenever you like."))
            return redirect("intake")
        return self._make(ReviewForm(self.proposal, request.user, request.POST))

    def _make(self, form: ReviewForm) -> HttpResponse:
        parent = kinds_for(self.request.user).get(self.proposal.kind)
        if parent is None:
            messages.error(self.request, _("You may not begin records of this kind."))
            return self.render_to_response(self.get_context_data(form=form))
        if not form.is_valid():
            return self._again(form)
        try:
            page = make_draft(self.proposal, form.chosen(), parent, self.request.user, original=self._original(form))
        except ValidationError as error:
            form.add_error(None, error.messages)
            return self._again(form)
        Upload.objects.filter(pk=self.upload.pk).update(state=UploadState.MADE, page=page, chosen={})
        messages.success(self.request, _("The draft is saved. Look at it, then send it for approval or publish it."))
        return redirect("wagtailadmin_pages:edit", page.pk)

    def _original(self, form: ReviewForm) -> bytes | None:
        if not form.cleaned_data["keep_original"]:
            return None
        with self.upload.file.open("rb") as stream:
            content: bytes = stream.read()
        return content

    def _again(self, form: ReviewForm) -> HttpResponse:
        """Errors answer 200, so that nothing typed is rolled back."""
        many = form.errors_in_all()
        told = ngettext(
            "One thing is to be mended; nothing was lost.",
            "%(many)s things are to be mended; nothing was lost.", many,
        )  # fmt: skip
        messages.error(self.request, told % {"many": many})
        return self.render_to_response(self.get_context_data(form=form))


def _typed(posted: QueryDict) -> str:
    kept = posted.copy()
    for name in ("csrfmiddlewaretoken", "later"):
        kept.pop(name, None)
    return kept.urlencode()


def counted(proposal: Proposal) -> dict[str, int]:
    """How many headings, clauses, tables, pictures and rows of a list the text was taken apart into."""
    kinds = [block.kind for block in proposal.blocks]
    found = {kind: kinds.count(kind) for kind in ("heading", "clause", "table", "picture")}
    return {kind: many for kind, many in (found | {"rows": len(proposal.rows)}).items() if many}


@require_GET
def picture(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """A picture kept in the file, by its number `key`; only what browsers show as a picture and nothing else."""
    upload = own_upload(request, upload_id)
    pictures = list(Reading.from_json(upload.reading).pictures.values()) if upload.reading else []
    number = request.GET.get("key", "")
    if number not in map(str, range(len(pictures))):
        raise Http404
    found = pictures[int(number)]
    if found.media_type not in PICTURE_TYPES:
        raise Http404
    return HttpResponse(found.content, content_type=found.media_type, headers={"X-Content-Type-Options": "nosniff"})
