"""Chinese text: how it is cut, heard, weighed and marked."""
