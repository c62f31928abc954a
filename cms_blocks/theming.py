"""Which theme's templates a block is rendered with: that of the request's site, the base theme's for the log."""

from collections.abc import Mapping
from typing import Any

from django.template import Template, engines
from django.template.backends.django import DjangoTemplates

BASE = "django"


def using_of(context: Mapping[str, Any] | None) -> str:
    """The alias of the template engine: told by a block above (`using`), else by the request that a page gives."""
    given = context or {}
    theme = getattr(given.get("request"), "theme", None)
    return given.get("using") or (theme.engine if theme else BASE)


def template_of(name: str, using: str) -> Template:
    """The template as the engine itself has it: nothing of a request is copied around it."""
    backend = engines[using]
    assert isinstance(backend, DjangoTemplates)  # noqa: S101 - settings have no other
    return backend.engine.get_template(name)
