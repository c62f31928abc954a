"""三员分立: system, security and audit administrators are three people, and none of them edits content."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

# Group names are kept in the database as people read them.
CLERK = "录入"
REVIEWER = "审核"
PUBLISHER = "发布"
KEEPER = "服务中心"
SYSTEM = "系统管理员"
SECURITY = "安全管理员"
AUDIT = "审计管理员"
ADMINISTRATORS = frozenset({SYSTEM, SECURITY, AUDIT})


def conflict(names: Iterable[str]) -> str:
    """Why one person cannot be in all these groups, in the active language; "" when it is possible."""
    held = set(names)
    administrator = sorted(held & ADMINISTRATORS)
    if not administrator or len(held) == 1:
        return ""
    if len(administrator) > 1:
        return _(
            "System, security and audit administrator are three different people: this account would be %(roles)s."
        ) % {"roles": "、".join(administrator)}
    return _("%(role)s edits no content: take the account out of %(others)s first.") % {
        "role": administrator[0],
        "others": "、".join(sorted(held - ADMINISTRATORS)),
    }


def keep_apart(sender: Any, instance: Any, action: str, reverse: bool, pk_set: set | None, **_kwargs: Any) -> None:
    """m2m_changed of a user's groups: raises PermissionDenied with the sentence, from whichever side it is changed."""
    if action != "pre_add" or not pk_set:
        return
    group_model = sender._meta.get_field("group").related_model
    if reverse:
        users = sender._meta.get_field("user").related_model.objects.filter(pk__in=pk_set)
        given = [({*user.groups.values_list("name", flat=True)} | {instance.name}) for user in users]
    else:
        added = group_model.objects.filter(pk__in=pk_set).values_list("name", flat=True)
        given = [{*instance.groups.values_list("name", flat=True)} | {*added}]
    for names in given:
        if sentence := conflict(names):
            raise PermissionDenied(sentence)


def keep_from_content(sender: Any, instance: Any, raw: bool = False, **_kwargs: Any) -> None:
    """pre_save of a group's page permission: an administrators' group gets none; rows put back come before groups."""
    if not raw and instance.group.name in ADMINISTRATORS:
        raise PermissionDenied(_("%(role)s edits no content.") % {"role": instance.group.name})
