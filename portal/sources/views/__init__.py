"""Screens: the queue, one record, what vanished, visits, duplicates."""
