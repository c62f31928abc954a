"""Choices shared by all kinds; stored values are the API's stable codes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Visibility(models.TextChoices):
    """公开属性: anything but public never enters log, index, feed, dump or cache."""

    PUBLIC = "public", _("public")
    DIRECTED = "directed", _("directed")
    INTERNAL = "internal", _("internal")


class RoleName(models.TextChoices):
    """Who does what for a policy (S 6.1.4, 7.4.2.4)."""

    ISSUING = "issuing", _("issuing body")
    INTERPRETING = "interpreting", _("interpreting body")
    COMPETENT = "competent", _("competent department")
    RECEIVING = "receiving", _("receiving department")
    AUTHORISING = "authorising", _("authorising department")


class ConditionKind(models.TextChoices):
    """申报条件 (who may apply) and 认定条件 (what is assessed), S 6.1.6."""

    APPLY = "apply", _("condition to apply")
    RECOGNISE = "recognise", _("condition of recognition")
