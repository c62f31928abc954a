"""Choices of the policy chain; stored values are the API's stable codes (GLOSSARY)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentClass(models.TextChoices):
    """文种."""

    LAW = "law", _("law")
    REGULATION = "regulation", _("regulation")
    RULE = "rule", _("rule")
    NORMATIVE = "normative", _("normative document")
    NOTICE = "notice", _("notice")
    OTHER = "other", _("other")


class Validity(models.TextChoices):
    """时效性, as an editor may state it; computed otherwise."""

    NOT_YET = "not_yet", _("not yet in force")
    IN_FORCE = "in_force", _("in force")
    PARTLY = "partly", _("partly in force")
    AMENDED = "amended", _("amended")
    REPEALED = "repealed", _("repealed")
    EXPIRED = "expired", _("expired")


class RelationKind(models.TextChoices):
    """How a document stands to another one."""

    BASIS = "basis", _("is based on")
    IMPLEMENTS = "implements", _("implements")
    AMENDS = "amends", _("amends")
    REPEALS = "repeals", _("repeals")
    SUPERSEDES = "supersedes", _("supersedes")


class Category(models.TextChoices):
    """The five classes of scheme (S 6.1.3)."""

    RECOGNITION = "recognition", _("recognition")
    PROJECT = "project", _("project")
    FUNDING = "funding", _("funding")
    DEVELOPMENT = "development", _("development")
    OTHER = "other", _("other")


class Mode(models.TextChoices):
    """申报 / 即申即享 / 免申即享."""

    APPLY = "apply", _("on application")
    INSTANT = "instant", _("granted on application at once")
    AUTOMATIC = "automatic", _("granted without application")


class Selection(models.TextChoices):
    """How beneficiaries are chosen."""

    UNIVERSAL = "universal", _("everyone who qualifies")
    COMPETITIVE = "competitive", _("the best")
    QUOTA = "quota", _("recommended within a quota")
    FIRST_COME = "first_come", _("first come, first served")


class StackingRule(models.TextChoices):
    """就高不重复 and its kin."""

    HIGHEST_ONLY = "highest_only", _("only the highest counts")
    ONCE = "once", _("only once")
    STACKABLE = "stackable", _("may be combined")


class ItemPurpose(models.TextChoices):
    """What one does with a call item (S 7.4.1.2, 7.5)."""

    SURVEY = "survey", _("survey")
    UPSTREAM_RECORD = "upstream_record", _("record of an application made elsewhere")
    APPLICATION = "application", _("application")
    CLAIM = "claim", _("claim")


class InterpretationForm(models.TextChoices):
    """Form of an interpretation (S 6.1.6)."""

    TEXT = "text", _("text")
    GRAPHIC = "graphic", _("graphic")
    VIDEO = "video", _("video")
    QA = "qa", _("questions and answers")
