"""Feeds and calendars: views of the publication log for feed readers and calendar programs (API.md §3)."""
