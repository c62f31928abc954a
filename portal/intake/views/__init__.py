"""Screens of the back-office: files given, what was read of them, lists and their columns."""
