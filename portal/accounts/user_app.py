"""The app of Wagtail's account screens, with our own views; apart, because it is loaded before any model."""

from wagtail.users.apps import WagtailUsersAppConfig


class AccountScreens(WagtailUsersAppConfig):
    """Stands in INSTALLED_APPS in the place of wagtail.users."""

    user_viewset = "portal.accounts.user_screens.AccountViewSet"
    group_viewset = "portal.accounts.group_screens.RoleViewSet"
