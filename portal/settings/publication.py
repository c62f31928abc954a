"""Who follows the log, and how the clock enters it."""

PUBLICATION_CONSUMERS = [
    "search.indexing.indexer.Indexer",
    "api.webhooks.consumer.Webhooks",
    "api.websub.consumer.Hub",
    "api.dumps.keeper.DumpKeeper",
]
PUBLICATION_SWEEPER = "portal.windows.sweeper.sweep"
# Further lags that /healthz names, in seconds: function of the present instant by name.
PUBLICATION_LAGS: dict[str, str] = {}
