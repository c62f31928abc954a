"""How many public records there are, by what: one query layer for the page, the file, the API and the key figures."""
