"""Addresses within the terminal for its templates."""
