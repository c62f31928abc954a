"""Mail leaves when what it tells of is committed: an attempt that is rolled back or begun again writes to nobody."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction


class AfterCommit(BaseEmailBackend):
    """Hands mail to `settings.EMAIL_TRANSPORT` after COMMIT, at once where there is no transaction.

    A mail server that is away is logged and fails nothing: what the mail tells of has happened by then.
    """

    def __init__(self, fail_silently: bool = False, **options: Any) -> None:
        super().__init__(fail_silently=fail_silently)
        self.options = options

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """How many were accepted for sending."""
        messages = list(email_messages)

        def send() -> None:
            transport = get_connection(settings.EMAIL_TRANSPORT, fail_silently=self.fail_silently, **self.options)
            transport.send_messages(messages)

        transaction.on_commit(send, robust=True)
        return len(messages)
