"""Service guides 办事指南 (S 8.2.2)."""
