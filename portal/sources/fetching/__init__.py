"""Visits to sources, one module a form."""
