"""Choices of service guides."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Subject(models.TextChoices):
    """Who may use a service: 办理对象 of the government service list."""

    NATURAL_PERSON = "natural_person", _("natural person")
    ENTERPRISE = "enterprise", _("enterprise with legal personality")
    INSTITUTION = "institution", _("public institution")
    SOCIAL_ORGANISATION = "social_organisation", _("social organisation")
    UNINCORPORATED = "unincorporated", _("enterprise without legal personality")
    ADMINISTRATION = "administration", _("administrative body")
    OTHER = "other_organisation", _("other organisation")


class ServiceKind(models.TextChoices):
    """事项类型 of the government service list."""

    PUBLIC_SERVICE = "public_service", _("public service")
    LICENSING = "licensing", _("administrative licensing")
    CONFIRMATION = "confirmation", _("administrative confirmation")
    PAYMENT = "payment", _("administrative payment")
    REWARD = "reward", _("administrative reward")
    RULING = "ruling", _("administrative ruling")
    OTHER_POWER = "other_power", _("other administrative power")
