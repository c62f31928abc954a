"""A developer's portal whose worker only sends, repeats at once, and whose claims end soon."""

from portal.settings.dev import *  # noqa: F403

PUBLICATION_CONSUMERS = ["api.webhooks.consumer.Webhooks"]
WEBHOOK_DELAYS = [0.05] * 1_000
WEBHOOK_CLAIM_SECONDS = 1.0
