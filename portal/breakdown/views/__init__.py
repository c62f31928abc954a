"""Screens of the break-down."""
