"""What the API answers, described for its OpenAPI document; the values themselves come ready from the log."""
