"""Graphic explanations as pictures."""
