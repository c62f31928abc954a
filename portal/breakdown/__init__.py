"""Documents broken down into schemes."""
