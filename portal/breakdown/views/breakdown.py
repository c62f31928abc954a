"""A document on one side, the scheme cut out of it on the other; one form, so that no button loses what was typed."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.breakdown import typed
from portal.breakdown.content import Part, parts_of
from portal.breakdown.coverage import coverage_of
from portal.breakdown.drafts import add_clauses, judge, make_scheme, take_back
from portal.breakdown.forms import ConditionRows, JudgementForm, RoleRows, SchemeForm
from portal.breakdown.proposing import Proposal, propose
from portal.breakdown.resting import schemes_of
from portal.breakdown.rights import may_add_schemes, may_judge
from portal.policies.models import PolicyDocument, Scheme
from portal.taxonomy.models import Organisation

# Of more organisations than this only those of the document are offered while typing.
MOST_OFFERED = 500


class BreakdownView(WagtailAdminTemplateMixin, TemplateView):
    """Every button posts the whole form; `actions` maps its name to what it does."""

    template_name = "breakdown_admin/breakdown.html"
    page_title = gettext_lazy("Break down into schemes")
    header_icon = "list-ol"
    actions = ("save", "add_to", "judge", "take_back", "more_conditions", "more_roles", "propose")

    document: PolicyDocument
    data: QueryDict
    checked = False
    judging: JudgementForm | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Refused before anything can be typed."""
        self.document = get_object_or_404(PolicyDocument, pk=kwargs["pk"])
        if not (decision := may_add_schemes(request.user, self.document)):
            raise PermissionDenied(decision.reason)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A blank form; `?parent=` begins a sub-class with its parent's clauses chosen."""
        self.data = typed.blank()
        parent = request.GET.get("parent", "")
        self.chosen = _uuids(request.GET.getlist("clause"))
        for scheme, clauses in self.schemes.items():
            if str(scheme.pk) == parent:
                self.data["parent_scheme"] = parent
                self.chosen |= set(clauses)
        return self.shown()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do what the pressed button says; a press of the return key proposes."""
        self.data = typed.repaired(request.POST)
        self.chosen = _uuids(request.POST.getlist("clause"))
        if not self.document.live:
            return self.shown()
        action = next((name for name in self.actions if name in request.POST), "propose")
        if action in ("judge", "take_back") and not may_judge(request.user, self.document):
            messages.error(request, _("You may not change “%(title)s”.") % {"title": self.document.title})
            return self.shown()
        done = getattr(self, f"do_{action}")()
        return done or self.shown()

    def shown(self) -> HttpResponse:
        """The screen with what stands in it."""
        return self.render_to_response(self.get_context_data())

    @cached_property
    def parts(self) -> list[Part]:
        """The document's text."""
        return parts_of(self.document, self.chosen)

    @cached_property
    def schemes(self) -> dict[Scheme, list[UUID]]:
        """What rests on the document already."""
        return schemes_of(self.document.pk)

    @cached_property
    def form(self) -> SchemeForm:
        """The scheme's single fields."""
        parents = Scheme.objects.filter(parent_scheme=None, pk__in=[scheme.pk for scheme in self.schemes])
        if self.checked:
            return SchemeForm(self.data, parents=parents)
        # Not judged before it is to be saved: what was typed is only put back.
        typed_so_far = {name: self.data.get(name) for name in self.data}
        forms = self.data.getlist("support_forms")
        return SchemeForm(initial={**typed_so_far, "support_forms": forms}, parents=parents)

    def chosen_parts(self) -> list[Part]:
        """Chosen clauses that the text has, in its order."""
        return [part for part in self.parts if part.clause in self.chosen]

    def proposal(self, clauses: list[Part]) -> Proposal:
        """What these clauses say; nothing where none is chosen."""
        return propose(self.document, clauses) if clauses else Proposal()

    def do_propose(self) -> None:
        """Fill what is empty, and what an earlier proposal filled and nobody changed."""
        if not self.chosen_parts():
            messages.warning(self.request, _("Choose one or more clauses first."))
            return
        before = _uuids(self.data.get("proposed_for", "").split())
        earlier = self.proposal([part for part in self.parts if part.clause in before])
        self.data = typed.filled(self.data, self.proposal(self.chosen_parts()), earlier)
        self.data["proposed_for"] = " ".join(str(part.clause) for part in self.chosen_parts())

    def do_more_conditions(self) -> None:
        """An empty row more."""
        self.data = typed.with_row(self.data, typed.CONDITIONS)

    def do_more_roles(self) -> None:
        """An empty row more."""
        self.data = typed.with_row(self.data, typed.ROLES)

    def do_save(self) -> HttpResponse | None:
        """Make the draft, or show what is missing."""
        self.checked = True
        conditions, roles = self.rows()
        if not self.chosen_parts():
            self.form.add_error(None, _("Choose the clauses that this scheme rests on."))
        if not (self.form.is_valid() and conditions.is_valid() and roles.is_valid()):
            messages.error(self.request, _("Not saved yet: please look at what is marked."))
            return None
        scheme = make_scheme(
            document=self.document,
            clauses=[part.clause for part in self.chosen_parts() if part.clause],
            fields=self.form.cleaned_data,
            conditions=[row for row in conditions.cleaned_data if row.get("text")],
            roles=[row for row in roles.cleaned_data if row.get("organisation")],
            user=self.request.user,
        )
        edit = messages.button(reverse("wagtailadmin_pages:edit", args=[scheme.pk]), _("Complete it"))
        messages.success(self.request, _("“%(title)s” is saved as a draft.") % {"title": scheme.title}, buttons=[edit])
        return self.again()

    def do_add_to(self) -> HttpResponse | None:
        """Rest a scheme that is there on the chosen clauses too."""
        scheme = next((one for one in self.schemes if str(one.pk) == self.data.get("existing")), None)
        if scheme is None or not self.chosen_parts():
            messages.warning(self.request, _("Choose clauses, and the scheme that shall rest on them too."))
            return None
        if not scheme.permissions_for_user(self.request.user).can_edit():
            messages.error(self.request, _("You may not change “%(title)s”.") % {"title": scheme.title})
            return None
        clauses = [part.clause for part in self.chosen_parts() if part.clause]
        added = add_clauses(scheme=scheme, document=self.document, clauses=clauses, user=self.request.user)
        said = ngettext("%(count)s clause added to “%(title)s”.", "%(count)s clauses added to “%(title)s”.", added)
        messages.success(self.request, said % {"count": added, "title": scheme.title})
        self.forget()
        return None

    def do_judge(self) -> None:
        """The chosen clauses need no scheme."""
        self.judging = JudgementForm(self.data)
        if not self.chosen_parts():
            messages.warning(self.request, _("Choose one or more clauses first."))
        elif self.judging.is_valid():
            clauses = [part.clause for part in self.chosen_parts() if part.clause]
            judge(document=self.document, clauses=clauses, user=self.request.user, **self.judging.cleaned_data)
            self.judging, self.chosen = None, set()
            self.forget()

    def do_take_back(self) -> None:
        """A clause is to be judged again."""
        for clause in _uuids(self.data.getlist("take_back")):
            take_back(document=self.document, clause=clause)
        self.forget()

    def forget(self) -> None:
        """Read anew what was just written."""
        for name in ("parts", "schemes"):
            self.__dict__.pop(name, None)

    def again(self) -> HttpResponse:
        """A blank form for the next scheme, at the next clause without one."""
        self.forget()
        clause = next((part.clause for part in self.parts if part.open), None)
        return redirect(reverse("breakdown", args=[self.document.pk]) + (f"#clause-{clause}" if clause else ""))

    def rows(self) -> tuple[Any, ...]:
        """The formsets over what stands in the form."""
        kinds = ((ConditionRows, typed.CONDITIONS), (RoleRows, typed.ROLES))
        if self.checked:
            return tuple(rows(self.data, prefix=prefix) for rows, prefix in kinds)
        return tuple(rows(initial=typed.rows_of(self.data, prefix), prefix=prefix) for rows, prefix in kinds)

    def offered(self) -> list[str]:
        """Names to choose departments from."""
        names = list(Organisation.objects.order_by("name").values_list("name", flat=True)[: MOST_OFFERED + 1])
        if len(names) <= MOST_OFFERED:
            return names
        return [role.organisation.name for role in self.document.roles.select_related("organisation")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything the template shows."""
        conditions, roles = self.rows()
        proposal = self.proposal(self.chosen_parts() if self.data.get("proposed_for") else [])
        return {
            **super().get_context_data(**kwargs),
            "document": self.document,
            "parts": self.parts,
            "uncovered": [part for part in self.parts if part.open],
            "coverage": coverage_of([self.document.pk])[self.document.pk],
            "schemes": self.schemes,
            "form": self.form,
            "conditions": conditions,
            "roles": roles,
            "judging": self.judging or JudgementForm(initial=self.data.dict()),
            "judged": self.judging is not None,
            "evidence": proposal.evidence,
            "proposed_for": self.data.get("proposed_for", ""),
            "organisations": self.offered(),
        }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Under the list of documents to break down."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("breakdown_list"), "label": _("Break-down")},
            {"url": "", "label": self.document.title},
        ]


def _uuids(texts: list[str]) -> set[UUID]:
    """Those that are ids; what somebody made up is left out."""
    found = set()
    for text in texts:
        try:
            found.add(UUID(text))
        except ValueError:
            continue
    return found
