"""Sources and what they bring."""
