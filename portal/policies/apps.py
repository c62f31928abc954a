"""App configuration of the policy chain."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PoliciesConfig(AppConfig):
    """The kinds policies, policy-products, notices, interpretations, compilations."""

    name = "portal.policies"
    label = "policies"
    verbose_name = _("Policies")
    default_auto_field = "django.db.models.BigAutoField"
