"""`python -m portal.serve`: prepares the portal and runs site and worker under one supervisor."""
