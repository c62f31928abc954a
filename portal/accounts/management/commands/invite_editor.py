"""`manage.py invite_editor EMAIL [--role ROLE --organisation NAME]`: make an account and print its one-time link."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from portal.accounts.invitations import invite
from portal.accounts.roles import ROLES
from portal.taxonomy.models import Organisation
from portal.taxonomy.organisations import find_by_name


class Command(BaseCommand):
    """Makes an account without a password; the printed link works once."""

    help = "Make a back-office account and print a link that sets its password. No password is ever printed."

    def add_arguments(self, parser):
        """The address, the role, for whom, and whether the account may do everything."""
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument("--role", choices=sorted(ROLES), default="", help="which group the account joins")
        parser.add_argument("--organisation", metavar="NAME", default="", help="the department it acts for")
        parser.add_argument("--superuser", action="store_true", help="may do everything; for installation only")

    def handle(self, *args, email, role, organisation, superuser, **options):
        """Invite and print the link alone on the last line, so that scripts can read it."""
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"Not an e-mail address: {email}") from error
        department = self.department(role, organisation)
        try:
            user, link = invite(email=email, superuser=superuser, role=role, organisation=department)
        except PermissionDenied as error:
            raise CommandError(str(error)) from error
        if superuser:
            self.stdout.write("A superuser is for installation only: give people roles, and switch it off afterwards.")
        self.stdout.write(f"Account {user.get_username()}. Set its password here (the link works once):")
        self.stdout.write(link)

    def department(self, role: str, name: str) -> Organisation | None:
        """The named organisation. Raises CommandError for an unknown one, or where the role needs one."""
        if not name:
            if role and ROLES[role].membership:
                raise CommandError(f"A {role} works for a department: give --organisation.")
            return None
        if role and not ROLES[role].membership:
            raise CommandError(f"A {role} administrator works for no department: leave out --organisation.")
        found = find_by_name(name)
        if found is None:
            raise CommandError(f"No organisation is called {name}.")
        return found
