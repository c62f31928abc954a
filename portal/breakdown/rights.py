"""Who may break a document down: Wagtail's permission to add schemes is the door, membership the policy behind it."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from portal.accounts.policy import Decision, RecordFacts, facts_of, may
from portal.pages.tree import listing_for, may_add
from portal.policies.models import PolicyDocument, Scheme
from portal.taxonomy.models import Organisation


def scheme_list() -> Page:
    """The page under which schemes and products stand."""
    return listing_for(Scheme.kind)


def may_add_schemes(user: Any, document: PolicyDocument) -> Decision:
    """Whether `user` may cut schemes out of `document`, with the reason where not."""
    if not may_add(user, Scheme.kind):
        return Decision(False, _("You have no permission to add policy products."))
    owners = _owners(user, document)
    decisions = [_as_owner(user, owner, document) for owner in owners]
    return next(filter(None, decisions), decisions[0] if decisions else Decision(True, ""))


def may_judge(user: Any, document: PolicyDocument) -> bool:
    """Whether `user` may say of the document's clauses that they need no scheme: that is for its own department."""
    return document.record_owner_id is None or bool(may(user, "edit", document))


def owner_for(user: Any, document: PolicyDocument) -> Organisation | None:
    """Whose the new scheme is: the document's owner where the user acts for it, else the user's own organisation."""
    return next((owner for owner in _owners(user, document) if _as_owner(user, owner, document)), None)


def _owners(user: Any, document: PolicyDocument) -> list[Organisation]:
    own = [one.organisation for one in user.memberships.current().select_related("organisation__region")]
    return list(dict.fromkeys(filter(None, [document.record_owner, *own])))


def _as_owner(user: Any, owner: Organisation, document: PolicyDocument) -> Decision:
    """A scheme of the document's owner lies where the document does; another one's where that owner is."""
    regions = facts_of(document).regions if owner == document.record_owner else facts_of(owner).regions
    return may(user, "add", RecordFacts(owner.pk, regions))
