"""What leaves the portal on its own: webhooks and other requests to addresses that subscribers gave."""

from portal.settings import environment

# Plain HTTP to this machine, for tests and development only: production sends to port 443 over HTTPS alone.
OUTGOING_LOOPBACK = False

# Requests at the same time: to endpoints that answer at once, and to those that lately failed or were slow.
WEBHOOK_THREADS = environment.whole_number("WEBHOOK_THREADS", 32)
# Seconds after each failed attempt until the next; after the last of them the endpoint is switched off.
WEBHOOK_DELAYS = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]
# How long another worker leaves an endpoint alone whose worker was killed.
WEBHOOK_CLAIM_SECONDS = 5.0
WEBHOOK_MOST_ENDPOINTS = environment.whole_number("WEBHOOK_MOST_ENDPOINTS", 100)
# Deliveries that subscribers and staff can look up.
WEBHOOK_DELIVERY_DAYS = 30

# The hub (WebSub): requests at the same time, how long a subscription holds, and what one host may have.
HUB_THREADS = environment.whole_number("HUB_THREADS", 8)
HUB_LEASE_SECONDS = 10 * 86_400
HUB_LONGEST_LEASE = 30 * 86_400
HUB_MOST_PER_HOST = environment.whole_number("HUB_MOST_PER_HOST", 100)
HUB_MOST_WAITING_PER_HOST = 20
