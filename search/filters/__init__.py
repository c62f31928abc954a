"""What narrows a result: facets, typed parameters, and the one grammar that reads them."""
