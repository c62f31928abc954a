"""One screen on which each section is given its review."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.review.sections import REVIEWS, Section, sections, set_review

PERMISSION = "wagtailcore.change_workflow"


def section_form(found: list[Section]) -> type[forms.Form]:
    """A choice a section; one whose workflow staff composed keeps it unless another is chosen."""
    fields: dict[str, forms.Field] = {}
    for section in found:
        own = [] if section.review else [("", section.workflow.name if section.workflow else "—")]
        fields[section.kind] = forms.ChoiceField(
            label=section.label, choices=[*own, *REVIEWS.items()], initial=section.review, required=bool(section.review)
        )
    return type("SectionForm", (forms.Form,), fields)


def sections_view(request: HttpRequest) -> HttpResponse:
    """Show and set."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    found = sections()
    form = section_form(found)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        changed = [kind for kind, review in form.cleaned_data.items() if review and set_review(kind, review)]
        messages.success(request, _("Saved. What is under review now goes on as it began.") if changed else _("Saved."))
        return redirect("review_sections")
    return render(request, "review_admin/sections.html", {"form": form, "sections": found})
