"""Screens on which a compilation is composed and released."""
