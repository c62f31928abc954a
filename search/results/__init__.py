"""What people get: the results page, and the whole result as a file."""
