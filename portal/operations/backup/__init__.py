"""Backup, its check, and the restore: database, uploads and what else nothing can rebuild, in one folder."""
