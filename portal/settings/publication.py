"""Who follows the log, and how the clock enters it."""

from portal.settings import environment

PUBLICATION_CONSUMERS = [
    "search.indexing.indexer.Indexer",
    "api.webhooks.consumer.Webhooks",
    "api.websub.consumer.Hub",
    "api.dumps.keeper.DumpKeeper",
]
# What a record lacks keeps it from being published ("enforced") or is only shown to its editor ("advisory").
PUBLICATION_GATE = environment.text("PUBLICATION_GATE", "enforced")
PUBLICATION_SWEEPER = "portal.windows.sweeper.sweep"
# How long before its end a window closes soon. Tabulated with every record: after a change run `manage.py repair_log`
# and `manage.py rebuild_search`, or filters go by the old value.
CLOSING_SOON_DAYS = environment.whole_number("CLOSING_SOON_DAYS", 7)
# Further lags that /healthz names, in seconds: function of the present instant by name.
PUBLICATION_LAGS = {"outbox_lag_s": "api.webhooks.lag.outbox_lag"}
# Proxies in front that keep pages and understand PURGE, such as http://127.0.0.1:6081.
PROXY_PURGE_URLS = environment.words("PROXY_PURGE_URLS")
if PROXY_PURGE_URLS:
    PUBLICATION_CONSUMERS.append("portal.http_cache.purge.ProxyPurge")
