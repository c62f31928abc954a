"""Policy documents and what is made of them: schemes, products, calls, interpretations, compilations."""
