"""How a site looks and what it shows: its theme, name, logo, colours, and the fixed filter of a white-label portal."""
