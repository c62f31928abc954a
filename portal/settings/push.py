"""What leaves the portal on its own: webhooks and other requests to addresses that subscribers gave."""

# Plain HTTP to this machine, for tests and development only: production sends to port 443 over HTTPS alone.
OUTGOING_LOOPBACK = False
