"""The StreamField vocabulary."""
