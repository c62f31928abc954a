"""`manage.py invite_editor EMAIL [--superuser]`: make an account and print the link at which its password is set."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from portal.accounts.invitations import invite


class Command(BaseCommand):
    """Makes an account without a password; the printed link works once."""

    help = "Make a back-office account and print a link that sets its password. No password is ever printed."

    def add_arguments(self, parser):
        """The address and whether the account may do everything."""
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument("--superuser", action="store_true", help="the account may do everything")

    def handle(self, *args, email, superuser, **options):
        """Invite and print the link alone on the last line, so that scripts can read it."""
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"Not an e-mail address: {email}") from error
        user, link = invite(email=email, superuser=superuser)
        self.stdout.write(f"Account {user.get_username()}. Set its password here (the link works once):")
        self.stdout.write(link)
