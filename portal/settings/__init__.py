"""Settings: `base` holds safe production values; `dev` and `test` loosen them, `production` adds nothing."""
