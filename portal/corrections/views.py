"""What the public sees: the form, the receipt, and the answers that are shown."""

import uuid

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from portal.corrections.forms import CorrectionForm
from portal.corrections.limits import is_one_too_many
from portal.corrections.models import LONGEST_TEXT, Correction
from portal.corrections.receiving import receive
from portal.corrections.shown import shown
from portal.corrections.tickets import new_ticket, read_ticket
from portal.publication.models import PublishedItem

A_PAGE = 20
TOO_MANY = 429


@never_cache
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, item_id: uuid.UUID) -> HttpResponse:
    """The form for one record, and the thanks for what was sent; what is dropped gets the same thanks."""
    item = get_object_or_404(PublishedItem, pk=item_id, live=True)
    if request.method != "POST":
        passage = request.GET.get("passage", "").replace("\x00", "")[:LONGEST_TEXT]
        return _form(request, item, CorrectionForm(initial={"passage": passage, "ticket": new_ticket(item.pk)}))
    if is_one_too_many(request):
        return _again(
            request, item, _("Too much was sent from your connection. Please try again in ten minutes."), TOO_MANY
        )
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        return _form(request, item, form)
    ticket = read_ticket(form.cleaned_data["ticket"], item.pk)
    if ticket is None:
        return _again(request, item, _("The page had been open for too long. Please send it once more."), 200)
    receipt = receive(item, ticket, form.cleaned_data)
    return TemplateResponse(request, "corrections/thanks.html", {"item": item, "receipt": receipt})


def _again(request: HttpRequest, item: PublishedItem, sentence: str, status: int) -> HttpResponse:
    """The same words with a fresh ticket."""
    given = request.POST.copy()
    given["ticket"] = new_ticket(item.pk)
    form = CorrectionForm(given)
    form.is_valid()
    form.add_error(None, sentence)
    return _form(request, item, form, status)


def _form(request: HttpRequest, item: PublishedItem, form: CorrectionForm, status: int = 200) -> HttpResponse:
    context = {"item": item, "form": form, "days": settings.CORRECTIONS_CONTACT_DAYS, "longest": LONGEST_TEXT}
    return TemplateResponse(request, "corrections/form.html", context, status=status)


@never_cache
def one_receipt(request: HttpRequest, receipt: str) -> HttpResponse:
    """What came of one's own correction; only its sender knows the address."""
    if "\x00" in receipt:
        raise Http404
    correction = get_object_or_404(Correction.objects.select_related("owner"), receipt=receipt)
    item = PublishedItem.objects.filter(pk=correction.item_id, live=True).first()
    return TemplateResponse(request, "corrections/receipt.html", {"correction": correction, "item": item})


def answers(request: HttpRequest) -> HttpResponse:
    """All answers that are shown, newest first."""
    pages = Paginator(shown().select_related("owner"), A_PAGE)
    return TemplateResponse(request, "corrections/answers.html", {"page": pages.get_page(request.GET.get("page"))})


def answer(request: HttpRequest, correction_id: uuid.UUID) -> HttpResponse:
    """One of them, under its permanent address."""
    correction = get_object_or_404(shown().select_related("owner"), pk=correction_id)
    item = PublishedItem.objects.filter(pk=correction.item_id, live=True).first()
    return TemplateResponse(request, "corrections/answer.html", {"correction": correction, "item": item})
