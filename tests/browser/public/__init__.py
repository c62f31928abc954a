"""Every public page in Chromium, for everyone: one portal with the demonstration's content for the whole folder."""
