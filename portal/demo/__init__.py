"""The demo content."""
