"""Importers: JSON Lines of real records become published pages, through the same verbs as an editor."""
