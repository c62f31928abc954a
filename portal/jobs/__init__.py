"""Work outside a request and outside the log: reading files, printing, looking for broken links."""
