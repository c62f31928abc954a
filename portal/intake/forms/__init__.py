"""Forms of the intake: what is given, what was proposed for a record, what a list's columns mean."""
