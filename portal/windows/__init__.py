"""Windows, their happenings, status and the sweeper."""
