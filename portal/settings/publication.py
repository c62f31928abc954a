"""Who follows the log, and how the clock enters it."""

PUBLICATION_CONSUMERS = [
    "search.indexing.indexer.Indexer",
    "api.webhooks.consumer.Webhooks",
    "api.dumps.keeper.DumpKeeper",
]
PUBLICATION_SWEEPER = "portal.windows.sweeper.sweep"
