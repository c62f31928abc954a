"""Facets, query and engines."""
