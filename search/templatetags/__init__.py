"""Tags that templates of every layer may use without importing search."""
