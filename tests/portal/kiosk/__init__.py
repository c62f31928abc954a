"""The touch terminals."""
