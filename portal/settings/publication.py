"""Who follows the log, and how the clock enters it."""

PUBLICATION_CONSUMERS = ["search.indexing.indexer.Indexer"]
PUBLICATION_SWEEPER = "portal.windows.sweeper.sweep"
