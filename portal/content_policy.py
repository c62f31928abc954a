"""The content security policy: strict for the public, looser under the back-office's path alone."""

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase


class ContentPolicyMiddleware(CSPMiddleware):
    """Adds what Wagtail's back-office needs; a path decides, so no public view can loosen it by accident."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """The configured policy, with the back-office's directives put in their place under its path."""
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith(settings.BACK_OFFICE_PATH):
            parts.replace = {**(parts.replace or {}), **settings.BACK_OFFICE_POLICY}
        return parts
