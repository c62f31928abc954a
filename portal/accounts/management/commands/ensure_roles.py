"""`manage.py ensure_roles`: make the back-office's groups with their permissions; may be run as often as one likes."""

from django.core.management.base import BaseCommand

from portal.accounts.roles import ROLES, ensure_roles


class Command(BaseCommand):
    """Says what each role's group is called."""

    help = "Make the groups of the seven roles and give them their permissions. What staff changed besides stays."

    def handle(self, *args, verbosity, **options):
        """Quiet with --verbosity 0."""
        made = ensure_roles()
        if verbosity:
            for code, role in ROLES.items():
                self.stdout.write(f"{code:10} {role.group}")
            self.stdout.write(f"{made} made.")
