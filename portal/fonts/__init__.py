"""Noto Sans SC, cut to two static weights; see portal.typefaces and docs/decisions/0061-typefaces.md."""
