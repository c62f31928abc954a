"""What the worker does beside sending: tells owners that an endpoint was switched off, forgets old deliveries."""

import datetime as dt
import logging

from django.conf import settings
from django.core.mail import send_mail
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from api.webhooks.models import Delivery, Endpoint

logger = logging.getLogger(__name__)

PRUNED_AT_ONCE = 1_000


def keep_house() -> None:
    """Never raises: what did not work is tried at the next turn."""
    try:
        tell_owners()
        prune(timezone.now())
    except Exception:
        logger.exception("the webhooks' housekeeping failed")


def tell_owners() -> int:
    """Mail the subscribers of endpoints that were switched off and not told of; returns how many were told."""
    told = 0
    for endpoint in Endpoint.objects.select_related("subscriber").filter(told=False):
        try:
            _tell(endpoint)
        except OSError as error:  # what a mail server that is away or refuses raises is a kind of it
            logger.warning("owner of webhook endpoint %s cannot be told: %s", endpoint.pk, error)
            continue
        Endpoint.objects.filter(pk=endpoint.pk).update(told=True)
        told += 1
    return told


def _tell(endpoint: Endpoint) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        # Translators: 邮件主题
        subject = _("Webhook endpoint switched off: %s") % endpoint.url[:100]
        text = _(
            "Nothing is sent any more to %(url)s (%(id)s). Reason: %(reason)s.\n\n"
            "Events are held. Once the receiver works again, resume the endpoint through the API:\n"
            "POST %(base)s/api/v1/webhook-endpoints/%(id)s/resume\n"
            "Where the reason is an expired position, start again from the data dumps: %(base)s/data/"
        ) % {
            "url": endpoint.url,
            "id": endpoint.pk,
            "reason": endpoint.get_reason_display(),
            "base": settings.PORTAL_BASE_URL,
        }
    send_mail(" ".join(subject.splitlines()), text, None, [endpoint.subscriber.email])


def prune(now: dt.datetime) -> int:
    """Delete some of the deliveries older than WEBHOOK_DELIVERY_DAYS; returns how many."""
    since = now - dt.timedelta(days=settings.WEBHOOK_DELIVERY_DAYS)
    old = list(Delivery.objects.filter(created_at__lt=since).values_list("pk", flat=True)[:PRUNED_AT_ONCE])
    return Delivery.objects.filter(pk__in=old).delete()[0]
