"""The hub: tells subscribers of a feed its present content when it changed (W3C WebSub)."""
