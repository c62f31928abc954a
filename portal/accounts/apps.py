"""App configuration of the accounts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Users, identities and memberships."""

    name = "portal.accounts"
    label = "accounts"
    verbose_name = _("Accounts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect what keeps the administrators apart, and what remembers sign-ins."""
        from django.contrib.auth.signals import user_logged_in, user_login_failed
        from django.db.models.signals import m2m_changed, pre_save

        from portal.accounts import separation, signing_in
        from portal.accounts.models import User

        m2m_changed.connect(separation.keep_apart, sender=User.groups.through)
        pre_save.connect(separation.keep_from_content, sender="wagtailcore.GroupPagePermission")
        user_logged_in.connect(signing_in.signed_in)
        user_login_failed.connect(signing_in.failed)
