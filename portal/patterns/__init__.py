"""The living pattern page: every token, component, block and page type, with what is on the portal itself."""
