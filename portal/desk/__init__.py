"""The editors' home."""
