"""The change feed: the publication log as readers follow it (API.md §3, §4)."""
