"""The read doors: collections, versions, organisations, vocabularies, search."""
