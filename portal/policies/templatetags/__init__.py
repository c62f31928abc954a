"""What the templates of records show beside the record."""
