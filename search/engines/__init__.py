"""Implementations of search.engine.Engine."""
