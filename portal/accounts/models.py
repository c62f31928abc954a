"""Users with UUID keys, the outside identities they sign in with, and the memberships that say what they may do."""

import uuid

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.separation import ADMINISTRATORS


class User(AbstractUser):
    """A person who works in the back-office."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta(AbstractUser.Meta):
        swappable = "AUTH_USER_MODEL"


class ExternalIdentity(models.Model):
    """The same person at an outside identity provider. `subject` is that provider's permanent identifier."""

    user = models.ForeignKey(User, verbose_name=_("user"), on_delete=models.CASCADE, related_name="identities")
    provider = models.CharField(_("provider"), max_length=100)
    subject = models.CharField(_("subject"), max_length=255)
    display_name = models.CharField(_("display name"), max_length=150, blank=True)
    linked_at = models.DateTimeField(_("linked at"), auto_now_add=True)
    last_used_at = models.DateTimeField(_("last used at"), null=True, blank=True)

    class Meta:
        verbose_name = _("external identity")
        verbose_name_plural = _("external identities")
        constraints = [
            models.UniqueConstraint(fields=["provider", "subject"], name="one_user_per_provider_and_subject"),
        ]

    def __str__(self):
        return f"{self.provider}: {self.subject}"


class MembershipQuerySet(models.QuerySet):
    """Memberships by time."""

    def on(self, day):
        """Those that hold on `day`, both ends included; an open end is unlimited."""
        begun = Q(valid_from=None) | Q(valid_from__lte=day)
        return self.filter(begun, Q(valid_to=None) | Q(valid_to__gte=day))

    def current(self):
        """Those that hold today in the site's time zone."""
        return self.on(timezone.localdate())


class Membership(models.Model):
    """A person acts for an organisation and all below it, in a role, within a region, for a period."""

    class Role(models.TextChoices):
        VIEWER = "viewer", _("Viewer")
        EDITOR = "editor", _("Editor")
        APPROVER = "approver", _("Approver")
        ADMINISTRATOR = "administrator", _("Administrator")

    user = models.ForeignKey(User, verbose_name=_("user"), on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(
        "taxonomy.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    role = models.CharField(_("role"), max_length=16, choices=Role.choices, default=Role.EDITOR)
    region = models.ForeignKey(
        "taxonomy.Region",
        verbose_name=_("region"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Leave empty for no limit."),
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True, help_text=_("The last day."))

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["user", "organisation", "role"]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")

    def __str__(self):
        return f"{self.user} – {self.organisation} ({self.get_role_display()})"

    def clean(self):
        """Refuse a period that ends before it begins, and administrators, who work on no records."""
        super().clean()
        if self.user_id and self.user.groups.filter(name__in=ADMINISTRATORS).exists():
            raise ValidationError({"user": _("An administrator acts for no organisation.")})
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": _("The period ends before it begins.")})


class SignIn(models.Model):
    """An attempt to enter the back-office. The name is kept as typed: an account may be gone, or never have been."""

    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True)
    user = models.ForeignKey(
        User, models.SET_NULL, verbose_name=_("user"), null=True, blank=True, related_name="sign_ins"
    )
    username = models.CharField(_("user name"), max_length=255)
    address = models.GenericIPAddressField(_("network address"), null=True)
    succeeded = models.BooleanField(_("succeeded"))

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("sign-in")
        verbose_name_plural = _("sign-ins")

    def __str__(self):
        return f"{self.username} {self.at:%Y-%m-%d %H:%M}"
