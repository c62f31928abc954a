"""Choices of disclosures."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DisclosureType(models.TextChoices):
    """公示 / 公告 / 征求意见 / 机构信息."""

    PROPOSED_RESULT = "proposed_result", _("proposed result")
    FINAL_RESULT = "final_result", _("final result")
    PUBLIC_COMMENT = "public_comment", _("call for public comment")
    INSTITUTION = "institution", _("institution")


class Act(models.TextChoices):
    """What a list does to those named in it."""

    GRANT = "grant", _("grant")
    SUPPLEMENT = "supplement", _("supplement")
    RENAME = "rename", _("change of name")
    CANCEL = "cancel", _("cancellation")
    CONFIRM = "confirm", _("confirmation")
