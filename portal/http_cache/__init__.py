"""Finished public pages, kept for as long as they are true; a proxy in front is told what changed."""
