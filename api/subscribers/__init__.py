"""Who may subscribe: organisations registered by staff, and their keys."""
