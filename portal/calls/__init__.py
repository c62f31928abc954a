"""What happens to calls."""
