"""What other pages show of printing."""
