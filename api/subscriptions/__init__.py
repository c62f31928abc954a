"""Saved filters: a query of the one grammar, followed through webhook, Atom or calendar."""
