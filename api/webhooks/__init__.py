"""Push: endpoints of subscribers, each with its own cursor in the log (API.md §5)."""
