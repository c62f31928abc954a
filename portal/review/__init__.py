"""What must be there, and who looks at it."""
