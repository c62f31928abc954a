"""Remembers who entered the back-office, and who tried to."""

import datetime as dt
import ipaddress
from typing import Any

from django.http import HttpRequest

from portal.accounts.models import SignIn
from portal.client_address import client_address

# 网络安全法 asks for logs of at least six months.
KEPT = dt.timedelta(days=400)
NAME_LENGTH = SignIn._meta.get_field("username").max_length


def signed_in(sender: Any, request: HttpRequest | None, user: Any, **_kwargs: Any) -> None:
    """django.contrib.auth's signal of success."""
    SignIn.objects.create(user=user, username=user.get_username(), address=_address(request), succeeded=True)


def failed(sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **_kwargs: Any) -> None:
    """django.contrib.auth's signal of failure; what was typed as the password is not looked at."""
    name = str(credentials.get("username") or "")[:NAME_LENGTH].replace("\0", "")
    SignIn.objects.create(username=name, address=_address(request), succeeded=False)


def forget_old(now: dt.datetime) -> int:
    """Delete what is older than KEPT; returns how many."""
    return SignIn.objects.filter(at__lt=now - KEPT).delete()[0]


def _address(request: HttpRequest | None) -> str | None:
    """What a proxy claims need not be an address."""
    try:
        return str(ipaddress.ip_address(client_address(request))) if request is not None else None
    except ValueError:
        return None
