"""Huiqi: the policy supermarket and open-data portal of a local government."""
