"""Beside a record's page: its versions and what changed, products side by side, its picture for sharing."""
