"""Mail waits for the commit of what it tells of."""

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


class Broken(BaseEmailBackend):
    def send_messages(self, email_messages: object) -> int:
        raise ConnectionRefusedError


@pytest.fixture(autouse=True)
def after_commit(settings) -> None:
    settings.EMAIL_BACKEND = "portal.publication.mail.AfterCommit"
    settings.EMAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"


def send() -> None:
    mail.send_mail("已发布", "见后台", None, ["editor@example.org"])


def test_mail_leaves_after_the_commit() -> None:
    with transaction.atomic():
        send()
        assert mail.outbox == []
    assert [message.subject for message in mail.outbox] == ["已发布"]


def test_mail_of_what_was_rolled_back_is_never_sent() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        send()
        raise ZeroDivisionError
    assert mail.outbox == []


def test_mail_server_that_is_away_fails_nothing(settings) -> None:
    settings.EMAIL_TRANSPORT = f"{__name__}.Broken"
    with transaction.atomic():
        send()
    assert mail.outbox == []
