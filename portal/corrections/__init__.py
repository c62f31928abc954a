"""Corrections told by the public."""
