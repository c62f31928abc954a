"""Helping people on: suggestions, near spellings, similar records, what to drop when nothing is found."""
