"""Compilations and print."""
