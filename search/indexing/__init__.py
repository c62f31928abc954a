"""The index follows the log: documents, the consumer, the rebuild, and how both are compared."""
