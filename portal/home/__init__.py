"""Home page, listing pages, supermarket: composition for people."""
