"""What the words of clauses say of a scheme: proposals, each with the passage it was read from."""
